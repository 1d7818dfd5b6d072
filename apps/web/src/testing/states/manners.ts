// A second call, hold, answers in words, and the calls that were.
import type { EndReason } from '@parley/client';
import { t } from '../../i18n/strings.ts';
import type { AppStage, AppState } from '../gallery-state.ts';
import { LONG_NAME } from './people.ts';

const PEOPLE = ['ben', 'clara', 'dora', LONG_NAME];

const state = (name: string, show: (stage: AppStage) => Promise<void>): AppState => ({
  at: 'app',
  name: `manners-${name}`,
  online: PEOPLE,
  show,
});

async function second(stage: AppStage, from = 'clara', media: 'video' | 'voice' = 'video'): Promise<void> {
  await stage.talk('ben');
  stage.parley.strings.ring(from, media);
  await stage.sees(t.manners.endAndAnswer);
}

async function held(stage: AppStage, from = 'clara'): Promise<void> {
  await second(stage, from, 'voice');
  await stage.press(t.call.accept);
  stage.parley.strings.call()?.set({ state: { name: 'active', since: stage.now - 12_000 }, line: 'good' });
  await stage.sees(t.manners.isHeld('ben'));
}

function past(stage: AppStage, user: string, reason: EndReason, duration = 0): void {
  stage.parley.strings.ring(user, duration > 0 ? 'voice' : 'video').set({
    state: { name: 'ended', reason, duration, ...(reason === 'declined' && { by: stage.parley.user }) },
  });
}

export const states: readonly AppState[] = [
  state('second-call', (stage) => second(stage)),
  state('second-call-long-name', (stage) => second(stage, LONG_NAME)),
  state('second-call-tile', async (stage) => {
    await stage.talk('ben');
    await stage.press(t.call.minimise);
    stage.parley.strings.ring('clara', 'voice');
    await stage.sees(t.manners.endAndAnswer);
  }),
  state('second-call-answer-by-text', async (stage) => {
    await second(stage);
    await stage.press(t.manners.answerByText.open);
    await stage.sees(t.manners.answerByText.hint);
  }),
  state('answer-by-text', async (stage) => {
    stage.parley.strings.ring('clara', 'video');
    await stage.press(t.manners.answerByText.open);
    await stage.sees(t.manners.answerByText.hint);
  }),
  state('one-on-hold', (stage) => held(stage)),
  state('one-on-hold-long-name', (stage) => held(stage, LONG_NAME)),
  state('resume', async (stage) => {
    await held(stage);
    await stage.press(t.call.hangUp);
    await stage.sees(t.manners.resume);
  }),
  state('put-on-hold', async (stage) => {
    const { theirs } = await stage.talk('ben');
    theirs({ microphone: false, camera: false, held: true });
    await stage.sees(t.manners.theyHold('ben'));
  }),
  state('ringing-beside', async (stage) => {
    await stage.choose('ben');
    await stage.press(t.conversation.voiceCall);
    const status = { microphone: true, camera: false, screen: false, held: true };
    const [stream, screen] = [new MediaStream(), new MediaStream()];
    stage.parley.strings.call()?.set({
      state: { name: 'dialling', ringing: true, notified: false },
      remote: { stream, screen, tracks: {}, status },
    });
    await stage.sees(t.manners.ringingBeside('ben'));
  }),
  state('missed', async (stage) => {
    past(stage, 'clara', 'no-answer');
    past(stage, 'clara', 'cancelled');
    past(stage, 'dora', 'no-answer');
    await stage.choose('dora');
    await stage.sees(t.call.callBack);
  }),
  state('call-history', async (stage) => {
    past(stage, 'dora', 'hung-up', 754_000);
    past(stage, 'clara', 'no-answer');
    past(stage, LONG_NAME, 'cancelled');
    past(stage, 'ben', 'declined');
    await stage.press(t.manners.log.title);
    await stage.sees(t.manners.log.clear);
  }),
  state('call-history-empty', async (stage) => {
    await stage.press(t.manners.log.title);
    await stage.sees(t.manners.log.none);
  }),
];
