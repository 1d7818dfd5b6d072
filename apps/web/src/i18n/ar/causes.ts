// Arabic sentences about why a call could not connect.
import { assertNever, type ConnectCause } from '@parley/client';
import type { CallCauses } from '../facts.ts';
import { apart } from './formats.ts';

const OPERATOR = 'الشخص الذي يدير هذا الخادم';
const DOCTOR = apart('parley doctor');

export function causeDetail({ self, other }: CallCauses, account: string): string {
  const name = apart(account);
  if (self === 'relay-only')
    return (
      'المكالمات التي تخفي عنوان شبكتك تمر عبر مُرحِّل، وليس لهذا الخادم مُرحِّل. ' +
      'للاتصال مع ذلك، عطّل «إخفاء عنوان شبكتي» في الإعدادات.'
    );
  if (other === 'relay-only')
    return `يخفي ${name} عنوان شبكته، وهذا يحتاج إلى مُرحِّل ليس موجودًا في هذا الخادم. يستطيع ${OPERATOR} إعداد واحد.`;
  if (self === 'no-relay' || other === 'no-relay')
    return (
      `لا تستطيع شبكتك وشبكة ${name} الوصول إحداهما إلى الأخرى مباشرة، وليس لهذا الخادم مُرحِّل. ` +
      `يستطيع ${OPERATOR} إعداد واحد؛ وحتى ذلك الحين قد تفيد شبكة أخرى، مثل نقطة اتصال هاتف.`
    );
  if (self === 'relay-refused' || other === 'relay-refused')
    return `رفض مُرحِّل هذا الخادم المكالمة. يمكن أن يعرف ${OPERATOR} السبب بالأمر ${DOCTOR}.`;
  if (self === 'relay-unreachable' && other === self)
    return (
      `لا تصل شبكتك ولا شبكة ${name} إلى مُرحِّل هذا الخادم. قد يكون متوقفًا: ` +
      `يمكن أن يتحقق ${OPERATOR} من ذلك بالأمر ${DOCTOR}.`
    );
  if (self !== undefined && self !== 'other-unreachable') return ownDetail(self, name);
  return otherDetail(other, name);
}

type OwnCause = Exclude<ConnectCause, 'no-relay' | 'relay-only' | 'relay-refused' | 'other-unreachable'>;

function ownDetail(cause: OwnCause, name: string): string {
  switch (cause) {
    case 'relay-unreachable':
      return (
        'شبكتك تمنع المكالمات: لا يمكن الوصول منها إلى الطرف الآخر ولا إلى المُرحِّل. ' +
        'جرّب شبكة أخرى، مثل نقطة اتصال هاتف.'
      );
    case 'no-candidates':
      return (
        'لم يقدّم متصفحك عنوان شبكة للاتصال منه. قد تمنعه إضافة أو إعداد: ' +
        'عطّلها لهذه الصفحة أو استخدم متصفحًا آخر.'
      );
    case 'relay-failed':
      return `كلاكما يصل إلى المُرحِّل، لكن لا شيء يمر عبره. يمكن أن يعرف ${OPERATOR} السبب بالأمر ${DOCTOR}.`;
    case 'dtls-failed':
      return (
        `هناك طريق إلى ${name}، لكن لم يُنشأ عليه اتصال آمن. شيء ما في الطريق يغيّر الحزم ` +
        'أو يسقطها: جرّب شبكة أخرى.'
      );
    case 'unanswered':
      return `لم يُجب جهاز ${name}. قد يفيد إعادة تحميل الصفحة هناك ثم الاتصال مرة أخرى.`;
    default:
      return assertNever(cause);
  }
}

function otherDetail(cause: ConnectCause | undefined, name: string): string {
  switch (cause) {
    case 'relay-unreachable':
      return `شبكة ${name} تمنع المكالمات. قد تفيد هناك شبكة أخرى، مثل نقطة اتصال هاتف.`;
    case 'no-candidates':
      return `لم يقدّم متصفح ${name} عنوان شبكة للاتصال منه. قد يفيد هناك متصفح آخر.`;
    case 'unanswered':
      return 'لم يُجب جهازك في الوقت المناسب. قد يفيد إعادة تحميل هذه الصفحة ثم الاتصال مرة أخرى.';
    case 'relay-failed':
    case 'dtls-failed':
      return ownDetail(cause, name);
    case 'no-relay':
    case 'relay-only':
    case 'relay-refused':
    case 'other-unreachable':
    case undefined:
      return `لم يجد الصوت والصورة طريقًا بين شبكتك وشبكة ${name}. جرّب شبكة أخرى.`;
    default:
      return assertNever(cause);
  }
}
