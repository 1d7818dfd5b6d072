// Chinese sentences about calls.
import { assertNever } from '@parley/client';
import type { CallOutcome } from '../facts.ts';
import { clockLength } from '../lengths.ts';
import { causeDetail } from './causes.ts';
import { spokenLength } from './formats.ts';

const KIND = { video: '视频通话', voice: '语音通话' } as const;

export function endSentence(call: CallOutcome): string {
  const missed = call.direction === 'incoming' && call.duration === 0;
  const missedCall = `未接听 ${call.with} 的${KIND[call.media]}`;
  switch (call.reason) {
    case 'declined':
      return call.by === 'self' ? '你已拒接' : `${call.with} 已拒接`;
    case 'busy':
      return busySentence(call);
    case 'do-not-disturb':
      return missed ? missedCall : `${call.with} 已设为“请勿打扰”`;
    case 'no-answer':
      return missed ? missedCall : '无人接听';
    case 'cancelled':
      return missed ? missedCall : '通话已取消';
    case 'unavailable':
      return `${call.with} 不在线`;
    case 'answered-elsewhere':
      return '已在其他设备上接听';
    case 'displaced':
      return call.by === 'self' ? '通话结束：你已在别处登录' : `${call.with} 已在别处登录`;
    case 'hung-up':
      return call.duration > 0 ? `通话结束 · ${clockLength(call.duration)}` : '通话结束';
    case 'connection-lost':
      return call.duration > 0 ? `连接中断 · ${clockLength(call.duration)}` : '连接中断';
    case 'media-failed':
      return '通话无法接通';
    case 'blocked':
      return missed ? missedCall : `${call.with} 的浏览器无法通话`;
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
      return call.by === 'self' ? undefined : '请稍后再试，或留言。';
    case 'do-not-disturb':
      return '对方会看到你来过电话。你可以留言。';
    case 'unavailable':
      return '对方出现在联系人中后即可呼叫。';
    case 'media-failed':
      return causeDetail(call.causes, call.with);
    case 'connection-lost':
      return call.by === 'self' ? '你的网络中断太久。' : `${call.with} 的网络中断了。`;
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
  if (call.by === 'self') return '你已在通话中';
  return call.by === 'other' ? `${call.with} 正在另一通话中` : `${call.with} 正忙`;
}

function blockedDetail({ direction }: CallOutcome): string {
  return direction === 'incoming'
    ? '无法响铃，因为此浏览器不能通话。新版 Chrome、Edge、Firefox 或 Safari 可以。'
    : '请给对方发消息，或等对方在其他浏览器中打开 Parley 后再呼叫。';
}

export function callLine(call: CallOutcome): string {
  const kind = KIND[call.media];
  const length = call.duration > 0 ? `，${spokenLength(call.duration)}` : '';
  const missed = call.direction === 'incoming' && call.duration === 0;
  switch (call.reason) {
    case 'declined':
      return `${kind}，已拒接`;
    case 'busy':
      return missed ? `未接${kind}` : `${kind}，对方正忙`;
    case 'do-not-disturb':
      return missed ? `未接${kind}` : `${kind}，请勿打扰`;
    case 'no-answer':
      return missed ? `未接${kind}` : `${kind}，无人接听`;
    case 'cancelled':
      return missed ? `未接${kind}` : `${kind}，已取消`;
    case 'unavailable':
      return `${kind}，不在线`;
    case 'answered-elsewhere':
      return `${kind}，已在其他设备上接听`;
    case 'hung-up':
      return `${kind}${length}`;
    case 'displaced':
      return `${kind}${length}，已在别处登录`;
    case 'connection-lost':
      return `${kind}${length}，连接中断`;
    case 'media-failed':
      return `${kind}，无法接通`;
    case 'blocked':
      return missed ? `未接${kind}` : `${kind}，对方浏览器不支持`;
    default:
      return assertNever(call.reason);
  }
}
