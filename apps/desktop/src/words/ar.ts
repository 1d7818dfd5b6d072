// The client's words in Arabic.
import type { Words } from './en.ts';

/** A name or an address within a sentence, kept from mixing with the words around it (UAX #9, FSI and PDI). */
const apart = (words: string): string => `\u2068${words}\u2069`;
/** An address or a fingerprint: always from left to right (UAX #9, LRI and PDI). */
const latin = (words: string | number): string => `\u2066${words}\u2069`;

const rules = new Intl.PluralRules('ar');

const unread = (count: number): string => {
  switch (rules.select(count)) {
    case 'zero':
      return 'لا رسائل غير مقروءة';
    case 'one':
      return 'رسالة واحدة غير مقروءة';
    case 'two':
      return 'رسالتان غير مقروءتين';
    case 'few':
      return `${count} رسائل غير مقروءة`;
    case 'many':
      return `${count} رسالة غير مقروءة`;
    default:
      return `${count} رسالة غير مقروءة`;
  }
};

const EXAMPLES = `${latin('parley.example')} أو ${latin('https://192.168.1.5:8443')}`;

export const ar: Words = {
  notice: {
    ring: {
      voice: (from) => `مكالمة صوتية واردة من ${apart(from)}`,
      video: (from) => `مكالمة فيديو واردة من ${apart(from)}`,
      text: 'يرنّ الآن.',
    },
    missed: {
      voice: (from) => `مكالمة صوتية فائتة من ${apart(from)}`,
      video: (from) => `مكالمة فيديو فائتة من ${apart(from)}`,
    },
    displaced: {
      title: 'تسجيل دخول في مكان آخر',
      text: 'لن يرنّ Parley هنا حتى تسجّل الدخول هنا من جديد.',
      action: 'تسجيل الدخول هنا',
    },
    signedOut: {
      title: 'تم تسجيل الخروج',
      text: 'لن يرنّ Parley هنا حتى تسجّل الدخول من جديد.',
      action: 'تسجيل الدخول',
    },
    stillHere: {
      title: 'يواصل Parley العمل في الخلفية',
      text: `سيرنّ عندما يتصل بك أحد. لإنهائه استخدم أيقونته، أو شغّله مع ${latin('--quit')}.`,
    },
    inCall: {
      title: 'أنت في مكالمة',
      text: (server) => `أنهِ المكالمة أولًا، ثم انتقل إلى ${latin(server)}.`,
    },
    update: {
      title: (version) => `صدر Parley ${latin(version)}`,
      text: 'لدى خادمك إصدار أحدث من هذا البرنامج.',
      action: 'تنزيل',
    },
    show: 'إظهار',
    accept: 'قبول',
    decline: 'رفض',
    open: 'فتح',
    ok: 'حسنًا',
  },
  tray: {
    presence: {
      offline: 'لم تسجّل الدخول',
      connecting: 'جارٍ الاتصال…',
      online: 'متصل',
      'in-call': 'في مكالمة',
    },
    displaced: 'تسجيل دخول في مكان آخر',
    outdated: 'أقدم من أن يعمل مع خادمه',
    unread,
    callWith: (other) => `في مكالمة مع ${apart(other)}`,
    ringing: (other) => `${apart(other)} يتصل بك`,
  },
  menu: {
    open: 'فتح Parley',
    mute: 'كتم الميكروفون',
    unmute: 'إلغاء كتم الميكروفون',
    'hang-up': 'إنهاء المكالمة',
    autostart: 'التشغيل مع بدء الحاسوب',
    servers: 'الخوادم…',
    quit: 'إنهاء',
  },
  setup: {
    where: 'أين خادمك؟ يمكن للشخص الذي يديره أن يخبرك بعنوانه.',
    server: 'الخادم',
    autostart: 'التشغيل مع بدء الحاسوب، كي يرنّ',
    connect: 'اتصال',
    connecting: 'جارٍ الاتصال…',
    known: 'استُخدمت من قبل',
    use: (server) => `استخدام ${latin(server)}`,
    forget: 'إزالة',
    forgetServer: (server) => `إزالة ${latin(server)}`,
  },
  picker: { title: 'مشاركة شاشة أو نافذة', what: 'ماذا تريد أن تشارك؟' },
  newServer: (server) =>
    `يطلب رابطٌ الاتصال بالخادم ${latin(server)} الذي لم تستخدمه هنا من قبل. لا تتصل به إلا إذا كنت تثق بمن أعطاك الرابط.`,
  address: {
    missing: `أدخل عنوان خادمك، مثل ${EXAMPLES}.`,
    scheme: (scheme) => `يبدأ العنوان بـ ${latin('https://')}، وهذا يبدأ بـ ${latin(`${scheme}://`)}.`,
    malformed: (text) => `«${apart(text)}» ليس عنوانًا. العنوان يشبه ${EXAMPLES}.`,
    credentials: 'لا يحتوي العنوان على اسم أو كلمة مرور: ستُسأل عنهما عند تسجيل الدخول.',
    insecure: (host) => `لا تعمل الكاميرا والميكروفون إلا عبر https: استخدم ${latin(`https://${host}`)}.`,
  },
  server: {
    failing: (origin, status) =>
      `يردّ ${latin(origin)} بخطأ (${latin(status)}): ربما لا يزال الخادم قيد التشغيل. حاول بعد لحظة.`,
    other: (origin) => `يردّ ${latin(origin)}، لكنه ليس خادم Parley.`,
    unknown: (name) => `لا يوجد خادم باسم ${latin(name)}، أو أن هذا الحاسوب غير متصل بالشبكة.`,
    refused: (host) => `لا شيء يردّ على ${latin(host)}: الخادم لا يعمل، أو يستخدم منفذًا آخر.`,
    silent: (host) => `لا يردّ ${latin(host)}: هو مطفأ، أو يعترضه جدار حماية.`,
    noWay: (host) => `لا طريق إلى ${latin(host)}: ربما كان هذا الحاسوب غير متصل، أو على شبكة أخرى.`,
    noHttps: (host) => `لا يستخدم ${latin(host)} بروتوكول https: ربما خصّص له منفذًا آخر.`,
    unreachable: (host, why) => `تعذّر الوصول إلى ${latin(host)}: ${apart(why)}.`,
    certificate: {
      otherName: 'شهادته لاسم آخر؛ استخدم العنوان الذي يعطيك إياه من يديره',
      expired: 'انتهت صلاحية شهادته، أو أن ساعة هذا الحاسوب غير مضبوطة',
      early: 'لم تبدأ صلاحية شهادته بعد؛ ساعة هذا الحاسوب غير مضبوطة',
      untrusted: 'شهادته صادرة عن جهة لا يثق بها هذا الحاسوب. يعرضها الخادم في صفحته الأولى لتثبيتها هنا',
    },
  },
  link: {
    malformed: (link) => `الرابط ${latin(link)} ليس على الشكل ${latin('parley://server/call/account')}.`,
    credentials: (link) => `في الرابط ${latin(link)} اسم أو كلمة مرور قبل الخادم.`,
    verb: (link) =>
      `لا يحتوي الرابط ${latin(link)} على ${latin('/call/account')} ولا على ${latin('/chat/account')}.`,
    nobody: (link) => `لا يذكر الرابط ${latin(link)} أي حساب.`,
    media: (link) => `يطلب الرابط ${latin(link)} ما ليس صوتًا ولا فيديو.`,
  },
  page: {
    failed: (host, why, code) => `تعذّر تحميل ${latin(host)}: ${why} (${latin(code)})`,
    status: (host, status) => `تعذّر تحميل ${latin(host)}: الردّ هو ${latin(status)}، كما يردّ وسيط توقّف خادمه.`,
    crashed: 'انهارت الصفحة: أنهى المتصفح عمليتها.',
    unexplained: 'لا يعطي المتصفح سببًا أوضح.',
    refused: 'لا شيء يردّ على هذا العنوان؛ ربما كان الخادم متوقفًا أو المنفذ مختلفًا.',
    reset: 'انقطع الاتصال.',
    closed: 'أغلق الخادم الاتصال.',
    empty: 'أغلق الخادم الاتصال دون ردّ؛ ربما يريد https بدل http.',
    silent: 'الخادم لا يردّ.',
    unknown: 'لا يوجد حاسوب بهذا الاسم، أو تعذّر الوصول إلى خدمة الأسماء.',
    offline: 'هذا الحاسوب غير متصل بأي شبكة.',
    changed: 'تغيّرت الشبكة.',
    noWay: 'لا طريق إلى هذا العنوان من هنا.',
    proxy: 'وسيط هذا الحاسوب لا يردّ.',
    tunnel: 'وسيط هذا الحاسوب لا يسمح بالمرور إليه.',
    noHttps: 'لا يُستخدم https على هذا المنفذ.',
    untrusted: 'لا تضمن شهادتَه أي جهة يعرفها هذا الحاسوب. تعرض صفحته الأولى الشهادة لتثبيتها.',
    otherName: 'شهادته لاسم آخر.',
    date: 'انتهت صلاحية شهادته، أو أن ساعة هذا الحاسوب غير مضبوطة.',
    redirects: 'يحوّل من عنوان إلى آخر بلا نهاية.',
    file: 'الملف غير موجود.',
    port: 'ترفض المتصفحات استخدام هذا المنفذ.',
  },
  certificate: {
    unknown: (host) => `لا تضمن شهادة ${latin(host)} أي جهة معروفة.`,
    compare: (fingerprint) =>
      `كثيرًا ما يكون لخادم البيت أو الشركة جهة إصدار خاصة به. اسأل من يديره عن البصمة وقارن:\n\n${latin(fingerprint)}`,
    trust: 'الوثوق بهذا الخادم',
    changed: (host) => `شهادة ${latin(host)} غير التي كانت من قبل.`,
    compareBoth: (fingerprint, before) =>
      `قد يكون أحد ما يتنصّت في الطريق، أو أن الخادم أُعدّ من جديد. لا تتابع إلا إذا أخبرك من يديره بهذه البصمة:\n\n${latin(fingerprint)}\n\nوكانت حتى الآن:\n\n${latin(before)}`,
    trustNew: 'الوثوق بالشهادة الجديدة',
    cancel: 'إلغاء',
  },
};
