// Names of people, as they are typed.
import { isAccountName, type Parley } from '@parley/client';
import { firstPresence } from '../account/first-presence.ts';
import { usage } from '../exit.ts';

/** Throws Failure where nobody can have that name. */
export function person(name: string): string {
  if (isAccountName(name)) return name;
  throw usage(`"${name}" can't be an account: a name has 1 to 32 letters, digits, ".", "_" or "-".`);
}

/** Whether both are one account: the server takes no names that differ in case only. */
export function isSame(name: string, other: string): boolean {
  return name.toLowerCase() === other.toLowerCase();
}

/** The one who is online by that name, however it is capitalised; else the name as it is. */
export async function whoIs(name: string, { presence }: Pick<Parley, 'presence'>): Promise<string> {
  await firstPresence(presence);
  return presence.online.has(name) ? name : onlineAs(name, presence);
}

export function onlineAs(name: string, { online }: Parley['presence']): string {
  return [...online].find((one) => isSame(one, name)) ?? name;
}
