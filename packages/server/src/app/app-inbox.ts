// The operator's handlers as the server calls them: found by type, guarded, bounded (protocol A1, T10).
import type { InboxMessage, ServerInbox } from '../realtime-api.ts';
import type { AppMessage, Handlers, ServerContext } from './define-server.ts';
import type { Guard } from './guard.ts';
import { isPromise, Running } from './running.ts';

/** Handlers that have not ended. */
const AT_ONCE = 256;

type Handle<Input> = (input: Input, server: ServerContext) => unknown;

export interface AppInboxOptions {
  handlers: Handlers;
  guard: Guard;
  context: ServerContext;
}

export function createAppInbox({ handlers, guard, context }: AppInboxOptions): ServerInbox {
  const running = new Running(AT_ONCE);

  /** What the handler answers. Throws where it does, after a line in the log. */
  function run<Input>(part: string, handle: Handle<Input>, input: Input): unknown {
    if (running.isFull) {
      guard.complain(part, 'the app has too much before it');
      throw new HandlerFailed();
    }
    const answer = guard.run(part, () => ({ value: handle(input, context) }));
    if (!answer) throw new HandlerFailed();
    const { value } = answer;
    if (isPromise(value)) running.add(value);
    return value;
  }

  return {
    message(message: InboxMessage) {
      const handle = handlerOf(handlers.messages, message.type) ?? handlers.otherMessages;
      if (!handle) return false;
      const part = `messages ${message.type}`;
      const answer = run<AppMessage>(part, handle as Handle<AppMessage>, message);
      if (isPromise(answer)) answer.then(undefined, (cause: unknown) => guard.failed(part, cause));
      return true;
    },
  };
}

/** What failed is in the log already, without what was written. */
class HandlerFailed extends Error {
  constructor() {
    super('a handler of the app failed');
    this.name = 'HandlerFailed';
  }
}

/** Types are made up by clients: `constructor` is none of the app's. */
function handlerOf(handlers: object | undefined, type: string): unknown {
  if (!handlers || !Object.hasOwn(handlers, type)) return undefined;
  return (handlers as Record<string, unknown>)[type];
}
