// Branded ids, and the one place where new ones are minted.
import * as v from 'valibot';
import { LIMITS } from './limits.ts';

declare const brandOf: unique symbol;

/** Marks a string that was checked, or minted. Not the validator's own: the SDK's types would need that one's then. */
export interface Brand<Name extends string> {
  readonly [brandOf]: Name;
}

/** An account's name as registered. Case is kept, and two names never differ by case alone. */
export type UserId = string & Brand<'UserId'>;
/** One signed-in page or program. */
export type SessionId = string & Brand<'SessionId'>;
/** Minted by a page or program when it starts: outlives its sessions, so that media can outlive signalling. */
export type DeviceId = string & Brand<'DeviceId'>;
/** Minted by the caller. */
export type CallId = string & Brand<'CallId'>;
/** Minted by the sender; the server dedupes by it. */
export type TextId = string & Brand<'TextId'>;
/** One query. Minted by who asks. */
export type QueryId = string & Brand<'QueryId'>;
/** One transfer of data. Minted by the sender. */
export type BlobId = string & Brand<'BlobId'>;
/** A transfer, where acts speak of it: no text has such an id, so that nothing of one is ever taken for the other's. */
export type TransferRef = string & Brand<'TransferRef'>;

function brand<Name extends string>(name: Name): v.TransformAction<string, string & Brand<Name>> {
  return v.brand(name) as unknown as v.TransformAction<string, string & Brand<Name>>;
}

const token = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{16,64}$/));

export const userId = v.pipe(v.string(), v.nonEmpty(), v.maxLength(LIMITS.accountLength), brand('UserId'));
export const sessionId = v.pipe(token, brand('SessionId'));
export const deviceId = v.pipe(token, brand('DeviceId'));
export const callId = v.pipe(token, brand('CallId'));
export const textId = v.pipe(token, brand('TextId'));
export const queryId = v.pipe(token, brand('QueryId'));
export const blobId = v.pipe(token, brand('BlobId'));
export const transferReference = v.pipe(
  v.string(),
  v.regex(/^transfer:[A-Za-z0-9_-]{16,64}$/),
  brand('TransferRef'),
);

export const transferRef = (id: BlobId): TransferRef => `transfer:${id}` as TransferRef;
export const isTransferRef = (id: TextId | TransferRef): id is TransferRef => id.startsWith('transfer:');

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** 132 random bits in 22 characters, from the platform's CSPRNG. */
export function randomToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(22));
  let out = '';
  for (const byte of bytes) out += ALPHABET.charAt(byte & 63);
  return out;
}

/** The server itself, as whom messages are addressed to and come from: no account has this name. */
export const SERVER = '@server' as UserId;

export const mintSessionId = (): SessionId => randomToken() as SessionId;
export const mintDeviceId = (): DeviceId => randomToken() as DeviceId;
export const mintCallId = (): CallId => randomToken() as CallId;
export const mintTextId = (): TextId => randomToken() as TextId;
export const mintQueryId = (): QueryId => randomToken() as QueryId;
export const mintBlobId = (): BlobId => randomToken() as BlobId;

/**
 * The rules for a new account's name: 1 to 32 letters, digits, `.`, `_` or `-`, starting with a letter or digit, in
 * NFKC form, and letters of Latin, Greek and Cyrillic never mixed (UTS #39: look-alikes of an existing name).
 */
export function isAccountName(name: string): boolean {
  if (name !== name.normalize('NFKC')) return false;
  if (name.length > LIMITS.accountLength) return false;
  if (!/^[\p{L}\p{N}][\p{L}\p{M}\p{N}._-]*$/u.test(name)) return false;
  const scripts = [/\p{Script=Latin}/u, /\p{Script=Greek}/u, /\p{Script=Cyrillic}/u];
  return scripts.filter((script) => script.test(name)).length <= 1;
}

/** The form in which two account names are compared. */
export function foldAccountName(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}
