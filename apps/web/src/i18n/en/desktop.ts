// Every English word that only the PC client's window shows.
import type { CallMedia } from '@parley/client';

export const desktop = {
  callPrompt: {
    title: (name: string): string => `Call ${name}?`,
    online: 'You followed a link to call them. They are online.',
    offline: 'You followed a link to call them. They are not online.',
    call: (media: CallMedia): string => (media === 'video' ? 'Video call' : 'Voice call'),
    cancel: 'Cancel',
  },
};
