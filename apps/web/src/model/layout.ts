// Which pane is before the eyes: a pure machine over whom one talks with, and how much room a call takes.
import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { assertNever, type UserId } from '@parley/client';

/** Where the call that is going on stands. `full` fills the window, with the conversation beside or over it or not. */
export type CallPlace =
  | { name: 'none' }
  | { name: 'full'; user: UserId; chat: boolean }
  /** A tile in the corner, over people and conversations. */
  | { name: 'tile'; user: UserId };

export interface Layout {
  readonly selected: UserId | undefined;
  /** Which one a narrow window shows. */
  readonly pane: 'people' | 'conversation';
  readonly call: CallPlace;
}

export type LayoutEvent =
  | { name: 'person-chosen'; user: UserId }
  | { name: 'went-back' }
  | { name: 'call-began'; user: UserId }
  /** Another one has taken its place. */
  | { name: 'call-changed'; user: UserId }
  | { name: 'call-ended' }
  | { name: 'chat-toggled' }
  | { name: 'call-shrunk' }
  | { name: 'call-enlarged' };

export const INITIAL_LAYOUT: Layout = { selected: undefined, pane: 'people', call: { name: 'none' } };

export function layoutStep(layout: Layout, event: LayoutEvent): Layout {
  const { call } = layout;
  switch (event.name) {
    case 'person-chosen':
      return { selected: event.user, pane: 'conversation', call: besideChosen(call, event.user) };
    case 'went-back':
      if (call.name === 'full') return { ...layout, call: { ...call, chat: false } };
      return { ...layout, pane: 'people' };
    case 'call-began':
      return { ...layout, call: { name: 'full', user: event.user, chat: false } };
    case 'call-changed':
      if (call.name === 'none') return layout;
      return {
        ...layout,
        call:
          call.name === 'full' ? { ...call, user: event.user, chat: false } : { ...call, user: event.user },
      };
    case 'call-ended':
      // Who was in the call wants to see what became of it; who was reading elsewhere stays there.
      if (call.name === 'full') return { selected: call.user, pane: 'conversation', call: { name: 'none' } };
      return { ...layout, call: { name: 'none' } };
    case 'chat-toggled':
      if (call.name !== 'full') return layout;
      if (call.chat) return { ...layout, call: { ...call, chat: false } };
      return { selected: call.user, pane: 'conversation', call: { ...call, chat: true } };
    case 'call-shrunk':
      return call.name === 'full' ? { ...layout, call: { name: 'tile', user: call.user } } : layout;
    case 'call-enlarged':
      return call.name === 'tile'
        ? { ...layout, call: { name: 'full', user: call.user, chat: false } }
        : layout;
    default:
      return assertNever(event);
  }
}

/** Whoever chooses a person, as by a click on a notification, wants to read: a call makes room for that. */
function besideChosen(call: CallPlace, chosen: UserId): CallPlace {
  if (call.name !== 'full') return call;
  return call.user === chosen ? { ...call, chat: true } : { name: 'tile', user: call.user };
}

/** Whose conversation can be read now. */
export function readable(layout: Layout, wide: boolean): UserId | undefined {
  if (layout.call.name === 'full') return layout.call.chat ? layout.selected : undefined;
  return wide || layout.pane === 'conversation' ? layout.selected : undefined;
}

export interface LayoutModel {
  readonly state: ReadonlySignal<Layout>;
  readonly selected: ReadonlySignal<UserId | undefined>;
  send(event: LayoutEvent): void;
}

export function createLayout(): LayoutModel {
  const state = signal(INITIAL_LAYOUT);
  return {
    state,
    selected: computed(() => state.value.selected),
    send: (event) => {
      state.value = layoutStep(state.value, event);
    },
  };
}
