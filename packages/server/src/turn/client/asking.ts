// Asks a TURN server, and where it wants to know who asks, asks again with what it names (RFC 8489 §9.2).
import { randomBytes } from 'node:crypto';
import { err, type Result } from '@parley/protocol';
import { ATTRIBUTE } from './stun-attributes.ts';
import { errorIn, textIn } from './stun-fields.ts';
import { encodeStun, longTermKey, METHOD, type StunAttribute, type StunMessage } from './stun-message.ts';
import type { Transactions } from './transactions.ts';
import { TURN_ERROR, type TurnFault } from './turn-fault.ts';

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** What a request carries; addresses in it are mixed with its transaction. */
export type Attributes = (transaction: Buffer) => StunAttribute[];

/** Answers what the server granted; an error that it answers with is a fault. */
export type Ask = (method: number, attributes: Attributes) => Promise<Result<StunMessage, TurnFault>>;

interface Challenge {
  readonly realm: string;
  readonly nonce: string;
}

export function createAsking(transactions: Transactions, credentials: Credentials | undefined): Ask {
  let challenge: Challenge | undefined;

  const once: Ask = (method, attributes) => {
    const transaction = randomBytes(12);
    const isSigned = method !== METHOD.binding;
    const signed = challenge && credentials && isSigned ? { ...challenge, ...credentials } : undefined;
    const key = signed && longTermKey(signed.username, signed.realm, signed.password);
    const all = [...attributes(transaction), ...(signed ? credentialAttributes(signed) : [])];
    const message: StunMessage = { class: 'request', method, transaction, attributes: all };
    return transactions.ask(transaction, encodeStun(message, { key, fingerprint: true }), key);
  };

  return async (method, attributes) => {
    const before = challenge;
    let answer = await once(method, attributes);
    const next = answer.ok && credentials ? challengeIn(answer.value, before) : undefined;
    if (next) {
      challenge = next;
      answer = await once(method, attributes);
    }
    if (!answer.ok || answer.value.class === 'success') return answer;
    const { code, reason } = errorIn(answer.value);
    return err({ kind: 'refused', code, message: reason });
  };
}

/** A 401 to a signed request means that the credentials are wrong: asking again would not help. */
function challengeIn(answer: StunMessage, before: Challenge | undefined): Challenge | undefined {
  const nonce = textIn(answer, ATTRIBUTE.nonce);
  if (answer.class !== 'error' || nonce === undefined) return undefined;
  const expected = before ? TURN_ERROR.staleNonce : TURN_ERROR.unauthorized;
  if (errorIn(answer).code !== expected) return undefined;
  return { realm: textIn(answer, ATTRIBUTE.realm) ?? before?.realm ?? '', nonce };
}

function credentialAttributes({ username, realm, nonce }: Credentials & Challenge): StunAttribute[] {
  return [
    { type: ATTRIBUTE.username, value: Buffer.from(username) },
    { type: ATTRIBUTE.realm, value: Buffer.from(realm) },
    { type: ATTRIBUTE.nonce, value: Buffer.from(nonce) },
  ];
}
