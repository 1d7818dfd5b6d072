// The stage: what opens over it, and where things lie on it.
import { t } from '../../i18n/strings.ts';
import type { AppStage, AppState, Talk } from '../gallery-state.ts';

const onStage = (
  name: string,
  then: (stage: AppStage, talk: Talk) => Promise<void>,
  media: 'video' | 'voice' = 'video',
): AppState => ({
  at: 'app',
  name: `stage-${name}`,
  online: ['ben', 'clara'],
  show: async (stage) => then(stage, await stage.talk('ben', media)),
});

/** Their picture comes from a phone held upright. */
const showUpright = ({ pictures }: AppStage, { call }: Talk): void => {
  if (!call.remote) throw new Error('the call has no other side');
  call.set({ remote: { ...call.remote, stream: pictures.upright } });
};

export const states: readonly AppState[] = [
  onStage('more', async (stage) => {
    await stage.press(t.stage.more);
    await stage.sees(t.stage.moveSmall);
  }),
  onStage('keys', async (stage) => {
    await stage.press(t.stage.more);
    await stage.press(t.stage.keys.title);
    await stage.element('.keys');
  }),
  onStage('keys-off', async (stage) => {
    stage.session.app.value.preferences.set({ callKeys: false });
    await stage.press(t.stage.more);
    await stage.press(t.stage.keys.title);
    await stage.sees(t.stage.keys.off);
  }),
  onStage('text', async (stage) => {
    const text = 'It is Long Street 12, the second door on the left. Ring twice, the bell is old.';
    stage.parley.strings.text({ with: 'ben', from: 'ben', text });
    await stage.element('.chat-preview');
  }),
  onStage(
    'their-camera-on',
    async (stage, { theirs }) => {
      theirs({ camera: true });
      await stage.sees(t.stage.theirCameraOn('ben'));
    },
    'voice',
  ),
  onStage('small-top', async (stage, { theirs }) => {
    stage.session.app.value.preferences.set({ smallPicture: 'top-end' });
    theirs({ microphone: false });
    await stage.sees(t.call.theyAreMuted('ben'));
  }),
  onStage('upright', async (stage, talk) => {
    showUpright(stage, talk);
    await stage.sees(t.stage.fillWindow);
  }),
  onStage('filled', async (stage, talk) => {
    showUpright(stage, talk);
    await stage.press(t.stage.fillWindow);
    await stage.sees(t.stage.wholePicture);
  }),
  onStage('screen-actual', async (stage, { theirs }) => {
    theirs({ screen: true });
    await stage.press(t.stage.actualSize);
    await stage.sees(t.stage.fit);
  }),
];
