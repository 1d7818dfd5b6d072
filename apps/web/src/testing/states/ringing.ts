// Before a call: it rings here, or there.
import { t } from '../../i18n/strings.ts';
import type { AppState } from '../gallery-state.ts';
import { converse } from './conversation.ts';
import { LONG_NAME } from './people.ts';

export const states: readonly AppState[] = [
  {
    at: 'app',
    name: 'incoming-video',
    show: async (stage) => {
      await converse(stage);
      stage.parley.strings.ring('ben', 'video');
      await stage.sees(t.call.accept);
    },
  },
  {
    at: 'app',
    name: 'incoming-voice',
    online: ['ben', LONG_NAME],
    show: async (stage) => {
      stage.parley.strings.ring(LONG_NAME, 'voice');
      await stage.sees(t.call.accept);
    },
  },
  {
    at: 'app',
    name: 'calling-video',
    show: async (stage) => {
      await converse(stage);
      await stage.press(t.conversation.videoCall);
      await stage.sees(t.call.calling);
    },
  },
  {
    at: 'app',
    name: 'calling-voice',
    show: async (stage) => {
      await converse(stage);
      await stage.press(t.conversation.voiceCall);
      stage.parley.strings.call()?.set({ state: { name: 'dialling', ringing: true, notified: false } });
      await stage.sees(t.call.ringing);
    },
  },
  {
    at: 'app',
    name: 'calling-notified',
    show: async (stage) => {
      await converse(stage);
      await stage.press(t.conversation.voiceCall);
      stage.parley.strings.call()?.set({ state: { name: 'dialling', ringing: false, notified: true } });
      await stage.sees(t.push.notified);
    },
  },
  {
    at: 'app',
    name: 'call-connecting',
    show: async (stage) => {
      stage.parley.strings.ring('ben', 'video').accept('video');
      await stage.sees(t.call.connecting);
    },
  },
];
