// Ends a call that has lost its people: 28 s after server and other were last heard, by the time and not by a timer.
import { assertNever, TIMES } from '@parley/protocol';
import type { LineState } from '../api/calls.ts';
import type { Platform } from '../connection/platform.ts';
import type { CallMachine } from './call-machine.ts';

/**
 * How often a device in a call says that it is there. Both sides count from when they last heard the other (C12): the
 * closer together that is, the closer the durations they show.
 */
const PULSE = 1_500;
/** A timer this late fired in a page that was frozen: what happened meanwhile is still to be heard. */
const FROZEN = 2_000;
const THAW = 1_000;

/** What a call's end by loss depends on. Times in ms of the Unix epoch. */
export interface Contact {
  readonly call: CallMachine['name'];
  readonly server: { readonly away: boolean; readonly heardAt: number };
  /** `heardAt`: of the other side, over the line between the two; absent if nothing ever came. */
  readonly line: LineState;
  readonly heardAt: number | undefined;
}

/** When the call is over for want of anybody to be heard; `undefined` while somebody is. */
export function givesUpAt({ call, server, line, heardAt }: Contact): number | undefined {
  const awaySince = server.away ? server.heardAt : undefined;
  switch (call) {
    // Without the server there is no answer and no connecting, however well the line stands that was made ahead (D5).
    case 'dialling':
    case 'ringing':
    case 'connecting':
      return plus(awaySince, TIMES.callLost);
    case 'active':
      // Media outlives signalling (D3): it is the other who counts, and the server where nothing ever came from them.
      if (line === 'good' || line === 'weak') return undefined;
      return plus(heardAt ?? awaySince, TIMES.callLost);
    case 'ended':
      return undefined;
    default:
      return assertNever(call);
  }
}

function plus(at: number | undefined, ms: number): number | undefined {
  return at === undefined ? undefined : at + ms;
}

export interface LostWatch {
  /** Anything about the call, its line or the session may have changed. */
  look(): void;
  close(): void;
}

export function createLostWatch(options: {
  platform: Pick<Platform, 'after' | 'now'>;
  /** `undefined` while there is no call. */
  contact: () => Contact | undefined;
  /** Says to the server that this device is there. */
  pulse: () => void;
  /** `at`: when the call was over, which may be long ago. */
  giveUp: (at: number) => void;
}): LostWatch {
  const { platform, contact, pulse, giveUp } = options;
  let due: { at: number; cancel: () => void } | undefined;
  let cancelPulse: (() => void) | undefined;

  function beat(): void {
    pulse();
    cancelPulse = platform.after(PULSE, beat);
  }

  function follow(isCall: boolean): void {
    if (isCall) {
      cancelPulse ??= platform.after(PULSE, beat);
    } else {
      cancelPulse?.();
      cancelPulse = undefined;
    }
  }

  function disarm(): void {
    due?.cancel();
    due = undefined;
  }

  function look(): void {
    const known = contact();
    follow(known !== undefined);
    const at = known && givesUpAt(known);
    if (at === due?.at) return;
    disarm();
    if (at === undefined) return;
    due = { at, cancel: platform.after(Math.max(0, at - platform.now()), () => fire(at)) };
  }

  function fire(at: number): void {
    if (platform.now() - at <= FROZEN) end();
    else due = { at, cancel: platform.after(THAW, end) };
  }

  /** What was heard since the timer was set puts the end off. */
  function end(): void {
    due = undefined;
    const known = contact();
    const at = known && givesUpAt(known);
    if (at !== undefined && at <= platform.now()) giveUp(at);
    else look();
  }

  return {
    look,
    close() {
      disarm();
      follow(false);
    },
  };
}
