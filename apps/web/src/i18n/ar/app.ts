// The words of the signed-in app in Arabic.
import type { AppStrings } from '../strings.ts';
import { callLine, endDetail, endSentence } from './calls.ts';
import { push } from './push.ts';
import { desktop } from './desktop.ts';
import { devices, problem } from './devices.ts';
import { downloads } from './downloads.ts';
import { failure } from './failure.ts';
import { files } from './files.ts';
import { apart, plural } from './formats.ts';
import { find } from './find.ts';
import { history } from './history.ts';
import { line } from './line.ts';
import { manners } from './manners.ts';
import { safety } from './safety.ts';
import { stage } from './stage.ts';
import { status } from './status.ts';
import { emoji, talk } from './talk.ts';

const CALL = { video: 'مكالمة فيديو', voice: 'مكالمة صوتية' } as const;

const unreadTexts = (n: number): string =>
  plural(n, {
    zero: 'لا شيء غير مقروء',
    one: 'رسالة غير مقروءة',
    two: 'رسالتان غير مقروءتين',
    few: `${n} رسائل غير مقروءة`,
    many: `${n} رسالة غير مقروءة`,
    other: `${n} رسالة غير مقروءة`,
  });

export const app: AppStrings = {
  push,
  connection: {
    connecting: 'جارٍ الاتصال…',
    connected: 'متصل',
    reconnecting: 'جارٍ إعادة الاتصال…',
    offline: 'غير متصل',
  },
  people: {
    label: 'الأشخاص',
    search: 'البحث عن أشخاص',
    clearSearch: 'مسح البحث',
    recent: 'الأخيرة',
    online: 'متصل',
    offline: 'غير متصل',
    person: (name, online, unread, state) => {
      const away = state === 'away' && '، غائب';
      const quiet = state === 'do-not-disturb' && '، عدم الإزعاج';
      const presence = `${online ? 'متصل' : 'غير متصل'}${away || quiet || ''}`;
      return `${apart(name)}، ${presence}${unread > 0 ? `، ${unreadTexts(unread)}` : ''}`;
    },
    count: (n) => `المتصلون: ${n}`,
    nobody: 'لا أحد غيرك متصل',
    noMatch: (query) => `لا يوجد متصل باسم «${apart(query)}».`,
    signOut: 'تسجيل الخروج',
    you: 'أنت',
  },
  settings: {
    title: 'الإعدادات',
    saveData: 'استهلاك بيانات أقل',
    saveDataText:
      'ترسل المكالمات وتستقبل صورًا صغيرة: نحو 2.5 م.ب في الدقيقة في كل اتجاه بدلًا من 19 كحدّ أقصى. يبقى الصوت كما هو.',
    relayOnly: 'إخفاء عنوان شبكتي',
    relayOnlyText:
      'تمر المكالمات عبر مُرحِّل هذا الخادم، فلا يعرف الطرف الآخر عنوانك. ' +
      'إن لم يكن للخادم مُرحِّل فلا يمكن توصيل المكالمات.',
    done: 'تم',
  },
  invite: {
    title: 'لا أحد هنا غيرك بعد',
    text: 'افتح هذا العنوان على جهاز آخر أو أرسله إلى شخص ما. عند تسجيل دخوله يظهر هنا.',
    thisComputerOnly: 'يعمل هذا العنوان على هذا الحاسوب فقط.',
    copy: 'نسخ العنوان',
    copied: 'تم النسخ',
  },
  ringPrompt: {
    text: 'هل نرنّ لك عندما تكون هذه الصفحة في الخلفية؟',
    allow: 'السماح',
    notNow: 'ليس الآن',
  },
  conversation: {
    choose: 'اختر شخصًا لتتحدث إليه',
    chooseText: 'اكتب، أو اتصل بنقرة واحدة.',
    log: (name) => `المحادثة مع ${apart(name)}`,
    begin: (name) => `هذه بداية محادثتك مع ${apart(name)}.`,
    notKept: 'لا تُحفظ الرسائل والملفات على الخادم. تختفي عند تسجيل خروجك.',
    message: 'رسالة',
    placeholder: (name) => `رسالة إلى ${apart(name)}`,
    send: 'إرسال',
    videoCall: 'مكالمة فيديو',
    voiceCall: 'مكالمة صوتية',
    back: 'العودة إلى الأشخاص',
    backToCall: 'العودة إلى المكالمة',
    empty: 'اكتب شيئًا أولًا',
    attach: 'إرفاق ملف',
    dropHere: (name) => `أفلت الملفات هنا لإرسالها إلى ${apart(name)}`,
    tooManyFiles: '10 ملفات على الأكثر دفعة واحدة. اختر أقل أو انتظر وصول بعضها.',
    folder: 'لا يمكن إرسال المجلدات. اجعلها ملف ZIP أولًا.',
    noFiles: 'لا ينقل هذا الخادم الملفات. اسأل الشخص الذي يديره.',
    tooLong: 'هذا أطول من رسالة واحدة. اختصره أو أرسله على أجزاء.',
    failedToSend: 'تعذّر إرسال ذلك. حاول مرة أخرى.',
    typing: (name) => `${apart(name)} يكتب…`,
    wentOffline: (name) => `أصبح ${apart(name)} غير متصل`,
    cameOnline: (name) => `أصبح ${apart(name)} متصلًا من جديد`,
    latest: 'الانتقال إلى الأحدث',
    today: 'اليوم',
    yesterday: 'أمس',
    state: {
      sending: 'جارٍ الإرسال…',
      sent: 'أُرسلت',
      delivered: 'سُلّمت',
      failed: 'لم تُسلّم',
    },
    retry: 'إعادة المحاولة',
    discard: 'حذف',
    alreadyInCall: (name) => `أنت في مكالمة مع ${apart(name)}. أنهِها أولًا.`,
    cannotCall: 'لا يدعم هذا المتصفح المكالمات. إصدار حديث من Chrome أو Edge أو Firefox أو Safari يدعمها.',
  },
  call: {
    region: (name) => `مكالمة مع ${apart(name)}`,
    incoming: (media, name) => `${CALL[media]} واردة من ${apart(name)}`,
    incomingShort: (media) => `${CALL[media]} واردة`,
    accept: 'قبول',
    answerWithoutCamera: 'الرد بلا كاميرا',
    decline: 'رفض',
    calling: 'جارٍ الاتصال…',
    ringing: 'جارٍ الرنين…',
    connecting: 'جارٍ التوصيل…',
    reconnecting: 'جارٍ إعادة الاتصال…',
    voiceFirst: 'الصوت أولًا: الخط أضعف من أن ينقل الصور',
    hangUp: 'إنهاء المكالمة',
    theirVideo: (name) => `فيديو ${apart(name)}`,
    theirScreen: (name) => `شاشة ${apart(name)}`,
    yourVideo: 'الفيديو الخاص بك',
    swap: 'تبديل الصورتين',
    mute: 'كتم الميكروفون',
    unmute: 'إلغاء كتم الميكروفون',
    cameraOff: 'إطفاء الكاميرا',
    cameraOn: 'تشغيل الكاميرا',
    share: 'مشاركة الشاشة',
    stopSharing: 'إيقاف المشاركة',
    chat: 'الدردشة',
    short: {
      mute: 'كتم',
      unmute: 'إلغاء الكتم',
      camera: 'الكاميرا',
      share: 'مشاركة',
      stop: 'إيقاف',
      chat: 'الدردشة',
      hangUp: 'إنهاء',
    },
    minimise: 'تصغير المكالمة',
    returnTo: 'العودة إلى المكالمة',
    fullScreen: 'ملء الشاشة',
    leaveFullScreen: 'الخروج من ملء الشاشة',
    pictureInPicture: 'صورة داخل صورة',
    shortcut: (name, key) => `${name} (${key})`,
    tapToHear: 'المس لتسمع',
    tryAgain: 'المحاولة مرة أخرى',
    theirCameraOff: (name) => `كاميرا ${apart(name)} مطفأة`,
    theyAreMuted: (name) => `ميكروفون ${apart(name)} مكتوم`,
    theyShare: (name) => `يشارك ${apart(name)} شاشته`,
    youShare: 'أنت تشارك شاشتك',
    again: 'الاتصال مرة أخرى',
    callBack: 'معاودة الاتصال',
    close: 'إغلاق',
    dismiss: 'إخفاء',
    duration: 'المدة',
  },
  wayBack: {
    region: (name) => `العودة إلى المكالمة مع ${apart(name)}`,
    sentence: (name) => `كنت في مكالمة مع ${apart(name)}`,
    take: 'العودة إلى المكالمة',
  },
  ended: { sentence: endSentence, detail: endDetail, line: callLine },
  problem,
  closed: {
    displacedTitle: 'تسجيل دخول في مكان آخر',
    displacedText: (account) =>
      `سجّل ${apart(account)} الدخول للتو في صفحة أخرى أو على جهاز آخر، لذلك قُطع اتصال هذه الصفحة.`,
    signInHere: 'تسجيل الدخول هنا',
    outdatedTitle: 'تم تحديث Parley',
    outdatedText: 'أعد تحميل الصفحة للمتابعة بالإصدار الجديد.',
    reload: 'إعادة التحميل',
    brokenTitle: 'أُغلق الاتصال',
    brokenText: 'حدث أمر غير متوقع بين هذه الصفحة والخادم.',
    reconnect: 'إعادة الاتصال',
  },
  title: {
    unread: (n) => `(${n}) Parley`,
    incoming: (media, name) => `${CALL[media]} من ${apart(name)}`,
  },
  desktop,
  devices,
  downloads,
  emoji,
  failure,
  files,
  find,
  history,
  line,
  manners,
  safety,
  stage,
  status,
  talk,
};
