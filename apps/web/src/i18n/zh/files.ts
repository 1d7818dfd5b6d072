// Chinese words about files in a conversation.
import { assertNever, type ErrorCode } from '@parley/client';
import type { Ending, FileAct, FileState, NoRoom } from '../../model/files/file-state.ts';
import type { FileFacts } from '../facts.ts';
import { toldBy } from '../files-told.ts';
import type { AppStrings } from '../strings.ts';
import { dataSize } from './formats.ts';

function offer({ who, size }: FileFacts): { before: string; after: string } {
  return { before: `${who} 想给你发送 `, after: size === undefined ? '' : `（${dataSize(size)}）` };
}

function progress(state: FileState, { own, who }: FileFacts): string {
  switch (state.name) {
    case 'offered':
      return own ? `等待 ${who} 接收` : '';
    case 'no-room':
      return noRoom(state.why);
    case 'preparing':
      return '正在准备…';
    case 'moving': {
      const verb = own ? '正在发送…' : '正在接收…';
      return state.percent === undefined ? `${verb} ${dataSize(state.moved)}` : `${verb} ${state.percent}%`;
    }
    case 'paused':
      return state.by === 'self' ? '已暂停' : `${who} 已暂停`;
    case 'waiting':
      return '正在等待连接…';
    case 'sent':
      return '已发送';
    case 'received':
      return '已接收';
    case 'ended':
      return '';
    default:
      return assertNever(state);
  }
}

function noRoom(why: NoRoom): string {
  if (why.name === 'unusable') return '浏览器无法为它腾出空间。请再次接收。';
  return why.name === 'disk'
    ? `空间不足：此页面可用 ${dataSize(why.free)}。请清理磁盘后再接收。`
    : `此浏览器最多只能保存 ${dataSize(why.limit)} 的文件。通过 HTTPS 使用新版 Chrome、Edge、Firefox 或 Safari 可接收更大的文件。`;
}

function ended(ending: Ending, { own, who }: FileFacts): string {
  switch (ending.why) {
    case 'declined':
      return ending.by === 'self' ? '你已拒绝' : `${who} 已拒绝`;
    case 'cancelled':
      return ending.by === 'self' ? '已取消' : `${who} 已取消`;
    case 'too-large':
      return tooLarge(ending.largest, own);
    case 'failed':
      return own ? notSent(ending.code, who) : notReceived(ending.code, who);
    default:
      return assertNever(ending);
  }
}

function tooLarge(largest: number | undefined, own: boolean): string {
  const limit =
    largest === undefined
      ? '文件对这台服务器来说太大。'
      : `文件太大：这台服务器最多接受 ${dataSize(largest)}。`;
  return own ? `${limit}请分成几部分发送，或咨询服务器管理者。` : limit;
}

function notSent(code: ErrorCode, who: string): string {
  switch (code) {
    case 'not-online':
      return `${who} 不在线。等对方回来后再发送。`;
    case 'timeout':
      return `${who} 在 10 分钟内没有回应。`;
    case 'quota-exceeded':
      return '你的发送量已达到这台服务器目前的上限。请稍后再试。';
    case 'rate-limited':
    case 'server-busy':
      return '正在传输的文件太多。请等一些文件送达后再发送。';
    case 'damaged':
      return '文件送达时已损坏，已丢弃。请再发送一次。';
    case 'disk-full':
      return `${who} 的磁盘已满。等对方腾出空间后再发送。`;
    case 'sink-failed':
      return `${who} 的设备无法保存。请再发送一次，或请对方换个浏览器。`;
    case 'source-failed':
      return '无法读取文件：它可能已被移动或更改。请重新添加。';
    case 'interrupted':
    case 'no-such-transfer':
    case 'offline':
      return `与 ${who} 的连接中断太久。请再发送一次。`;
    case 'forbidden':
      return '这台服务器不传输文件。请咨询服务器管理者。';
    default:
      return gone(code) ?? '无法发送。请重试。';
  }
}

function notReceived(code: ErrorCode, who: string): string {
  switch (code) {
    case 'accepted-elsewhere':
      return '已在其他设备上接收';
    case 'timeout':
      return '你在 10 分钟内没有回应';
    case 'not-online':
    case 'interrupted':
    case 'no-such-transfer':
    case 'offline':
      return `与 ${who} 的连接中断太久。请对方再发送一次。`;
    case 'damaged':
      return `文件送达时已损坏，没有保存。请 ${who} 再发送一次。`;
    case 'disk-full':
      return `你的磁盘已满，文件没有保存。请腾出空间，再请 ${who} 发送一次。`;
    case 'sink-failed':
      return `无法写入此设备，文件没有保存。请 ${who} 再发送一次。`;
    case 'source-failed':
      return `${who} 的设备已无法读取该文件。请对方再发送一次。`;
    case 'quota-exceeded':
      return `${who} 的发送量已达到这台服务器目前的上限。`;
    default:
      return gone(code) ?? `无法接收。请 ${who} 再发送一次。`;
  }
}

function gone(code: ErrorCode): string | undefined {
  if (code === 'displaced') return '已停止：你已在别处登录。';
  return code === 'signed-out' || code === 'closed' ? '已停止：你已退出登录。' : undefined;
}

const ACTS: Record<FileAct, string> = {
  accept: '接收',
  decline: '拒绝',
  pause: '暂停',
  resume: '继续',
  cancel: '取消',
  again: '重新发送',
};

export const files: AppStrings['files'] = {
  offer,
  progress,
  ended,
  told: toldBy({
    offer,
    noRoom,
    ended,
    sent: ({ name, who }) => `${name} 已发送给 ${who}`,
    received: ({ name, who }) => `已收到 ${who} 发来的 ${name}`,
  }),
  act: (act) => ACTS[act],
  actOn: (act, label) => `${ACTS[act]} ${label}`,
  save: '保存',
  saveOf: (label) => `保存 ${label}`,
  enlarge: (label) => `打开 ${label}`,
  close: '关闭',
  size: dataSize,
  card: (label) => `文件 ${label}`,
  progressOf: (label) => `${label} 的进度`,
};
