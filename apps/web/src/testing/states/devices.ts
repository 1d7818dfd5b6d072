// Devices: the check before a call, the menu in it, and what is said about the microphone.
import type { DeviceProblem } from '@parley/client';
import { t } from '../../i18n/strings.ts';
import type { AppStage, AppState } from '../gallery-state.ts';

const check = (name: string, problems: readonly DeviceProblem[]): AppState => ({
  at: 'app',
  name: `device-check${name}`,
  show: async (stage) => {
    stage.session.app.peek().devices.settings.set({ acquainted: false });
    stage.parley.strings.devices.troubled(problems);
    await stage.choose('ben');
    await stage.press(t.devices.check);
    await stage.element('.device-check-page select');
    for (const { device } of problems) await stage.element(`#check-problem-${device}`);
  },
});

const menu = (name: string, open: (stage: AppStage) => void): AppState => ({
  at: 'app',
  name: `device-menu-${name}`,
  show: async (stage) => {
    await stage.talk('ben');
    open(stage);
    await stage.element('.device-menu select');
  },
});

export const states: readonly AppState[] = [
  {
    at: 'app',
    name: 'device-check-offered',
    show: async (stage) => {
      stage.session.app.peek().devices.settings.set({ acquainted: false });
      await stage.choose('ben');
      await stage.sees(t.devices.firstCall);
    },
  },
  check('', []),
  check('-denied', [
    { device: 'camera', kind: 'denied' },
    { device: 'microphone', kind: 'denied' },
  ]),
  check('-nothing-there', [
    { device: 'microphone', kind: 'missing' },
    { device: 'camera', kind: 'in-use' },
  ]),
  ...(['sound', 'camera', 'all'] as const).map((kind) =>
    menu(kind, ({ session }) => {
      session.app.peek().devices.menu.value = kind;
    }),
  ),
  {
    at: 'app',
    name: 'call-how-to-allow',
    show: async (stage) => {
      const { call } = await stage.talk('ben');
      const status = { ...call.local.status, camera: false };
      call.set({ problems: [{ device: 'camera', kind: 'denied' }], status, picture: undefined });
      await stage.press(t.devices.howToAllow);
    },
  },
  {
    at: 'app',
    name: 'call-muted-talking',
    show: async (stage) => {
      const { call } = await stage.talk('ben');
      const [microphone] = stage.pictures.own.getTracks();
      call.set({ microphone, status: { ...call.local.status, microphone: false } });
      await stage.sees(t.call.unmute);
      stage.advance(2_000);
      await stage.element('.voice-card');
    },
  },
  {
    at: 'app',
    name: 'call-chosen-camera-away',
    show: async (stage) => {
      const { call } = await stage.talk('ben');
      call.set({ problems: [{ device: 'camera', kind: 'stand-in', name: 'FaceTime HD Camera' }] });
      await stage.element('#problem-camera');
    },
  },
];
