// The window of the server's page: opened, made larger and closed, whatever is under way with it.
import { assertNever } from '@parley/client';
import type { ClientState, ClientStep, Size } from './client-state.ts';

/** One step after the other. */
export function also([state, effects]: ClientStep, next: (state: ClientState) => ClientStep): ClientStep {
  const [after, more] = next(state);
  return [after, [...effects, ...more]];
}

/** `full` brings it to the front; what is open is never made smaller by a ring. */
export function openWindow(state: ClientState, size: Size): ClientStep {
  const { window } = state;
  switch (window.name) {
    case 'none':
      return [
        { ...state, window: { name: 'opening', size, unwanted: false } },
        [{ do: 'open-window', size }],
      ];
    case 'opening':
      return [
        { ...state, window: { ...window, size: size === 'full' ? size : window.size, unwanted: false } },
        [],
      ];
    case 'open':
      return size === 'full' ? also(setSize(state, size), (next) => [next, [{ do: 'focus' }]]) : [state, []];
    case 'releasing':
    case 'closing':
      return [{ ...state, window: { ...window, again: true } }, []];
    default:
      return assertNever(window);
  }
}

export function setSize(state: ClientState, size: Size): ClientStep {
  const { window } = state;
  if (!('size' in window) || window.size === size) return [state, []];
  return [{ ...state, window: { ...window, size } }, window.name === 'open' ? [{ do: 'place', size }] : []];
}

/** Where its page holds the session, that one is let go of first. */
export function closeWindow(state: ClientState): ClientStep {
  const { window, holder } = state;
  switch (window.name) {
    case 'none':
      return [state, []];
    case 'opening':
      return [{ ...state, window: { ...window, unwanted: true } }, []];
    case 'open':
      if (holder.name !== 'page')
        return [{ ...state, window: { name: 'closing', again: false } }, [{ do: 'close-window' }]];
      return [
        { ...state, window: { name: 'releasing', again: false } },
        [{ do: 'release' }, { do: 'timer', timer: 'release' }],
      ];
    case 'releasing':
    case 'closing':
      return [{ ...state, window: { ...window, again: false } }, []];
    default:
      return assertNever(window);
  }
}
