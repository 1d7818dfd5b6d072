// The way into a call, for tests that are about what comes after it.
import type { Kind, Person } from './person.ts';

/** `caller` calls, `callee` accepts; resolves when both have what they called for. */
export async function connect(caller: Person, callee: Person, kind: Kind = 'video'): Promise<void> {
  await caller.call(callee, kind);
  await callee.accept(caller, kind);
  await isTalking(caller, callee, kind);
  await isTalking(callee, caller, kind);
}

/** Waits until the other's picture, or in a voice call their tone, arrives. */
export async function isTalking(person: Person, other: Person, kind: Kind): Promise<void> {
  await person.sees(person.callWith(other));
  if (kind === 'video') await person.seesPictureOf(other);
  else await person.hears(other);
}
