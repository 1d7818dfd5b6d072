// What the webhook is told of what happens, in its words (docs/server-app.md).
import type { UserId } from '@parley/protocol';
import type { Clock } from '../../clock.ts';
import type { InboxMessage } from '../../realtime-api.ts';
import type { CallNews, EndedCallNews } from '../../realtime-hooks.ts';
import type { Webhooks } from './webhooks.ts';

/** What a message's frame around its payload takes at most. */
const FRAME_BYTES = 1_024;

export interface Reporter {
  started(): void;
  callStarted(call: CallNews): void;
  callEnded(call: EndedCallNews): void;
  presence(type: 'user.online' | 'user.offline', user: UserId): void;
  /** Whether the webhook will be told: not where it does not want to be, or so much waits that another event would be lost. */
  received(message: InboxMessage): boolean;
}

export function createReporter({ webhooks, clock }: { webhooks: Webhooks; clock: Clock }): Reporter {
  return {
    started: () => webhooks.tell({ type: 'server.started', about: 'server', at: clock.now(), data: {} }),
    callStarted: (call) => webhooks.tell({ type: 'call.started', ...aboutCall(call), data: dataOf(call) }),
    callEnded(call) {
      const { reason, duration, by } = call;
      const data = { ...dataOf(call), reason, duration, ...(by === undefined ? {} : { by }) };
      webhooks.tell({ type: 'call.ended', ...aboutCall(call), data });
    },
    presence: (type, user) => webhooks.tell({ type, about: `user ${user}`, at: clock.now(), data: { user } }),
    received({ id, from, type, payload, at }) {
      if (!webhooks.wants('message.received')) return false;
      const body =
        payload instanceof Uint8Array ? { bytes: Buffer.from(payload).toString('base64') } : { payload };
      if (!webhooks.hasRoomFor(JSON.stringify(body).length + FRAME_BYTES)) return false;
      webhooks.tell({
        type: 'message.received',
        about: `user ${from}`,
        at,
        data: { id, from, type, ...body },
      });
      return true;
    },
  };
}

function aboutCall({ id, at }: CallNews): { about: string; at: number } {
  return { about: `call ${id}`, at };
}

function dataOf({ id, caller, callees, media }: CallNews): object {
  return { call: id, caller, callees, media };
}
