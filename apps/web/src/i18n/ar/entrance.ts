// The words of the sign-in page in Arabic.
import type { EntranceStrings } from '../strings.ts';
import { apart, plural } from './formats.ts';

const characters = (n: number): string =>
  plural(n, {
    zero: 'بلا أحرف',
    one: 'حرف واحد',
    two: 'حرفان',
    few: `${n} أحرف`,
    many: `${n} حرفًا`,
    other: `${n} حرف`,
  });

const seconds = (n: number): string =>
  plural(n, {
    zero: 'لحظة',
    one: 'ثانية واحدة',
    two: 'ثانيتين',
    few: `${n} ثوانٍ`,
    many: `${n} ثانية`,
    other: `${n} ثانية`,
  });

export const entrance: EntranceStrings = {
  product: 'Parley',
  language: {
    label: 'اللغة',
    unavailable: 'تعذّر تحميل هذه اللغة. تحقّق من اتصالك وحاول مرة أخرى.',
  },
  signIn: {
    tagline: 'شاهد من الموجود، انقر، وتحدّث.',
    form: 'تسجيل الدخول إلى Parley',
    account: 'الحساب',
    anotherName: 'اسم آخر',
    password: 'كلمة المرور',
    show: 'إظهار',
    hide: 'إخفاء',
    server: 'الخادم',
    submit: 'تسجيل الدخول',
    submitting: 'جارٍ تسجيل الدخول…',
    submitWith: (provider) => `تسجيل الدخول عبر ${apart(provider)}`,
    firstUse: 'جديد هنا؟ سجّل الدخول باسم غير مستخدم ليصبح لك، بكلمة المرور التي تختارها.',
    getClient: 'تنزيل برنامج الحاسوب',
    noClient: 'تعذّر البحث عن برنامج الحاسوب. تحقّق من اتصالك وحاول مرة أخرى.',
    noNewcomers: 'لا يقبل هذا الخادم حسابات جديدة. اطلب حسابًا من الشخص الذي يديره.',
    leaving: (host) => `ستتابع على ${apart(host)}.`,
    malformedServer: `هذا ليس عنوان خادم. العنوان يشبه ${apart('https://parley.example')}.`,
    signedOut: 'تم تسجيل خروجك.',
    signOutUnheard: 'تم تسجيل الخروج هنا، لكن تعذّر إبلاغ الخادم. أغلق المتصفح إن كان الحاسوب مشتركًا.',
    serverAway: 'غير متصل: تعذّر الوصول إلى الخادم. ستدخل بمجرد أن يجيب.',
    appUnavailable: 'تعذّر تحميل التطبيق. تحقّق من اتصالك وحاول مرة أخرى.',
    newNames: (length) => `الحد الأقصى للأسماء الجديدة هنا: ${characters(length)}.`,
    accountInvalid: (length) =>
      `اسم الحساب هذا غير صالح. استخدم من 1 إلى ${length} من الحروف أو الأرقام أو النقاط أو الشرطات، من أبجدية واحدة.`,
    tooManyAttempts: (n) => `محاولات كثيرة جدًا. حاول مرة أخرى بعد ${seconds(n)}.`,
    failure: {
      'wrong-password': 'الحساب أو كلمة المرور غير صحيحة.',
      'too-many-attempts': 'محاولات كثيرة جدًا. انتظر لحظة ثم حاول مرة أخرى.',
      'password-invalid': 'يجب ألّا تقل كلمة المرور عن 8 أحرف.',
      'account-banned': 'هذا الحساب محظور. اسأل الشخص الذي يدير الخادم.',
      'account-taken': 'هذا الحساب لشخص يسجّل الدخول هنا بطريقة أخرى. اسأل الشخص الذي يدير الخادم.',
      'provider-unreachable':
        'تعذّر الوصول إلى خدمة تسجيل الدخول. حاول بعد لحظة، أو أخبر الشخص الذي يدير هذا الخادم.',
      'provider-refused': 'لم يكتمل تسجيل الدخول. حاول مرة أخرى.',
      'foreign-origin': 'لا يعرف هذا الخادم العنوان الذي فتحته به. أخبر الشخص الذي يديره.',
      'server-busy': 'الخادم مشغول. حاول بعد لحظة.',
      'server-full': 'الخادم ممتلئ. حاول لاحقًا.',
      'disk-full': 'قرص الخادم ممتلئ، فلا يمكن لأحد تسجيل الدخول أو الخروج. أخبر الشخص الذي يدير الخادم.',
      'rate-limited': 'محاولات كثيرة جدًا. انتظر لحظة ثم حاول مرة أخرى.',
      offline: 'تعذّر الوصول إلى الخادم. تحقّق من اتصالك وحاول مرة أخرى.',
      timeout: 'لم يُجب الخادم في الوقت المناسب. حاول مرة أخرى.',
      'unsupported-version': 'هذه الصفحة أقدم من الخادم. أعد تحميلها وحاول مرة أخرى.',
      'bad-message': 'لم يقبل الخادم ذلك. تحقّق من الحساب وكلمة المرور.',
    },
    unexpected: 'حدث خطأ ما في الخادم. حاول بعد لحظة.',
  },
};
