// The operator's handlers as the server calls them: found by type, guarded, bounded (protocol A1, T10, Q1…).
import type { Clock } from '../clock.ts';
import { HandlerFailed, QueryFailure, type InboxQuery, type ServerInbox } from '../realtime-api.ts';
import type { Handlers, ServerContext } from './define-server.ts';
import type { Guard } from './guard.ts';
import { isPromise, Running } from './running.ts';

/** Handlers that have not ended. */
const AT_ONCE = 256;

type Handle = (input: unknown, server: ServerContext) => unknown;

export interface AppInboxOptions {
  handlers: Handlers;
  guard: Guard;
  clock: Clock;
  context: ServerContext;
}

export type AppInbox = Required<ServerInbox>;

export function createAppInbox({ handlers, guard, clock, context }: AppInboxOptions): AppInbox {
  const running = new Running(clock, AT_ONCE);

  /** What the handler answers. Throws where it does, after a line in the log. */
  function run(part: string, handle: Handle, input: unknown): unknown {
    if (running.isFull) {
      guard.complain(part, 'the app has too much before it');
      throw new HandlerFailed();
    }
    try {
      const answer = guard.runOrThrow(part, () => handle(input, context));
      if (isPromise(answer)) running.add(answer);
      return answer;
    } catch (cause) {
      throw told(part, cause);
    }
  }

  /** What is thrown on: what the handler has to say to whoever asks, or that it failed. */
  function told(part: string, cause: unknown): QueryFailure | HandlerFailed {
    if (cause instanceof QueryFailure) return cause;
    guard.failed(part, cause);
    return new HandlerFailed();
  }

  async function answerTo(query: InboxQuery, handle: Handle): Promise<unknown> {
    const part = `queries ${query.type}`;
    const answer = run(part, handle, query);
    if (!isPromise(answer)) return answer;
    try {
      return await answer;
    } catch (cause) {
      throw told(part, cause);
    }
  }

  return {
    message(message) {
      const handle =
        handlerOf(handlers.messages, message.type) ?? (handlers.otherMessages as Handle | undefined);
      if (!handle) return false;
      const part = `messages ${message.type}`;
      const answer = run(part, handle, message);
      if (isPromise(answer)) answer.then(undefined, (cause: unknown) => guard.failed(part, cause));
      return true;
    },
    query(query) {
      const handle = handlerOf(handlers.queries, query.type) ?? (handlers.otherQueries as Handle | undefined);
      return handle && answerTo(query, handle);
    },
  };
}

/** Types are made up by clients: `constructor` is none of the app's. */
function handlerOf(handlers: object | undefined, type: string): Handle | undefined {
  return handlers && Object.hasOwn(handlers, type) ? (handlers as Record<string, Handle>)[type] : undefined;
}
