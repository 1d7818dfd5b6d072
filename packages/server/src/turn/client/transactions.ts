// Requests that wait for their answers (RFC 8489 §6.2): on datagrams sent again with a doubling pause, on streams once.
import { err, ok, type Result } from '@parley/protocol';
import type { Clock } from '../../clock.ts';
import type { Integrity, StunMessage } from './stun-message.ts';
import type { TurnFault } from './turn-fault.ts';

/** RTO and Rc of RFC 8489 §6.2.1. The last wait is Rm = 16 times the RTO: 39.5 s in all, which is Ti for streams, too. */
const FIRST_PAUSE_MS = 500;
const SENDS = 7;
export const TRANSACTION_MS = 39_500;

export interface Answer {
  readonly message: StunMessage;
  integrity(key: Buffer): Integrity;
}

export interface Transactions {
  /** `key` is what the answer is to be signed with, where it is signed. */
  ask(transaction: Buffer, packet: Buffer, key?: Buffer): Promise<Result<StunMessage, TurnFault>>;
  /** An answer that nobody waits for, or waits any more, is dropped. */
  handleAnswer(answer: Answer): void;
  /** Whoever waits gets the fault. */
  fail(fault: TurnFault): void;
}

interface Waiting {
  readonly key: Buffer | undefined;
  settle(result: Result<StunMessage, TurnFault>): void;
}

export function createTransactions(options: {
  clock: Clock;
  send: (packet: Buffer) => void;
  isStream: boolean;
  /** How long one request waits at most, in milliseconds. */
  patienceMs: number;
}): Transactions {
  const { clock, send, isStream, patienceMs } = options;
  const waiting = new Map<string, Waiting>();

  const ask: Transactions['ask'] = (transaction, packet, key) =>
    new Promise((resolve) => {
      const id = transaction.toString('hex');
      let cancelResend = (): void => {};
      const settle = (result: Result<StunMessage, TurnFault>): void => {
        waiting.delete(id);
        cancelResend();
        cancelEnd();
        resolve(result);
      };
      const resend = (sent: number): void => {
        send(packet);
        if (isStream || sent >= SENDS) return;
        cancelResend = clock.after(FIRST_PAUSE_MS * 2 ** (sent - 1), () => resend(sent + 1));
      };
      const cancelEnd = clock.after(patienceMs, () =>
        settle(err({ kind: 'timeout', message: `no answer within ${patienceMs} ms` })),
      );
      waiting.set(id, { key, settle });
      resend(1);
    });

  return {
    ask,
    handleAnswer(answer) {
      const one = waiting.get(answer.message.transaction.toString('hex'));
      if (!one) return;
      if (isTrusted(answer, one.key)) one.settle(ok(answer.message));
      // On datagrams it is as if it had not come: the true one may follow (RFC 8489 §9.2.5).
      else if (isStream)
        one.settle(err({ kind: 'malformed', message: 'the answer is not signed as it should be' }));
    },
    fail(fault) {
      for (const one of waiting.values()) one.settle(err(fault));
    },
  };
}

/** Errors may come unsigned: a server that knows no key for us can't sign. */
function isTrusted({ message, integrity }: Answer, key: Buffer | undefined): boolean {
  if (!key) return true;
  const found = integrity(key);
  return found === 'valid' || (found === 'absent' && message.class === 'error');
}
