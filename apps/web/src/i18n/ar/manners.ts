// Arabic words about calls with manners.
import type { AppStrings } from '../strings.ts';
import { apart, plural, spokenLength } from './formats.ts';

export const manners: AppStrings['manners'] = {
  willBeHeld: (name) => `ستوضع مكالمتك مع ${apart(name)} في الانتظار.`,
  endAndAnswer: 'إنهاء هذه المكالمة والرد',
  ringingBeside: (name) => `جارٍ الرنين… ${apart(name)} في مكالمة أخرى`,
  isHeld: (name) => `${apart(name)} في الانتظار`,
  youHold: (name) => `وضعت ${apart(name)} في الانتظار`,
  theyHold: (name) => `وضعك ${apart(name)} في الانتظار`,
  returnTo: (name) => `العودة إلى ${apart(name)}`,
  resume: 'متابعة',
  answerByText: {
    open: 'الرد برسالة',
    label: (name) => `رسالة إلى ${apart(name)}`,
    hint: 'تنتهي المكالمة، وتظهر رسالتك في المحادثة.',
    quick: [
      'لا أستطيع الكلام الآن. سأعاود الاتصال.',
      'اتصل بي بعد 10 دقائق من فضلك.',
      'أنا في اجتماع. هل تكتب لي؟',
    ],
    own: 'كلماتك الخاصة',
    send: 'إرسال الرسالة',
    back: 'العودة إلى المكالمة',
  },
  callBackTo: (name) => `معاودة الاتصال بـ ${apart(name)}`,
  missed: (n) =>
    plural(n, {
      zero: 'لا مكالمات فائتة',
      one: 'مكالمة فائتة',
      two: 'مكالمتان فائتتان',
      few: `${n} مكالمات فائتة`,
      many: `${n} مكالمة فائتة`,
      other: `${n} مكالمة فائتة`,
    }),
  log: {
    title: 'سجل المكالمات',
    none: 'لا مكالمات بعد',
    noneText: 'المكالمات التي تجريها أو ترد عليها أو تفوتك على هذا الجهاز تبقى هنا حتى تسجّل الخروج.',
    clear: 'مسح',
    close: 'إغلاق',
    call: (name) => `الاتصال بـ ${apart(name)}`,
    entry: (call) => {
      const kind = call.media === 'video' ? 'مكالمة فيديو' : 'مكالمة صوتية';
      if (call.duration > 0)
        return call.direction === 'incoming'
          ? `${kind} واردة، ${apart(spokenLength(call.duration))}`
          : `${kind} صادرة، ${apart(spokenLength(call.duration))}`;
      if (call.direction === 'outgoing') return `${kind} صادرة، بلا رد`;
      return call.reason === 'declined' && call.by === 'self' ? `${kind} مرفوضة` : `${kind} فائتة`;
    },
  },
};
