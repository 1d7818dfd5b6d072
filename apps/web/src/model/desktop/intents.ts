// What the person wants who has said it outside the page: in a notice, in the tray, by a key or a link.
import { effect, untracked } from '@preact/signals';
import { assertNever, type CallMedia, type UserId } from '@parley/client';
import type { Intent } from '@parley/desktop-port';
import type { AppModel } from '../app-model.ts';
import type { CallSnapshot } from '../calls.ts';
import type { Session } from '../session.ts';
import type { Timers } from '../timers.ts';

/** Ms for which an answer waits for the call that it is meant for. */
const AWAITED = 5_000;

/** Asks whether to call, over the page: no camera opens by a link alone. */
export type AskWhether = (app: AppModel, user: UserId, media: CallMedia) => void;

export interface Intents {
  /** Done at once, or once there is a session. */
  hear(intent: Intent): void;
  follow(session: Session): () => void;
}

export interface IntentsOptions {
  timers: Pick<Timers, 'after'>;
  askWhether: AskWhether;
}

export function createIntents(options: IntentsOptions): Intents {
  const waiting: Intent[] = [];
  let act: ((intent: Intent) => void) | undefined;
  return {
    hear: (intent) => (act ? act(intent) : void waiting.push(intent)),
    follow(session) {
      const acting = createActing(session, options);
      act = acting.act;
      for (const intent of waiting.splice(0)) act(intent);
      return () => {
        act = undefined;
        acting.close();
      };
    },
  };
}

interface Acting {
  act: (intent: Intent) => void;
  close(): void;
}

function createActing(session: Session, { timers, askWhether }: IntentsOptions): Acting {
  let stopWaiting = (): void => undefined;
  const answer = (from: string, how: (app: AppModel, call: CallSnapshot) => void): void => {
    stopWaiting();
    stopWaiting = whenRinging({ session, from, timers, how });
  };
  const act = (intent: Intent): void => {
    const app = session.app.peek();
    const { calls } = app;
    switch (intent.do) {
      case 'accept':
        return answer(intent.from, ({ calls }, call) => calls.accept(intent.media ?? call.media));
      case 'decline':
        return answer(intent.from, ({ calls }) => calls.decline());
      case 'open':
        return open(app, intent.with as UserId, intent.media, askWhether);
      case 'toggle-microphone':
        if (calls.live.peek()?.state.name !== 'ringing') calls.toggleMicrophone();
        return;
      case 'hang-up':
        return calls.hangUp();
      case 'sign-out':
        return session.signOut();
      default:
        assertNever(intent);
    }
  };
  return { act, close: () => stopWaiting() };
}

interface Awaited {
  session: Session;
  from: string;
  timers: Pick<Timers, 'after'>;
  how: (app: AppModel, call: CallSnapshot) => void;
}

/** Answers the call that rings from this person, or the one whose ring arrives a moment later. */
function whenRinging({ session, from, timers, how }: Awaited): () => void {
  let answered = false;
  const stop = effect(() => {
    const app = session.app.value;
    const call = app.calls.ringing.value;
    if (answered || call?.with !== from) return;
    answered = true;
    untracked(() => how(app, call));
  });
  const cancel = timers.after(AWAITED, stop);
  return () => {
    cancel();
    stop();
  };
}

function open(app: AppModel, user: UserId, media: CallMedia | undefined, askWhether: AskWhether): void {
  if (user === app.user) return;
  const { calls, layout } = app;
  const call = calls.live.peek();
  if (media && call?.with === user) return layout.send({ name: 'call-enlarged' });
  if (call) layout.send({ name: 'call-shrunk' });
  app.choose(user);
  if (!media) return;
  if (!calls.supported) app.conversations.of(user).hint.value = 'cannot-call';
  else if (call) app.conversations.of(user).hint.value = 'in-call';
  else askWhether(app, user, media);
}
