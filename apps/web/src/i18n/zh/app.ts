// The words of the signed-in app in Chinese.
import type { AppStrings } from '../strings.ts';
import { callLine, endDetail, endSentence } from './calls.ts';
import { push } from './push.ts';
import { desktop } from './desktop.ts';
import { devices, problem } from './devices.ts';
import { downloads } from './downloads.ts';
import { failure } from './failure.ts';
import { files } from './files.ts';
import { find } from './find.ts';
import { history } from './history.ts';
import { line } from './line.ts';
import { manners } from './manners.ts';
import { safety } from './safety.ts';
import { stage } from './stage.ts';
import { status } from './status.ts';
import { emoji, talk } from './talk.ts';

const CALL = { video: '视频', voice: '语音' } as const;

export const app: AppStrings = {
  push,
  connection: {
    connecting: '正在连接…',
    connected: '已连接',
    reconnecting: '正在重新连接…',
    offline: '离线',
  },
  people: {
    label: '联系人',
    search: '搜索联系人',
    clearSearch: '清除搜索',
    recent: '最近',
    online: '在线',
    offline: '离线',
    person: (name, online, unread, state) => {
      const away = state === 'away' && '，离开';
      const quiet = state === 'do-not-disturb' && '，请勿打扰';
      const presence = `${online ? '在线' : '离线'}${away || quiet || ''}`;
      return `${name}，${presence}${unread > 0 ? `，${unread} 条未读` : ''}`;
    },
    count: (n) => `${n} 人在线`,
    nobody: '没有其他人在线',
    noMatch: (query) => `没有名为“${query}”的在线联系人。`,
    signOut: '退出登录',
    you: '你',
  },
  settings: {
    title: '设置',
    saveData: '节省流量',
    saveDataText: '通话收发较小的画面：每个方向每分钟约 2.5 MB，而不是最多 19 MB。声音不受影响。',
    relayOnly: '隐藏我的网络地址',
    relayOnlyText: '通话经过这台服务器的中继，对方不会得知你的地址。如果服务器没有中继，通话将无法接通。',
    done: '完成',
  },
  invite: {
    title: '这里还没有其他人',
    text: '在另一台设备上打开此地址，或把它发给别人。对方登录后就会出现在这里。',
    thisComputerOnly: '此地址只能在这台电脑上使用。',
    copy: '复制地址',
    copied: '已复制',
  },
  ringPrompt: {
    text: '当此页面在后台时，为我响铃？',
    allow: '允许',
    notNow: '暂时不用',
  },
  conversation: {
    choose: '选择一个人开始聊',
    chooseText: '写消息，或点一下就能呼叫。',
    log: (name) => `与 ${name} 的对话`,
    begin: (name) => `这是你与 ${name} 对话的开始。`,
    notKept: '消息和文件不会保留在服务器上，退出登录后就会消失。',
    message: '消息',
    placeholder: (name) => `给 ${name} 发消息`,
    send: '发送',
    videoCall: '视频通话',
    voiceCall: '语音通话',
    back: '返回联系人',
    backToCall: '返回通话',
    empty: '请先写点什么',
    attach: '添加文件',
    dropHere: (name) => `将文件拖到这里发送给 ${name}`,
    tooManyFiles: '一次最多 10 个文件。请少选一些，或等一些文件送达。',
    folder: '无法发送文件夹。请先压缩成 ZIP 文件。',
    noFiles: '这台服务器不传输文件。请咨询服务器管理者。',
    tooLong: '一条消息放不下这么多。请缩短，或分几条发送。',
    failedToSend: '无法发送。请重试。',
    typing: (name) => `${name} 正在输入…`,
    wentOffline: (name) => `${name} 已离线`,
    cameOnline: (name) => `${name} 重新上线`,
    latest: '跳到最新',
    today: '今天',
    yesterday: '昨天',
    state: { sending: '正在发送…', sent: '已发送', delivered: '已送达', failed: '未送达' },
    retry: '重试',
    discard: '删除',
    alreadyInCall: (name) => `你正在与 ${name} 通话。请先挂断。`,
    cannotCall: '此浏览器无法通话。新版 Chrome、Edge、Firefox 或 Safari 可以。',
  },
  call: {
    region: (name) => `与 ${name} 的通话`,
    incoming: (media, name) => `${name} 的${CALL[media]}来电`,
    incomingShort: (media) => `${CALL[media]}来电`,
    accept: '接听',
    answerWithoutCamera: '不开摄像头接听',
    decline: '拒接',
    calling: '正在呼叫…',
    ringing: '正在响铃…',
    connecting: '正在接通…',
    reconnecting: '正在重新连接…',
    voiceFirst: '语音优先：网络太弱，无法传送画面',
    hangUp: '挂断',
    theirVideo: (name) => `${name} 的画面`,
    theirScreen: (name) => `${name} 的屏幕`,
    yourVideo: '你的画面',
    swap: '交换画面',
    mute: '麦克风静音',
    unmute: '取消麦克风静音',
    cameraOff: '关闭摄像头',
    cameraOn: '打开摄像头',
    share: '共享屏幕',
    stopSharing: '停止共享',
    chat: '聊天',
    short: {
      mute: '静音',
      unmute: '取消静音',
      camera: '摄像头',
      share: '共享',
      stop: '停止',
      chat: '聊天',
      hangUp: '挂断',
    },
    minimise: '缩小通话',
    returnTo: '返回通话',
    fullScreen: '全屏',
    leaveFullScreen: '退出全屏',
    pictureInPicture: '画中画',
    shortcut: (name, key) => `${name}（${key}）`,
    tapToHear: '点按以播放声音',
    tryAgain: '重试',
    theirCameraOff: (name) => `${name} 的摄像头已关闭`,
    theyAreMuted: (name) => `${name} 已静音`,
    theyShare: (name) => `${name} 正在共享屏幕`,
    youShare: '你正在共享屏幕',
    again: '再次呼叫',
    callBack: '回电',
    close: '关闭',
    dismiss: '忽略',
    duration: '时长',
  },
  wayBack: {
    region: (name) => `返回与 ${name} 的通话`,
    sentence: (name) => `你刚才正在与 ${name} 通话`,
    take: '返回通话',
  },
  ended: { sentence: endSentence, detail: endDetail, line: callLine },
  problem,
  closed: {
    displacedTitle: '已在别处登录',
    displacedText: (account) => `${account} 刚刚在另一个页面或设备上登录，因此此处已断开。`,
    signInHere: '在此登录',
    outdatedTitle: 'Parley 已更新',
    outdatedText: '请刷新页面以使用新版本。',
    reload: '刷新',
    brokenTitle: '连接已关闭',
    brokenText: '此页面与服务器之间发生了意外情况。',
    reconnect: '重新连接',
  },
  title: {
    unread: (n) => `(${n}) Parley`,
    incoming: (media, name) => `${name} 的${CALL[media]}来电`,
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
