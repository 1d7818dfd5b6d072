// Chinese sentences about why a call could not connect.
import { causeDetailBy } from '../cause-told.ts';

export const causeDetail = causeDetailBy({
  ownRelayOnly: () =>
    '隐藏网络地址的通话需要经过中继，而这台服务器没有中继。若仍想通话，请在设置中关闭“隐藏我的网络地址”。',
  theirRelayOnly: (name) =>
    `${name} 隐藏了网络地址，这需要中继，而这台服务器没有。服务器管理者可以设置一个。`,
  noRelay: (name) =>
    `你和 ${name} 的网络无法直接相通，而这台服务器没有中继。服务器管理者可以设置一个；在此之前，换个网络也许有用，例如手机热点。`,
  relayRefused: () => '这台服务器的中继拒绝了通话。服务器管理者可以用“parley doctor”查看原因。',
  relayAway: (name) =>
    `你和 ${name} 的网络都无法连接这台服务器的中继。它可能没有运行：服务器管理者可以用“parley doctor”查看。`,
  own: {
    'relay-unreachable': () =>
      '你的网络阻止通话：从这里既连不上对方，也连不上中继。请换个网络，例如手机热点。',
    'no-candidates': () =>
      '你的浏览器没有给出可用于通话的网络地址。可能是扩展或设置造成的：请为此页面关闭它，或换个浏览器。',
    'relay-failed': () => '你们都能连上中继，但数据无法通过。服务器管理者可以用“parley doctor”查看原因。',
    'dtls-failed': (name) =>
      `可以连到 ${name}，但无法建立安全连接。中间有设备篡改或丢弃了数据包：请换个网络。`,
    unanswered: (name) => `${name} 的设备没有回应。对方刷新页面后，再呼叫一次也许有用。`,
  },
  theirs: {
    'relay-unreachable': (name) => `${name} 的网络阻止通话。对方可以换个网络，例如手机热点。`,
    'no-candidates': (name) => `${name} 的浏览器没有给出可用于通话的网络地址。对方换个浏览器也许有用。`,
    unanswered: () => '你的设备没有及时回应。刷新此页面后，再呼叫一次也许有用。',
  },
  noWay: (name) => `声音和画面在你和 ${name} 的网络之间找不到通路。请换个网络。`,
});
