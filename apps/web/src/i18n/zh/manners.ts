// Chinese words about calls with manners.
import type { AppStrings } from '../strings.ts';
import { spokenLength } from './formats.ts';

export const manners: AppStrings['manners'] = {
  willBeHeld: (name) => `你与 ${name} 的通话将转为保持。`,
  endAndAnswer: '结束当前通话并接听',
  ringingBeside: (name) => `正在响铃… ${name} 正在另一通话中`,
  isHeld: (name) => `与 ${name} 的通话已保持`,
  youHold: (name) => `你已保持与 ${name} 的通话`,
  theyHold: (name) => `${name} 已保持与你的通话`,
  returnTo: (name) => `回到 ${name}`,
  resume: '恢复通话',
  answerByText: {
    open: '用消息回复',
    label: (name) => `给 ${name} 的消息`,
    hint: '通话会结束，你的消息会出现在对话中。',
    quick: ['现在不方便说话，稍后给你回电。', '请 10 分钟后打给我。', '正在开会，可以给我发消息吗？'],
    own: '自己写',
    send: '发送消息',
    back: '回到来电',
  },
  callBackTo: (name) => `给 ${name} 回电`,
  missed: (n) => (n === 1 ? '未接来电' : `${n} 个未接来电`),
  log: {
    title: '通话记录',
    none: '还没有通话',
    noneText: '你在此设备上拨出、接听或错过的通话会显示在这里，直到退出登录。',
    clear: '清空',
    close: '关闭',
    call: (name) => `呼叫 ${name}`,
    entry: (call) => {
      const kind = call.media === 'video' ? '视频通话' : '语音通话';
      if (call.duration > 0)
        return call.direction === 'incoming'
          ? `呼入${kind}，${spokenLength(call.duration)}`
          : `呼出${kind}，${spokenLength(call.duration)}`;
      if (call.direction === 'outgoing') return `呼出${kind}，未接听`;
      return call.reason === 'declined' && call.by === 'self' ? `已拒接的${kind}` : `未接${kind}`;
    },
  },
};
