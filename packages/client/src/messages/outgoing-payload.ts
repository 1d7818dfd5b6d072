// What a program gives to be sent, checked before anything is: the server would refuse it.
import { encodePayload, isErrorCode, isMessageType, LIMITS, type Payload } from '@parley/protocol';
import { ParleyError, type Explain } from '../error.ts';

/** Throws ParleyError. */
export function encode(to: string, type: string, payload: unknown): Payload {
  if (!isMessageType(type)) throw badType(type);
  if (to === '' || to.length > LIMITS.accountLength)
    throw new ParleyError('bad-message', { message: `"${to}" is no account's name.` });
  const encoded = encodePayload(payload);
  if (encoded.ok) return encoded.value;
  const message =
    encoded.error === 'too-large' ? 'A payload is over 48 KiB.' : 'JSON cannot say this payload.';
  throw new ParleyError(encoded.error, { message });
}

export function badType(type: string): ParleyError {
  const rule = 'a type is 1 to 64 characters of A-Z a-z 0-9 . _ : / -';
  return new ParleyError('bad-message', { message: `"${type}" is no type: ${rule}.` });
}

/** What the server has said. */
export function errorOf(explain: Explain, code: string, message?: string): ParleyError {
  const known = isErrorCode(code) ? code : 'internal';
  return explain(known, message === undefined ? {} : { message });
}
