// In a call.
import type { DeviceProblem } from '@parley/client';
import { t } from '../../i18n/strings.ts';
import type { AppStage, AppState, Talk } from '../gallery-state.ts';
import { LONG_NAME } from './people.ts';

interface InCall {
  stage: AppStage;
  talk: Talk;
}

const inCall = (
  name: string,
  then: (call: InCall) => Promise<void> | void = () => undefined,
  user = 'ben',
): AppState => ({
  at: 'app',
  name: `call-${name}`,
  online: ['ben', 'clara', LONG_NAME],
  show: async (stage) => then({ stage, talk: await stage.talk(user) }),
});

const problem = (
  kind: DeviceProblem['kind'],
  device: DeviceProblem['device'] = 'camera',
  name?: string,
): DeviceProblem => ({
  device,
  kind,
  ...(name !== undefined && { name }),
});

const withProblem = (...problems: readonly DeviceProblem[]): AppState =>
  inCall(
    `problem-${problems.map(({ device, kind }) => `${device}-${kind}`).join('-')}`,
    ({ talk: { call } }) => {
      const { status } = call.local;
      const off = new Set(problems.map(({ device }) => device));
      call.set({
        problems,
        status: { ...status, camera: status.camera && !off.has('camera') },
        ...(off.has('camera') && { picture: undefined }),
      });
    },
  );

const PROBLEMS: readonly DeviceProblem['kind'][] = [
  'missing',
  'unplugged',
  'asking',
  'dismissed',
  'denied',
  'system',
  'forbidden',
  'muted',
  'in-use',
  'insecure',
  'failed',
];

export const states: readonly AppState[] = [
  inCall('video'),
  inCall('video-long-name', () => undefined, LONG_NAME),
  {
    at: 'app',
    name: 'call-voice',
    show: async (stage) => void (await stage.talk('ben', 'voice')),
  },
  inCall('muted', async ({ stage, talk }) => {
    talk.theirs({ microphone: false });
    await stage.press(t.call.mute);
    await stage.sees(t.call.theyAreMuted('ben'));
  }),
  inCall('camera-off', async ({ stage, talk }) => {
    talk.theirs({ camera: false, microphone: false });
    await stage.press(t.call.cameraOff);
    await stage.sees(t.call.theirCameraOff('ben'));
  }),
  inCall('screen-theirs', async ({ stage, talk }) => {
    talk.theirs({ screen: true });
    await stage.sees(t.call.theyShare('ben'));
  }),
  inCall('screen-own', async ({ stage, talk: { call } }) => {
    call.setScreen(true);
    await stage.sees(t.call.youShare);
  }),
  inCall('weak', async ({ stage, talk: { call } }) => {
    call.set({ line: 'weak' });
    await stage.sees(t.line.weak(undefined));
  }),
  inCall('lost', async ({ stage, talk: { call } }) => {
    call.set({ line: 'lost' });
    await stage.sees(t.call.reconnecting);
  }),
  inCall('voice-first', async ({ stage, talk }) => {
    talk.call.set({ line: 'weak', voiceFirst: true, picture: undefined });
    talk.theirs({ camera: false, voiceFirst: true });
    await stage.sees(t.call.voiceFirst);
  }),
  inCall('swapped', async ({ stage }) => stage.press(t.call.swap)),
  inCall('chat', async ({ stage }) => {
    stage.parley.strings.text({ with: 'ben', from: 'ben', text: 'Can you see the picture on the wall?' });
    await stage.press(t.call.chat);
    await stage.element('.composer');
  }),
  inCall('unread', async ({ stage }) => {
    stage.parley.strings.text({ with: 'ben', from: 'ben', text: 'Can you see the picture on the wall?' });
    await stage.element('.control .badge');
  }),
  inCall('tile', async ({ stage }) => {
    await stage.press(t.call.minimise);
    await stage.sees(t.call.returnTo);
  }),
  inCall('tile-conversation', async ({ stage }) => {
    await stage.press(t.call.minimise);
    await stage.choose('clara');
  }),
  ...PROBLEMS.map((kind) => withProblem(problem(kind))),
  withProblem(problem('switched', 'camera', 'Logitech StreamCam')),
  withProblem(problem('denied', 'screen')),
  withProblem(problem('denied'), problem('denied', 'microphone')),
];
