// Chinese words that only the PC client's window shows.
import type { AppStrings } from '../strings.ts';

export const desktop: AppStrings['desktop'] = {
  callPrompt: {
    title: (name) => `呼叫 ${name}？`,
    online: '你点开了呼叫对方的链接。对方在线。',
    offline: '你点开了呼叫对方的链接。对方不在线。',
    call: (media) => (media === 'video' ? '视频通话' : '语音通话'),
    cancel: '取消',
  },
};
