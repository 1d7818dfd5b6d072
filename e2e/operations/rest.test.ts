// The REST API with the commands that docs/rest.md shows, against the real server, and people who use the SDK.
import { execFile, execFileSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Call, Parley } from '@parley/client';
import { afterEach, expect, test, vi } from 'vitest';
import { missingTools } from '../../scripts/test-tools.mjs';
import { connect, newTicket } from '../faults/person.ts';
import { startServerProcess } from '../src/server-process.ts';
import { documented } from './documented.ts';

const missing = missingTools('curl');
const ANY: unknown = expect.any(String);
const INVITED: unknown = expect.stringMatching(/^(invited|ringing)$/);
const PROGRAM = join(import.meta.dirname, '../../bin/parley.js');

afterEach(() => vi.unstubAllGlobals());

/** What each of the page's requests answered, in their order. */
async function requests(url: string, key: string): Promise<string[]> {
  const script = documented('Requests', 'sh', {}, 'rest.md').replaceAll(/^api (?=.*)/gm, 'echo; api ');
  const env = { ...process.env, PARLEY: url, KEY: key };
  const { stdout } = await promisify(execFile)('sh', ['-e', '-c', script], { env });
  return stdout.split('\n').filter((line) => line !== '');
}

const connected = ({ connection }: Parley): Promise<void> =>
  new Promise((resolve) => {
    const look = (): void => void (connection.state.name === 'connected' && resolve());
    connection.on('changed', look);
    look();
  });

test.skipIf(missing)('[R1] [R4] [R5] [C20] what the page shows is what happens to people', async () => {
  // The media of a call that rings is more than is asked for here.
  vi.stubGlobal('MediaStream', vi.fn());
  const server = await startServerProcess({
    flags: ['--preconnect', 'off'],
    prepare(data) {
      const shown = documented(
        'A key',
        'sh',
        { 'parley key': `"${process.execPath}" "${PROGRAM}" key` },
        'rest.md',
      );
      const command = shown.replace(/^parley serve .*$/m, '');
      execFileSync('sh', ['-e', '-c', command], { cwd: data, stdio: 'pipe' });
      writeFileSync(join(data, 'parley.json'), '{"api-key-file": "api-keys"}');
    },
  });
  const people: Parley[] = [];
  try {
    const file = join(server.data, 'api-keys');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const key = readFileSync(file, 'utf8').trim().slice('helpdesk:'.length);
    for (const name of ['alice', 'bob']) people.push(connect(await newTicket(server.url, name), server.url));
    const [alice, bob] = people;
    if (!alice || !bob) throw new Error('nobody is there');
    await Promise.all(people.map(connected));
    const text = new Promise((resolve) => alice.chat.on('added', resolve));
    const parcel = new Promise((resolve) => alice.messages.handle('shop/parcel', resolve));
    const ends = people.map(({ calls }) => new Promise<Call>((resolve) => calls.on('ended', resolve)));
    const rung: string[] = [];
    for (const { user, calls } of people)
      calls.on('started', (call) => rung.push(`${call.with} calls ${user}, ${call.direction} ${call.media}`));

    const answers = await requests(server.url, key);

    expect(answers.slice(0, 3).map((answer) => JSON.parse(answer) as unknown)).toEqual([
      { people: expect.arrayContaining([{ user: 'alice' }, { user: 'bob' }]) },
      { state: 'delivered' },
      { state: 'accepted' },
    ]);
    // From one answer to the next a device may have said that it rings.
    const participants = ['alice', 'bob'].map((user) => ({ user, media: 'video', state: INVITED }));
    const call = { id: ANY, from: 'alice', media: 'video', state: 'ringing', participants };
    const [shown, one] = answers.slice(3).map((answer) => JSON.parse(answer) as unknown);
    expect(shown).toEqual({ calls: [call] });
    expect(one).toEqual(call);
    expect((shown as { calls: { id: string }[] }).calls[0]?.id).toBe((one as { id: string }).id);
    expect(answers).toHaveLength(5);
    expect(await text).toMatchObject({ from: 'helpdesk', text: 'Your parcel is here.' });
    expect(await parcel).toMatchObject({ from: '@server', payload: { parcels: 2 } });
    for (const { state } of await Promise.all(ends))
      expect(state).toEqual({ name: 'ended', reason: 'hung-up', duration: 0 });
    expect(rung.toSorted()).toEqual(['alice calls bob, incoming video', 'bob calls alice, incoming video']);
    expect(server.printed()).not.toContain(key);
  } finally {
    for (const parley of people) parley.close();
    await server.close();
  }
});
