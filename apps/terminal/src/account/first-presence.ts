// Who is online is told right behind the welcome, and not at all where nobody is.
import type { PresenceApi } from '@parley/client';
import { after } from '../io.ts';

/** Milliseconds. */
const PATIENCE = 1_000;

/** Resolves when it is known who is online. */
export async function firstPresence(presence: PresenceApi): Promise<void> {
  if (presence.online.size > 0) return;
  let stop = (): void => undefined;
  const told = new Promise<void>((resolve) => {
    stop = presence.on('changed', () => resolve());
  });
  await Promise.race([told, after(PATIENCE)]);
  stop();
}
