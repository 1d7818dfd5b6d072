// Chinese sentences about why a call could not connect.
import { assertNever, type ConnectCause } from '@parley/client';
import type { CallCauses } from '../facts.ts';

export function causeDetail({ self, other }: CallCauses, name: string): string {
  if (self === 'relay-only')
    return '隐藏网络地址的通话需要经过中继，而这台服务器没有中继。若仍想通话，请在设置中关闭“隐藏我的网络地址”。';
  if (other === 'relay-only')
    return `${name} 隐藏了网络地址，这需要中继，而这台服务器没有。服务器管理者可以设置一个。`;
  if (self === 'no-relay' || other === 'no-relay')
    return `你和 ${name} 的网络无法直接相通，而这台服务器没有中继。服务器管理者可以设置一个；在此之前，换个网络也许有用，例如手机热点。`;
  if (self === 'relay-refused' || other === 'relay-refused')
    return '这台服务器的中继拒绝了通话。服务器管理者可以用“parley doctor”查看原因。';
  if (self === 'relay-unreachable' && other === self)
    return `你和 ${name} 的网络都无法连接这台服务器的中继。它可能没有运行：服务器管理者可以用“parley doctor”查看。`;
  if (self !== undefined && self !== 'other-unreachable') return ownDetail(self, name);
  return otherDetail(other, name);
}

type OwnCause = Exclude<ConnectCause, 'no-relay' | 'relay-only' | 'relay-refused' | 'other-unreachable'>;

function ownDetail(cause: OwnCause, name: string): string {
  switch (cause) {
    case 'relay-unreachable':
      return '你的网络阻止通话：从这里既连不上对方，也连不上中继。请换个网络，例如手机热点。';
    case 'no-candidates':
      return '你的浏览器没有给出可用于通话的网络地址。可能是扩展或设置造成的：请为此页面关闭它，或换个浏览器。';
    case 'relay-failed':
      return '你们都能连上中继，但数据无法通过。服务器管理者可以用“parley doctor”查看原因。';
    case 'dtls-failed':
      return `有线路通往 ${name}，但无法建立安全连接。中间有设备篡改或丢弃了数据包：请换个网络。`;
    case 'unanswered':
      return `${name} 的设备没有回应。对方刷新页面后，再呼叫一次也许有用。`;
    default:
      return assertNever(cause);
  }
}

function otherDetail(cause: ConnectCause | undefined, name: string): string {
  switch (cause) {
    case 'relay-unreachable':
      return `${name} 的网络阻止通话。对方可以换个网络，例如手机热点。`;
    case 'no-candidates':
      return `${name} 的浏览器没有给出可用于通话的网络地址。对方换个浏览器也许有用。`;
    case 'unanswered':
      return '你的设备没有及时回应。刷新此页面后，再呼叫一次也许有用。';
    case 'relay-failed':
    case 'dtls-failed':
      return ownDetail(cause, name);
    case 'no-relay':
    case 'relay-only':
    case 'relay-refused':
    case 'other-unreachable':
    case undefined:
      return `声音和画面在你和 ${name} 的网络之间找不到线路。请换个网络。`;
    default:
      return assertNever(cause);
  }
}
