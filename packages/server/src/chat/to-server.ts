// Messages that are addressed to the server itself: its operator's own code handles them (protocol T10).
import { decodePayload, type ClientMessageOf, type UserId } from '@parley/protocol';
import type { Log } from '../log.ts';
import { HandlerFailed, type ServerInbox } from '../realtime-api.ts';
import type { IncomingText } from '../session/incoming-text.ts';

/** What became of it. Texts are for people. */
export type HandToServer = (
  message: IncomingText,
  from: UserId,
  at: number,
) => 'handled' | 'not-delivered' | 'no-handler' | 'handler-failed';

/** Whatever the handler does, it does not harm the server: what it throws, or its promise rejects with, is logged. */
export function createHandToServer(options: { inbox: ServerInbox | undefined; log: Log }): HandToServer {
  const { inbox, log } = options;
  return (message, from, at) => {
    if (message.t === 'chat.send') return 'not-delivered';
    const { id, type, data, bytes } = message.message as ClientMessageOf<'message.send'>;
    const failed = (cause: unknown): void => {
      if (!(cause instanceof HandlerFailed))
        log.error({ type, reason: reasonOf(cause) }, 'a handler of messages failed');
    };
    const payload = decodePayload({ data, bytes });
    if (!inbox || !payload.ok) return 'no-handler';
    try {
      const taken: unknown = inbox.message({ id, from, type, payload: payload.value, at });
      if (taken === false) return 'no-handler';
      // Nobody waits for it: who wants to know how it ended asks by a query.
      if (taken instanceof Promise) taken.catch(failed);
      return 'handled';
    } catch (cause) {
      failed(cause);
      return 'handler-failed';
    }
  };
}

/** For the log only: a stack says where to look. */
export function reasonOf(cause: unknown): string {
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}
