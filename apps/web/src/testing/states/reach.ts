// What reaches people whose page is hidden or closed.
import { t } from '../../i18n/strings.ts';
import type { PushState } from '../../model/push.ts';
import { createFakeReach } from '../fake-reach.tsx';
import type { AppStage, AppState } from '../gallery-state.ts';

const openSettings = async (stage: AppStage): Promise<void> => {
  await stage.press(t.settings.title);
  await stage.press(t.status.sections.ringing);
  await stage.sees(t.push.settings.label);
};

const push = (name: string, state: PushState): AppState => ({
  at: 'app',
  name: `settings-notifications-${name}`,
  show: async (stage) => {
    stage.reach(createFakeReach({ push: state, offered: name === 'on' }));
    await openSettings(stage);
  },
});

export const states: readonly AppState[] = [
  push('on', 'on'),
  push('off', 'off'),
  push('blocked', 'blocked'),
  push('home-screen', 'home-screen'),
  {
    at: 'app',
    name: 'update-offered',
    show: async (stage) => {
      stage.reach(createFakeReach({ outdated: true }));
      await stage.sees(t.push.updated.text);
    },
  },
  {
    at: 'app',
    name: 'accepted-too-late',
    show: async (stage) => {
      stage.reach(createFakeReach({ told: t.push.tooLate }));
      await stage.sees(t.push.tooLate);
    },
  },
  {
    at: 'app',
    name: 'closed-page-offered',
    askable: true,
    show: async (stage) => {
      stage.reach(createFakeReach({ push: 'off' }));
      await stage.sees(t.push.prompt.text);
    },
  },
];
