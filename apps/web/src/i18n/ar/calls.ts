// Arabic sentences about calls.
import { assertNever } from '@parley/client';
import type { CallOutcome } from '../facts.ts';
import { clockLength } from '../lengths.ts';
import { causeDetail } from './causes.ts';
import { apart, spokenLength } from './formats.ts';

const KIND = { video: 'مكالمة فيديو', voice: 'مكالمة صوتية' } as const;

export function endSentence(call: CallOutcome): string {
  const name = apart(call.with);
  const missed = call.direction === 'incoming' && call.duration === 0;
  const missedCall = `${KIND[call.media]} فائتة من ${name}`;
  switch (call.reason) {
    case 'declined':
      return call.by === 'self' ? 'لقد رفضت المكالمة' : `رفض ${name} المكالمة`;
    case 'busy':
      return busySentence(call);
    case 'do-not-disturb':
      return missed ? missedCall : `لا يريد ${name} أن يزعجه أحد`;
    case 'no-answer':
      return missed ? missedCall : 'لا يوجد رد';
    case 'cancelled':
      return missed ? missedCall : 'أُلغيت المكالمة';
    case 'unavailable':
      return `${name} غير متصل`;
    case 'answered-elsewhere':
      return 'تم الرد على جهاز آخر';
    case 'displaced':
      return call.by === 'self'
        ? 'انتهت المكالمة: سجّلت الدخول في مكان آخر'
        : `سجّل ${name} الدخول في مكان آخر`;
    case 'hung-up':
      return call.duration > 0 ? `انتهت المكالمة · ${apart(clockLength(call.duration))}` : 'انتهت المكالمة';
    case 'connection-lost':
      return call.duration > 0 ? `انقطع الاتصال · ${apart(clockLength(call.duration))}` : 'انقطع الاتصال';
    case 'media-failed':
      return 'تعذّر توصيل المكالمة';
    case 'blocked':
      return missed ? missedCall : `متصفح ${name} لا يدعم المكالمات`;
    default:
      return assertNever(call.reason);
  }
}

export function endDetail(call: CallOutcome): string | undefined {
  if (call.reason === 'blocked') return blockedDetail(call);
  if (call.direction === 'incoming' && call.duration === 0 && call.reason !== 'media-failed')
    return undefined;
  switch (call.reason) {
    case 'busy':
      return call.by === 'self' ? undefined : 'حاول لاحقًا أو اترك رسالة.';
    case 'do-not-disturb':
      return 'سيظهر هناك أنك اتصلت. يمكنك ترك رسالة.';
    case 'unavailable':
      return 'يمكنك الاتصال به بمجرد ظهوره بين الأشخاص.';
    case 'media-failed':
      return causeDetail(call.causes, call.with);
    case 'connection-lost':
      return call.by === 'self' ? 'انقطع خطك مدة طويلة.' : `انقطع خط ${apart(call.with)}.`;
    case 'declined':
    case 'no-answer':
    case 'cancelled':
    case 'answered-elsewhere':
    case 'displaced':
    case 'hung-up':
      return undefined;
    default:
      return assertNever(call.reason);
  }
}

function busySentence(call: CallOutcome): string {
  const name = apart(call.with);
  if (call.by === 'self') return 'أنت في مكالمة بالفعل';
  return call.by === 'other' ? `${name} في مكالمة أخرى` : `${name} مشغول`;
}

function blockedDetail({ direction }: CallOutcome): string {
  return direction === 'incoming'
    ? 'لم يكن الرنين ممكنًا لأن هذا المتصفح لا يدعم المكالمات. إصدار حديث من Chrome أو Edge أو Firefox أو Safari يدعمها.'
    : 'اكتب رسالة، أو اتصل مرة أخرى عند فتح Parley في متصفح آخر.';
}

export function callLine(call: CallOutcome): string {
  const kind = KIND[call.media];
  const length = call.duration > 0 ? `، ${apart(spokenLength(call.duration))}` : '';
  const missed = call.direction === 'incoming' && call.duration === 0;
  switch (call.reason) {
    case 'declined':
      return `${kind}، مرفوضة`;
    case 'busy':
      return missed ? `${kind} فائتة` : `${kind}، مشغول`;
    case 'do-not-disturb':
      return missed ? `${kind} فائتة` : `${kind}، عدم الإزعاج`;
    case 'no-answer':
      return missed ? `${kind} فائتة` : `${kind}، لا يوجد رد`;
    case 'cancelled':
      return missed ? `${kind} فائتة` : `${kind}، ملغاة`;
    case 'unavailable':
      return `${kind}، غير متصل`;
    case 'answered-elsewhere':
      return `${kind}، تم الرد على جهاز آخر`;
    case 'hung-up':
      return `${kind}${length}`;
    case 'displaced':
      return `${kind}${length}، تسجيل دخول في مكان آخر`;
    case 'connection-lost':
      return `${kind}${length}، انقطع الاتصال`;
    case 'media-failed':
      return `${kind}، تعذّر التوصيل`;
    case 'blocked':
      return missed ? `${kind} فائتة` : `${kind}، غير ممكنة في متصفح الطرف الآخر`;
    default:
      return assertNever(call.reason);
  }
}
