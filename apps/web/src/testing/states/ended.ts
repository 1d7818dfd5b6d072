// The card after a call, one for each way in which it can end, and the way back into one.
import type { EndReason, UserId } from '@parley/client';
import { SELF, type AppState } from '../gallery-state.ts';
import { t } from '../../i18n/strings.ts';
import { converse } from './conversation.ts';

interface End {
  name: string;
  reason: EndReason;
  duration?: number;
  by?: string;
  incoming?: boolean;
}

const ended = ({ name, reason, duration = 0, by, incoming = false }: End): AppState => ({
  at: 'app',
  name: `ended-${name}`,
  show: async (stage) => {
    await converse(stage);
    const { strings } = stage.parley;
    if (incoming) strings.ring('ben', 'video');
    else await stage.press(t.conversation.videoCall);
    strings.call()?.set({
      state: { name: 'ended', reason, duration, ...(by !== undefined && { by: by as UserId }) },
    });
    await stage.element('.ended');
  },
});

export const states: readonly AppState[] = [
  ended({ name: 'hung-up', reason: 'hung-up', duration: 754_000, by: 'ben' }),
  ended({ name: 'declined', reason: 'declined', by: 'ben' }),
  ended({ name: 'busy', reason: 'busy', by: 'ben' }),
  ended({ name: 'no-answer', reason: 'no-answer' }),
  ended({ name: 'missed', reason: 'no-answer', incoming: true }),
  ended({ name: 'cancelled', reason: 'cancelled', by: SELF }),
  ended({ name: 'unavailable', reason: 'unavailable' }),
  ended({ name: 'answered-elsewhere', reason: 'answered-elsewhere', incoming: true, by: SELF }),
  ended({ name: 'displaced', reason: 'displaced', duration: 60_000, by: 'ben' }),
  ended({ name: 'connection-lost', reason: 'connection-lost', duration: 61_000, by: 'ben' }),
  ended({ name: 'blocked', reason: 'blocked', by: 'ben' }),
  ended({ name: 'media-failed', reason: 'media-failed' }),
  {
    at: 'app',
    name: 'way-back',
    show: async (stage) => {
      await converse(stage);
      stage.parley.strings.wait('ben', 'video');
      await stage.sees(t.wayBack.sentence('ben'));
    },
  },
];
