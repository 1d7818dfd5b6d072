// What each error code means and what to do, in a sentence. Not in the core: it comes with the code for calls, or with the
// first refusal.
import type { ErrorCode } from '@parley/protocol';
import { ParleyError, type ParleyErrorOptions } from './error.ts';

/** What happened, and where something can be done about it, what. At more length: docs/sdk/errors.md. */
const SENTENCES: Readonly<Record<ErrorCode, string>> = {
  'bad-message': 'This is not what the server, or the other program, can take: mend the program.',
  'unknown-message': 'The server does not know this request: use the SDK of that server.',
  'too-large': 'This is more than the server or its receiver takes: send less, or send it by blobs.',
  'rate-limited': 'Too many requests: wait a moment, then try again.',
  'not-delivered': 'It was not delivered, or nobody knows: send it again when they are online.',
  'id-reused': 'The id was used for something else before.',
  'no-such-call': 'The call is over, or was never there.',
  'not-online': 'They are not online: try again when they come.',
  'no-handler': 'Nothing there handles this type: check the type, and whom it is sent to.',
  'handler-failed': "What handles it there failed: see that program's log.",
  cancelled: 'It was cancelled.',
  'no-such-transfer': 'The transfer was accepted before, or has ended.',
  'accepted-elsewhere': 'Another device of this account takes the transfer.',
  interrupted: 'The way between the two devices was lost for too long: offer it again.',
  misbehaved: "The other's program does not keep to the protocol of transfers.",
  declined: 'The other does not want the transfer.',
  'quota-exceeded': 'This account has sent as much as it may for now: wait, or ask the operator for more.',
  damaged: 'What arrived is not what was sent: send it again.',
  'sink-failed': 'The receiver could not write it: see the cause on that side, then send it again.',
  'source-failed': 'It could not be read, or was not as long as it said: see the cause, then send it again.',
  forbidden: 'The operator does not allow it on this server.',
  'token-invalid':
    "The token has ended, was used, or is not for this server: get a new one; the server's log says why.",
  'provider-unreachable': 'The server cannot ask its OpenID provider: try again later.',
  'provider-refused': 'The OpenID provider does not say who this is: begin at the sign-in page again.',
  'already-in-call': 'This device is in a call: end that one first.',
  'not-signed-in': 'Nobody is signed in: sign in first.',
  'foreign-origin': "The server does not allow this page's origin: name it to the server by --origin.",
  'https-required': 'The server has HTTPS: use its https:// address.',
  'certificate-untrusted':
    "The server's certificate is not trusted: give the authority's certificate as `ca`.",
  'wrong-password': 'The password is wrong, or there is no such account and registration is closed.',
  'account-invalid':
    'An account is 1 to 32 letters, digits, ".", "_" or "-" of one alphabet, or fewer where the server says so.',
  'password-invalid': 'A password has 8 to 1,024 bytes.',
  'account-banned': 'The operator has banned this account.',
  'account-taken':
    'The name belongs to somebody who signs in by another way: sign in by that, or take another name.',
  'too-many-attempts': 'Too many attempts to sign in: wait, then try again.',
  'server-full': 'The server has as many accounts as it may: tell its operator.',
  'server-busy': 'The server is busy: try again in some seconds.',
  'disk-full': 'There is no room left on the disk there: make room.',
  'unsupported-version':
    'The server speaks another version: reload the page, or install the SDK of that server.',
  displaced: 'The account has signed in elsewhere.',
  'signed-out': 'The sign-in has ended: sign in again.',
  offline: 'The server cannot be reached: check the address and the network.',
  timeout: 'There was no answer in time: allow more, or ask again.',
  'media-unavailable': 'This device cannot make calls: use another browser, or in Node give `media`.',
  closed: 'This connection was closed: connect again.',
  internal: 'The server failed, or is no Parley server: check the address, then its log.',
};

/** The error of a code, with its sentence where nothing says more. */
export function explain(code: ErrorCode, options: ParleyErrorOptions = {}): ParleyError {
  return new ParleyError(code, { message: SENTENCES[code], ...options });
}
