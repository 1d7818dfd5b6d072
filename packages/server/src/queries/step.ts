// One query's life as a pure machine: who was asked, who has nobody to answer it, and the one outcome it comes to.
import { assertNever, type ErrorCode, type Payload, type SessionId } from '@parley/protocol';

export type Outcome =
  | { readonly name: 'answered'; readonly payload: Payload }
  | { readonly name: 'failed'; readonly code: ErrorCode; readonly reason?: string | undefined };

export type QueryState =
  /** `refused`: those of the asked that handle no such type. */
  | { readonly name: 'open'; readonly asked: readonly SessionId[]; readonly refused: readonly SessionId[] }
  | { readonly name: 'ended' };

export type QueryEvent =
  /** A session of the recipient can hear, for the first time or again: what it answered may have been lost. */
  | { readonly name: 'ready'; readonly session: SessionId }
  /** The recipient's sessions have changed: those that have ended answer nothing. */
  | { readonly name: 'present'; readonly sessions: readonly SessionId[] }
  | { readonly name: 'answered'; readonly by: SessionId; readonly outcome: Outcome }
  /** `sessions`: the recipient's, as they are now. */
  | { readonly name: 'refused'; readonly by: SessionId; readonly sessions: readonly SessionId[] }
  | { readonly name: 'expired' }
  /** By who asked, or because they are gone. */
  | { readonly name: 'withdrawn' };

export type QueryEffect =
  | { readonly do: 'ask'; readonly session: SessionId }
  /** The outcome is told, where there is one; those who still work on an answer are told to stop. */
  | { readonly do: 'end'; readonly outcome: Outcome | undefined; readonly stop: readonly SessionId[] };

type Open = Extract<QueryState, { name: 'open' }>;
type Step = readonly [QueryState, readonly QueryEffect[]];

export const NEW_QUERY: QueryState = { name: 'open', asked: [], refused: [] };

export function stepQuery(state: QueryState, event: QueryEvent): Step {
  if (state.name === 'ended') return [state, []];
  const { asked, refused } = state;
  switch (event.name) {
    case 'ready': {
      const { session } = event;
      if (refused.includes(session)) return [state, []];
      const next = asked.includes(session) ? state : { ...state, asked: [...asked, session] };
      return [next, [{ do: 'ask', session }]];
    }
    case 'present':
      return settle(state, event.sessions);
    case 'answered':
      if (!asked.includes(event.by) || refused.includes(event.by)) return [state, []];
      return end(state, event.outcome, event.by);
    case 'refused':
      if (!asked.includes(event.by) || refused.includes(event.by)) return [state, []];
      return settle({ ...state, refused: [...refused, event.by] }, event.sessions);
    case 'expired':
      return end(state, { name: 'failed', code: asked.length === 0 ? 'not-online' : 'timeout' });
    case 'withdrawn':
      return end(state, undefined);
    default:
      return assertNever(event);
  }
}

/** One session that may still answer, asked or about to be, keeps it open. */
function settle(state: Open, present: readonly SessionId[]): Step {
  if (present.length === 0) return end(state, { name: 'failed', code: 'not-online' });
  if (present.every((session) => state.refused.includes(session)))
    return end(state, { name: 'failed', code: 'no-handler' });
  return [state, []];
}

function end({ asked, refused }: Open, outcome: Outcome | undefined, by?: SessionId): Step {
  const stop = asked.filter((session) => session !== by && !refused.includes(session));
  return [{ name: 'ended' }, [{ do: 'end', outcome, stop }]];
}
