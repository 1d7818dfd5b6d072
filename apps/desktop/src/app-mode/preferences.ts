// The browser's preferences for Parley's windows: it is not to offer there what belongs to browsing.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const OURS: Json = {
  // "Save password?" would lie over the window after each sign-in.
  credentials_enable_service: false,
  profile: { password_manager_enabled: false },
  autofill: { profile_enabled: false, credit_card_enabled: false },
  translate: { enabled: false },
};

interface Json {
  [key: string]: unknown;
}

/** Only while no browser runs with the profile: it writes the file itself. */
export async function writePreferences(profile: string): Promise<void> {
  const file = join(profile, 'Default', 'Preferences');
  const before = await read(file);
  const after = merged(before, OURS);
  if (JSON.stringify(after) === JSON.stringify(before)) return;
  await mkdir(join(profile, 'Default'), { recursive: true, mode: 0o700 });
  await writeFile(file, JSON.stringify(after), { mode: 0o600 });
}

/** Nothing where there is none yet, or none that can be read: the browser begins anew then, too. */
async function read(file: string): Promise<Json> {
  try {
    const value: unknown = JSON.parse(await readFile(file, 'utf8'));
    return isJson(value) ? value : {};
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
}

function merged(one: Json, other: Json): Json {
  const both = Object.entries(other).map(([key, value]) => {
    const before = one[key];
    return [key, isJson(value) ? merged(isJson(before) ? before : {}, value) : value];
  });
  return { ...one, ...(Object.fromEntries(both) as Json) };
}

const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
