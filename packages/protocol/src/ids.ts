// Branded ids, and the one place where new ones are minted.
import * as v from 'valibot';
import { LIMITS } from './limits.ts';

const token = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{16,64}$/));

/** An account's name as registered. Case is kept, and two names never differ by case alone. */
export const userId = v.pipe(v.string(), v.nonEmpty(), v.maxLength(LIMITS.accountLength), v.brand('UserId'));
/** One signed-in page or program. */
export const sessionId = v.pipe(token, v.brand('SessionId'));
/** Minted by a page or program when it starts: outlives its sessions, so that media can outlive signalling. */
export const deviceId = v.pipe(token, v.brand('DeviceId'));
/** Minted by the caller. */
export const callId = v.pipe(token, v.brand('CallId'));
/** Minted by the sender; the server dedupes by it. */
export const textId = v.pipe(token, v.brand('TextId'));

export type UserId = v.InferOutput<typeof userId>;
export type SessionId = v.InferOutput<typeof sessionId>;
export type DeviceId = v.InferOutput<typeof deviceId>;
export type CallId = v.InferOutput<typeof callId>;
export type TextId = v.InferOutput<typeof textId>;

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
