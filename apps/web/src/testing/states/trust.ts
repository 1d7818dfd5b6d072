// Whether nobody sits in between, what a line suffers from, and what there is to know of a call that failed.
import type { LineTrouble, UserId } from '@parley/client';
import { t } from '../../i18n/strings.ts';
import type { AppState } from '../gallery-state.ts';
import { converse } from './conversation.ts';

const suffers = (trouble: LineTrouble): AppState => ({
  at: 'app',
  name: `call-weak-${trouble}`,
  show: async (stage) => {
    const { call } = await stage.talk('ben');
    call.set({ line: 'weak', trouble });
    await stage.sees(t.line.weak(trouble));
  },
});

export const states: readonly AppState[] = [
  {
    at: 'app',
    name: 'safety-check',
    show: async (stage) => {
      await stage.talk('ben');
      await stage.press(t.safety.open);
      await stage.element('.safety-symbols');
    },
  },
  ...(['loss', 'delay', 'silent'] as const).map(suffers),
  {
    at: 'app',
    name: 'call-theirs-lacking',
    show: async (stage) => {
      const { call } = await stage.talk('ben');
      const { remote } = call;
      const lacks = { camera: 'denied', microphone: 'missing' };
      if (remote)
        call.set({
          remote: { ...remote, status: { ...remote.status, camera: false, microphone: false, lacks } },
        });
      await stage.sees(t.line.cameraLacking('ben', 'denied'));
    },
  },
  {
    at: 'app',
    name: 'ended-details',
    show: async (stage) => {
      await converse(stage);
      await stage.press(t.conversation.videoCall);
      const causes = [{ user: 'ben' as UserId, cause: 'relay-unreachable' as const }];
      stage.parley.strings
        .call()
        ?.set({ state: { name: 'ended', reason: 'media-failed', duration: 0, causes } });
      await stage.press(t.failure.details);
    },
  },
];
