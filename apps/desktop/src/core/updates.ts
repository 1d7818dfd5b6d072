// Whether the operator's server offers a newer client: told once a version, and fetched by nobody but the person.
import * as v from 'valibot';
import type { Get } from './requests.ts';
import type { Trust } from './trust.ts';

const downloads = v.object({
  version: v.pipe(v.string(), v.regex(/^\d+\.\d+\.\d+$/)),
  files: v.array(v.unknown()),
});

/** The version, where it is newer than `own` and there is something to fetch. A server without downloads has none. */
export async function findUpdate(
  server: string,
  own: string,
  get: Get,
  trust: Trust,
): Promise<string | undefined> {
  const { status, body } = await get(`${server}/api/downloads`, { trust });
  const offer = status === 200 ? v.safeParse(downloads, body) : undefined;
  if (!offer?.success || offer.output.files.length === 0) return undefined;
  return isNewer(offer.output.version, own) ? offer.output.version : undefined;
}

export function isNewer(version: string, than: string): boolean {
  const [a, b] = [version, than].map((one) => one.split('.').map(Number));
  for (const part of [0, 1, 2]) {
    const difference = (a?.[part] ?? 0) - (b?.[part] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}
