// A session's life after its hello, as a pure machine. Before the hello there is only a line (line.ts).
import { assertNever, CLOSE } from '@parley/protocol';

/** How long a session waits for its client to come back (protocol S4). */
export const GRACE_MS = 10_000;

/**
 * `left`: by its client. `superseded`: a new session stands in for it, of the same client, because it could not be
 * resumed (S5), or of another while its line was lost. `lost`: the client did not come back in time.
 */
export type EndCause = 'left' | 'displaced' | 'signed-out' | 'misbehaved' | 'superseded' | 'lost';

/** `L` is the line, the connection that a session is on at the moment. */
export type Life<L> =
  | { readonly name: 'active'; readonly line: L }
  | { readonly name: 'detached'; readonly until: number; readonly heardAt: number }
  | { readonly name: 'closed'; readonly cause: EndCause };

export type LifeEvent<L> =
  | { readonly name: 'resumed'; readonly line: L }
  /** `meant`: by a close of the client's own (1000, 1001). */
  | {
      readonly name: 'line-closed';
      readonly line: L;
      readonly meant: boolean;
      readonly now: number;
      /** When the client was last heard on it. */
      readonly heardAt: number;
    }
  | { readonly name: 'time'; readonly now: number }
  | { readonly name: 'ended'; readonly cause: Exclude<EndCause, 'lost'> };

export type LifeEffect<L> =
  | { readonly do: 'close-line'; readonly line: L; readonly code: number }
  | { readonly do: 'wait' }
  | { readonly do: 'stop-waiting' }
  | { readonly do: 'end'; readonly cause: EndCause };

type Step<L> = readonly [Life<L>, readonly LifeEffect<L>[]];

export function stepLife<L>(life: Life<L>, event: LifeEvent<L>): Step<L> {
  if (life.name === 'closed') return [life, []];
  switch (event.name) {
    case 'resumed':
      return resumed(life, event.line);
    case 'line-closed':
      if (life.name !== 'active' || life.line !== event.line) return [life, []];
      if (event.meant) return ended(life, 'left');
      return [{ name: 'detached', until: event.now + GRACE_MS, heardAt: event.heardAt }, [{ do: 'wait' }]];
    case 'time':
      if (life.name !== 'detached' || event.now < life.until) return [life, []];
      return [{ name: 'closed', cause: 'lost' }, [{ do: 'end', cause: 'lost' }]];
    case 'ended':
      return ended(life, event.cause);
    default:
      return assertNever(event);
  }
}

function resumed<L>(life: Exclude<Life<L>, { name: 'closed' }>, line: L): Step<L> {
  const active: Life<L> = { name: 'active', line };
  if (life.name === 'detached') return [active, [{ do: 'stop-waiting' }]];
  // A second hello of the same client on a new socket: the old one is a leftover (S8).
  return [active, [{ do: 'close-line', line: life.line, code: CLOSE.resumedElsewhere }]];
}

function ended<L>(life: Exclude<Life<L>, { name: 'closed' }>, cause: Exclude<EndCause, 'lost'>): Step<L> {
  const end: LifeEffect<L> = { do: 'end', cause };
  const closed: Life<L> = { name: 'closed', cause };
  if (life.name === 'detached') return [closed, [{ do: 'stop-waiting' }, end]];
  // What the end has to say to the session itself goes out before its socket closes.
  return [closed, [end, { do: 'close-line', line: life.line, code: closeCode(cause) }]];
}

function closeCode(cause: Exclude<EndCause, 'lost'>): number {
  switch (cause) {
    case 'left':
      return CLOSE.normal;
    case 'displaced':
      return CLOSE.displaced;
    case 'signed-out':
      return CLOSE.signedOut;
    case 'misbehaved':
      return CLOSE.misbehaved;
    case 'superseded':
      return CLOSE.resumedElsewhere;
    default:
      return assertNever(cause);
  }
}
