// Steers the page through a state: what a state's `show` is given.
import type { Signal } from '@preact/signals';
import type { Reach } from '../model/reach.ts';
import type { Session } from '../model/session.ts';
import { findControl, findWords, nextFrame, until } from './by-name.ts';
import type { FakeParley } from './fake-parley.ts';
import type { AppStage, Pictures, Stage, Talk } from './gallery-state.ts';
import type { ManualTimers } from './manual-timers.ts';

/** How long a call of `talk` has been going on, in ms. */
const TALKED = 123_000;

export function createStage(timers: ManualTimers): Stage {
  const element = (selector: string): Promise<HTMLElement> =>
    until(selector, () => {
      const all = [...document.querySelectorAll<HTMLElement>(selector)];
      return all.find((found) => found.checkVisibility({ visibilityProperty: true }));
    });
  return {
    get now() {
      return timers.now();
    },
    async press(name) {
      const control = await until(`“${name}”`, () => findControl(name));
      control.focus();
      control.click();
      await nextFrame();
    },
    async write(name, text) {
      const field = await until(`the field “${name}”`, () => findControl(name));
      if (!(field instanceof HTMLInputElement) && !(field instanceof HTMLTextAreaElement))
        throw new Error(`“${name}” is no field`);
      field.focus();
      field.value = text;
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      await nextFrame();
    },
    async key(key) {
      const target = document.activeElement ?? document.body;
      target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
      await nextFrame();
    },
    sees: async (words) => void (await until(`“${words}”`, () => findWords(words))),
    element,
    advance: (ms) => timers.advance(ms),
  };
}

export interface AppStageOptions {
  timers: ManualTimers;
  parley: () => FakeParley;
  session: Session;
  reach: Signal<Reach | undefined>;
  pictures: Pictures;
}

export function createAppStage({ timers, parley, session, reach, pictures }: AppStageOptions): AppStage {
  const stage = createStage(timers);
  const talk = async (user: string, media: 'video' | 'voice' = 'video'): Promise<Talk> => {
    const call = parley().strings.ring(user, media);
    call.accept(media);
    const remote = { stream: pictures.theirs, screen: pictures.screen, tracks: {} };
    const theirs: Talk['theirs'] = (status) =>
      call.set({
        remote: {
          ...remote,
          status: { microphone: true, camera: media === 'video', screen: false, ...status },
        },
      });
    theirs({});
    call.set({ state: { name: 'active', since: timers.now() - TALKED }, line: 'good' });
    await stage.element('.stage');
    return { call, theirs };
  };
  return {
    ...stage,
    get now() {
      return timers.now();
    },
    get parley() {
      return parley();
    },
    session,
    reach: (next) => void (reach.value = next),
    pictures,
    talk,
    async choose(user) {
      const find = `[data-user="${CSS.escape(user)}"]`;
      (await stage.element(find)).click();
      await stage.element('.conversation-head');
    },
  };
}
