import { mkdtemp, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writePreferences } from './preferences.ts';

test('the browser offers to keep no password, and keeps all else that it knows', async () => {
  const profile = await mkdtemp(join(tmpdir(), 'parley-preferences-'));
  const file = join(profile, 'Default/Preferences');
  const read = async (): Promise<unknown> => JSON.parse(await readFile(file, 'utf8'));
  try {
    await writePreferences(profile);
    expect(await read()).toMatchObject({ credentials_enable_service: false, translate: { enabled: false } });
    await writeFile(file, '{"credentials_enable_service":true,"profile":{"name":"x"},"other":[1]}');
    await writePreferences(profile);
    expect(await read()).toMatchObject({
      credentials_enable_service: false,
      profile: { name: 'x', password_manager_enabled: false },
      other: [1],
    });
    const { mtimeMs } = await stat(file);
    await writePreferences(profile);
    expect((await stat(file)).mtimeMs).toBe(mtimeMs);
    await writeFile(file, 'broken');
    await writePreferences(profile);
    expect(await read()).toMatchObject({ credentials_enable_service: false });
    await rm(file);
    await mkdir(file);
    await expect(writePreferences(profile)).rejects.toThrow('EISDIR');
  } finally {
    await rm(profile, { recursive: true, force: true });
  }
});
