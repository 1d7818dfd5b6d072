// Arabic sentences about devices.
import { assertNever, type DeviceProblem } from '@parley/client';
import type { BrowserFamily } from '../facts.ts';
import type { AppStrings } from '../strings.ts';
import { apart } from './formats.ts';

type Input = 'camera' | 'microphone';

/** The forms that sentences need of a device; a camera is feminine. */
const WORDS = {
  camera: {
    name: 'الكاميرا',
    your: 'كاميرتك',
    none: 'لم يُعثر على كاميرا',
    plug: 'وصّل واحدة لتبدأ من تلقاء نفسها',
    again: 'وصّلها من جديد لتبدأ من تلقاء نفسها',
    unplugged: 'فُصلت كاميرتك',
    standsIn: 'تحلّ محلها',
    chosen: 'الكاميرا التي اخترتها غير موجودة.',
    before: 'تستمر الكاميرا السابقة.',
    blocked: 'محظورة',
    muted: 'أطفأها النظام',
    on: 'شغّلها',
    used: 'يستخدمها',
    by: 'يراك',
    replug: 'افصلها ثم وصّلها',
  },
  microphone: {
    name: 'الميكروفون',
    your: 'ميكروفونك',
    none: 'لم يُعثر على ميكروفون',
    plug: 'وصّل واحدًا ليبدأ من تلقاء نفسه',
    again: 'وصّله من جديد ليبدأ من تلقاء نفسه',
    unplugged: 'فُصل ميكروفونك',
    standsIn: 'يحلّ محله',
    chosen: 'الميكروفون الذي اخترته غير موجود.',
    before: 'يستمر الميكروفون السابق.',
    blocked: 'محظور',
    muted: 'كتمه النظام',
    on: 'شغّله',
    used: 'يستخدمه',
    by: 'يسمعك',
    replug: 'افصله ثم وصّله',
  },
} as const;

export function problem(
  { device, kind, name = '' }: DeviceProblem,
  other: string | undefined,
  browser: BrowserFamily,
): string {
  if (device === 'screen') return screenProblem(kind, browser);
  const words = WORDS[device];
  const effect = effectOf(device, other);
  const label = apart(name);
  switch (kind) {
    case 'missing':
      return `${words.none}: ${effect}. ${words.plug}.`;
    case 'unplugged':
      return `${words.unplugged}: ${effect}. ${words.again}.`;
    case 'switched':
      return other === undefined
        ? `${words.unplugged}. «${label}» ${words.standsIn}.`
        : `${words.unplugged}. ${apart(other)} ${words.by} الآن عبر «${label}».`;
    case 'stand-in':
      return other === undefined
        ? `${words.chosen} «${label}» ${words.standsIn}.`
        : `${words.chosen} ${apart(other)} ${words.by} الآن عبر «${label}».`;
    case 'kept':
      return name === ''
        ? `تعذّر تشغيل الجهاز الآخر. ${words.before}`
        : `تعذّر تشغيل «${label}». ${words.before}`;
    case 'asking':
      return `في انتظار سماحك باستخدام ${words.name}: أجب عن سؤال متصفحك. حتى ذلك الحين ${effect}.`;
    case 'dismissed':
      return `لم تسمح بعد باستخدام ${words.name}: ${effect}. حاول مرة أخرى واختر «السماح» عندما يسأل متصفحك.`;
    case 'denied':
      return `${words.your} ${words.blocked} لهذه الصفحة: ${effect}.`;
    case 'system':
      return `هذا الجهاز يمنع متصفحك من استخدام ${words.name}: ${effect}. ${systemHint(device, browser)}`;
    case 'forbidden':
      return `لا يحق لهذه الصفحة استخدام ${words.name}: ${effect}. تمنع ذلك ترويسة من الخادم أو قاعدة في مؤسستك: أخبر الشخص الذي يديره.`;
    case 'muted':
      return `${words.your} ${words.muted}: ${effect}. ${words.on} من هناك أو بمفتاح الجهاز نفسه.`;
    case 'in-use':
      return `${words.your} ${words.used} برنامج آخر: ${effect}. أغلق ذلك البرنامج وحاول مرة أخرى.`;
    case 'insecure':
      return `لا تعطي المتصفحات ${words.name} إلا للصفحات الآمنة: ${effect}. افتح Parley بعنوانه ${apart('https://')}.`;
    case 'failed':
      return `تعذّر تشغيل ${words.name}: ${effect}. ${words.replug} وحاول مرة أخرى.`;
    default:
      return assertNever(kind);
  }
}

function effectOf(device: Input, other: string | undefined): string {
  if (device === 'camera') return other === undefined ? 'لا أحد يراك' : `لا يراك ${apart(other)}`;
  return other === undefined ? 'لا أحد يسمعك' : `لا يسمعك ${apart(other)}`;
}

function screenProblem(kind: DeviceProblem['kind'], browser: BrowserFamily): string {
  if (kind === 'denied' || kind === 'dismissed') return 'شاشتك غير مشتركة.';
  if (kind === 'system' && /^(chromium|edge|firefox|safari)$/.test(browser))
    return 'شاشتك غير مشتركة: اسمح لهذا المتصفح بتسجيلها في إعدادات الخصوصية في حاسوبك.';
  return kind === 'in-use'
    ? 'تعذّرت مشاركة تلك الشاشة أو النافذة. اختر غيرها.'
    : 'تعذّرت مشاركة شاشتك في هذا المتصفح.';
}

function systemHint(device: Input, browser: BrowserFamily): string {
  const { name } = WORDS[device];
  switch (browser) {
    case 'chromium':
    case 'edge':
    case 'firefox':
    case 'safari':
      return `افتح إعدادات حاسوبك، ثم الخصوصية، واسمح لهذا المتصفح باستخدام ${name}.`;
    case 'ios':
    case 'ios-other':
      return `افتح إعدادات جهازك، وابحث عن هذا المتصفح، وشغّل «${name}».`;
    case 'android':
    case 'samsung':
    case 'firefox-android':
      return `افتح إعدادات جهازك، ثم التطبيقات، ثم هذا المتصفح، ثم الأذونات، واسمح باستخدام ${name}.`;
    default:
      return assertNever(browser);
  }
}

function allowSteps(device: Input, browser: BrowserFamily): readonly string[] {
  const { name } = WORDS[device];
  switch (browser) {
    case 'chromium':
      return ['انقر العلامة بجانب العنوان: شريطا تمرير، «عرض معلومات الموقع الإلكتروني».', `شغّل «${name}».`];
    case 'edge':
      return [
        'انقر القفل بجانب العنوان، «عرض معلومات الموقع».',
        `تحت «أذونات هذا الموقع»، اضبط «${name}» على «السماح».`,
      ];
    case 'firefox':
      return [
        `انقر علامة ${name} المشطوبة بجانب العنوان.`,
        'انقر × بجانب «محجوب» أو «محجوب مؤقتًا».',
        'عُد إلى هنا، واضغط «المحاولة مرة أخرى»، واختر «اسمح».',
      ];
    case 'safari':
      return [
        'في شريط القوائم أعلى الشاشة اختر «Safari»، ثم «الإعدادات لـ» هذا الموقع.',
        `اضبط «${name}» على «سماح».`,
        'عُد إلى هنا واضغط «المحاولة مرة أخرى». إن لم يحدث شيء فأعد تحميل الصفحة.',
      ];
    case 'ios':
      return [
        'المس علامة الصفحة بجانب العنوان: aA في إصدارات Safari الأقدم.',
        'المس «إعدادات موقع الويب»، وقد تكون خلف النقاط الثلاث.',
        `اضبط «${name}» على «سماح».`,
        'عُد إلى هنا والمس «المحاولة مرة أخرى». إن لم يحدث شيء فأعد تحميل الصفحة.',
      ];
    case 'ios-other':
      return [
        'افتح إعدادات iPhone أو iPad، ثم «التطبيقات»، وابحث عن هذا المتصفح.',
        `شغّل «${name}».`,
        'عُد إلى هنا والمس «المحاولة مرة أخرى». إن لم يحدث شيء فأعد تحميل الصفحة.',
      ];
    case 'android':
      return ['المس العلامة بجانب العنوان: شريطا تمرير.', 'المس «الأذونات».', `شغّل «${name}».`];
    case 'samsung':
      return [
        'المس القفل بجانب العنوان.',
        'المس «الأذونات».',
        `شغّل «${name}».`,
        'عُد إلى هنا والمس «المحاولة مرة أخرى».',
      ];
    case 'firefox-android':
      return [
        'المس القفل أو الدرع بجانب العنوان.',
        `المس «محجوب» بجانب «${name}» ليصبح «مسموح».`,
        'عُد إلى هنا والمس «المحاولة مرة أخرى».',
      ];
    default:
      return assertNever(browser);
  }
}

export const devices: AppStrings['devices'] = {
  check: 'فحص الكاميرا والميكروفون',
  firstCall: 'مكالمتك الأولى؟ شاهد نفسك واسمعها قبلها.',
  notNow: 'ليس الآن',
  done: 'تم',
  opening: 'جارٍ التشغيل…',
  private: 'أنت وحدك ترى هذا وتسمعه.',
  cameraOff: 'كاميرتك مطفأة',
  picture: 'صورتك',
  notLoaded: 'تعذّر تحميل الفحص. تحقّق من اتصالك وحاول مرة أخرى.',
  inCall: 'هناك مكالمة الآن. أعد الفحص بعد انتهائها.',
  microphone: 'الميكروفون',
  camera: 'الكاميرا',
  speaker: 'السماعة',
  level: 'مستوى الميكروفون',
  saySomething: 'قل شيئًا: يتحرك الشريط مع صوتك.',
  heard: 'صوتك مسموع.',
  silent: 'لا نسمع شيئًا: هل الميكروفون مكتوم بمفتاحه الخاص، أم اختير غيره؟',
  systemDefault: 'الافتراضي في هذا الجهاز',
  // The name first: where there is no room for all, a Latin one further on would lose its beginning.
  defaultNamed: (name) => `${apart(name)} (الافتراضي في هذا الجهاز)`,
  away: (name) => `${apart(name)} (غير موجود)`,
  testSound: 'تشغيل صوت تجريبي',
  playing: 'جارٍ تشغيل صوت تجريبي',
  noTestSound: 'تعذّر تشغيل الصوت التجريبي هناك. اختر سماعة أخرى.',
  otherSpeaker: 'اختيار سماعة أخرى…',
  speakerBySystem: 'يخرج الصوت حيث يرسله جهازك. غيّر ذلك في إعدادات الصوت فيه.',
  speakerAway: (name) => `السماعة «${apart(name)}» غير موجودة. تسمع الآن عبر الافتراضي في هذا الجهاز.`,
  speakerFailed: (name) => `تعذّر إرسال الصوت إلى «${apart(name)}». يستمر حيث كان.`,
  cleanSound: 'إزالة الضجيج والصدى',
  cleanSoundText: 'عطّلها من أجل الموسيقى.',
  mirror: 'عكس صورتي كالمرآة',
  mirrorText: 'أنت وحدك تراها هكذا.',
  blur: 'تمويه ما خلفي',
  flip: 'التبديل إلى الكاميرا الأخرى',
  menu: 'الأجهزة',
  microphoneMenu: 'اختيار الميكروفون والسماعة',
  cameraMenu: 'اختيار الكاميرا',
  mutedTalkingKeys: 'ميكروفونك مكتوم. اضغط M لتُسمع، أو أبقِ مفتاح المسافة مضغوطًا وأنت تتكلم.',
  mutedTalkingTouch: 'ميكروفونك مكتوم. المس «إلغاء الكتم» لتُسمع.',
  mutedTalkingClick: 'ميكروفونك مكتوم. ألغِ الكتم لتُسمع.',
  talkKey: 'التكلم رغم الكتم ما دمت تضغطه',
  spaceBar: 'مفتاح المسافة',
  talkingByKey: 'صوتك مسموع ما دمت تضغط مفتاح المسافة.',
  howToAllow: 'كيف تسمح بذلك',
  allowSteps,
};
