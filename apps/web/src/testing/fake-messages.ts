// Messages without a server: what is sent is kept to be looked at, what comes is a test's.
import {
  ACT_TYPE,
  ParleyError,
  type IncomingMessage,
  type MessagesApi,
  type TextId,
  type UserId,
} from '@parley/client';

interface Sent {
  readonly to: UserId;
  readonly type: string;
  readonly payload: unknown;
}

export interface FakeMessages {
  readonly api: MessagesApi;
  readonly strings: {
    readonly sent: readonly Sent[];
    /** What becomes of what is sent from now on. */
    fate(fate: () => Promise<void>): void;
    /** How queries of one type are answered from now on; the others have no handler. */
    answer(type: string, answer: (ask: unknown) => unknown): void;
    /** Something that somebody has sent; from oneself, to another, where it comes from another device. */
    come(message: { from: string; to?: string; type?: string; payload: unknown; at?: number }): void;
  };
}

export function createFakeMessages(self: UserId, now: () => number): FakeMessages {
  const handlers = new Map<string, (message: IncomingMessage<never, never>) => void>();
  const sent: Sent[] = [];
  let fateOf = (): Promise<void> => Promise.resolve();
  const answers = new Map<string, (ask: unknown) => unknown>();
  let count = 0;
  const api: MessagesApi = {
    send: (to, type, payload) => {
      sent.push({ to: to as UserId, type, payload });
      return fateOf();
    },
    handle: (type, handler) => {
      handlers.set(type, handler as (message: IncomingMessage<never, never>) => void);
      return () => void handlers.delete(type);
    },
    handleOther: () => () => undefined,
    query: async (_to, type, ask) => {
      const answer = answers.get(type);
      if (!answer) throw new ParleyError('no-handler');
      return answer(ask) as never;
    },
    answer: () => () => undefined,
  };
  return {
    api,
    strings: {
      sent,
      answer: (type, answer) => void answers.set(type, answer),
      fate: (fate) => {
        fateOf = fate;
      },
      come: ({ from, to = self, type = ACT_TYPE, payload, at = now() }) => {
        count += 1;
        const id = `message-${count}` as TextId;
        const message = { id, from: from as UserId, to: to as UserId, type, payload, at };
        handlers.get(type)?.(message as IncomingMessage<never, never>);
      },
    },
  };
}
