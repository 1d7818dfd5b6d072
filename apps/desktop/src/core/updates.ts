// Whether the operator's server offers a newer client: told once a version, and fetched by nobody but the person.
import * as v from 'valibot';
import type { Get } from './requests.ts';
import type { Trust } from './trust.ts';

/** Protocol H13. */
const offer = v.object({
  files: v.array(
    v.object({
      name: v.string(),
      platform: v.optional(v.string()),
      arch: v.optional(v.string()),
      version: v.optional(v.string()),
    }),
  ),
});

const PLATFORMS: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'linux',
  win32: 'windows',
  darwin: 'macos',
};

export interface Update {
  readonly version: string;
  /** Where the person's browser gets it. */
  readonly url: string;
}

export interface Own {
  readonly version: string;
  readonly platform: NodeJS.Platform;
  /** As Node names it, and the protocol, too. */
  readonly arch: string;
}

/** The newest package for this computer, where it is newer than `own`. A server without downloads has none. */
export async function findUpdate(
  server: string,
  own: Own,
  get: Get,
  trust: Trust,
): Promise<Update | undefined> {
  const { status, body } = await get(`${server}/api/downloads`, { trust });
  const offered = status === 200 ? v.safeParse(offer, body) : undefined;
  if (!offered?.success) return undefined;
  const platform = PLATFORMS[own.platform];
  // The newest first, says the protocol.
  const file = offered.output.files.find(
    (one) =>
      platform !== undefined &&
      one.platform === platform &&
      [undefined, 'all', own.arch].includes(one.arch) &&
      RELEASE.test(one.version ?? ''),
  );
  if (file?.version === undefined || !isNewer(file.version, own.version)) return undefined;
  return { version: file.version, url: `${server}/downloads/${encodeURIComponent(file.name)}` };
}

/** What comes before a release is for those who look for it. */
const RELEASE = /^\d+\.\d+\.\d+$/;

export function isNewer(version: string, than: string): boolean {
  const [a, b] = [version, than].map((one) => one.split('.').map(Number));
  for (const part of [0, 1, 2]) {
    const difference = (a?.[part] ?? 0) - (b?.[part] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}
