// Chinese words about how present people are, settings' sections, and how this device rings.
import type { AppStrings } from '../strings.ts';

export const status: AppStrings['status'] = {
  sections: {
    label: '分类',
    general: '常规',
    calls: '通话',
    ringing: '通知与铃声',
    conversations: '对话',
  },
  seen: { available: '在线', away: '离开', 'do-not-disturb': '请勿打扰' },
  own: { available: '有空', away: '离开', 'do-not-disturb': '请勿打扰' },
  about: {
    available: '无操作 10 分钟后自动变为离开',
    away: '直到你另行选择',
    'do-not-disturb': '没有来电、声音和通知',
  },
  button: { available: '状态：有空', away: '状态：离开', 'do-not-disturb': '状态：请勿打扰' },
  menu: '你的状态',
  urgent: '紧急来电照常响铃',
  urgentText: '当你不想被打扰时，同一个人 3 分钟内的第二次来电仍会响铃。',
  ringTone: '铃声',
  tones: { chime: '风铃', bell: '钟声', marimba: '马林巴', classic: '经典电话' },
  play: '播放',
  stop: '停止',
  volume: '铃声音量',
  volumeOf: (percent) => (percent === 0 ? '静音' : `${percent}%`),
  silent: '来电只显示，不出声。',
  ringOn: '响铃设备',
  ringWhereCalls: '与通话相同',
  textSound: '新消息提示音',
  textSoundText: '当此页面不可见时。',
  textNotice: '新消息通知',
  textNoticeText: '当此页面不可见，且浏览器允许通知时。',
  textNotices: { text: '名字和内容', name: '仅名字', nothing: '无' },
  newFrom: (name) => `${name} 发来新消息`,
};
