// The examples that need no browser, by the commands that examples/README.md names, with clients of the SDK.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect, type Parley, type UserId } from '@parley/client';
import { until } from '../faults/until.ts';
import { startExample, type ExampleProcess } from '../src/example-process.ts';

const data = mkdtempSync(join(tmpdir(), 'parley-e2e-example-'));
const running: ExampleProcess[] = [];
const people: Parley[] = [];
let server = '';
let own: ExampleProcess;

function start(...given: Parameters<typeof startExample>): ExampleProcess {
  const example = startExample(...given);
  running.push(example);
  return example;
}

beforeAll(async () => {
  own = start('own-sign-in', ['--port', '0', '--data', data, '--turn', 'off']);
  [, server = ''] = await own.prints(/^Parley is ready at (\S+)$/m);
});
afterAll(async () => {
  for (const person of people) person.close();
  await Promise.all(running.map((example) => example.interrupt()));
  rmSync(data, { recursive: true, force: true });
});

const passwordOf = (name: string): string => `open sesame ${name}`;

async function enter(account: string): Promise<Parley> {
  // As a device that can call, without media: nothing is accepted here.
  const media = { makeConnection: () => raise('there is no media in this test') };
  const password = passwordOf(account.toLowerCase());
  const parley = await connect({ server, account, password, media });
  people.push(parley);
  await until(() => parley.connection.state.name === 'connected', 5_000, `${account} is connected`);
  return parley;
}

function raise(message: string): never {
  throw new Error(message);
}

test('own-sign-in: people of its own, who see their teams, ask who they are, and whose calls are counted', async () => {
  const [ann, ben, cleo] = await Promise.all(['Ann', 'ben', 'cleo'].map(enter));
  if (!ann || !ben || !cleo) throw new Error('not everybody is there');
  await until(() => ann.presence.online.size === 2, 5_000, 'ann sees both');
  await until(() => ben.presence.online.has('ann') && cleo.presence.online.has('ann'), 5_000, 'they see her');
  expect([ben.presence.online.has('cleo'), cleo.presence.online.has('ben')]).toEqual([false, false]);
  const whoami = { account: 'ann', name: 'Ann Archer', teams: ['sales', 'board'] };
  expect(await ann.messages.query('@server', 'whoami', undefined)).toEqual(whoami);

  ben.calls.on('started', (call) => call.hangUp());
  ann.calls.invite('ben', 'voice');
  await own.prints(/"caller":"ann","callees":"ben","reason":"declined"/);
  for (const [account, password] of [
    ['ann', passwordOf('ben')],
    ['constructor', passwordOf('constructor')],
  ] as const)
    await expect(connect({ server, account, password })).rejects.toMatchObject({ code: 'wrong-password' });
  for (const person of people.splice(0)) person.close();
});

test('echo-bot: says back texts, queries and files, and leaves at Ctrl-C', async () => {
  const bot = start('echo-bot', ['--server', server, '--account', 'ben'], {
    BOT_PASSWORD: passwordOf('ben'),
  });
  const ann = await enter('ann');
  const files: { name: string; bytes: Promise<Uint8Array> }[] = [];
  ann.blobs.on('offered', (file) => files.push({ name: file.name, bytes: file.bytes(1024) }));
  await until(() => ann.presence.online.has('ben'), 20_000, 'the bot is there');

  ann.chat.send('ben', 'Is anybody there?');
  const texts = () => ann.chat.conversation('ben').map(({ from, text }) => [from, text]);
  await until(() => texts().length === 2, 5_000, 'the text is back');
  expect(texts()[1]).toEqual(['ben', 'Is anybody there?']);
  expect(await ann.messages.query('ben', 'echo', { deep: [1, 2] })).toEqual({ deep: [1, 2] });

  const bytes = crypto.getRandomValues(new Uint8Array(1000));
  await ann.blobs.send('ben' as UserId, bytes, { name: 'noise.bin' }).done;
  await until(() => files.length === 1, 5_000, 'the file is back');
  expect(files[0]?.name).toBe('noise.bin');
  expect(await files[0]?.bytes).toEqual(bytes);
  await bot.prints(/ann has "noise.bin" back/);

  await bot.interrupt();
  expect(bot.printed()).toMatch(/Bye\.\s*$/);
  await until(() => !ann.presence.online.has('ben'), 5_000, 'the bot is gone');
});

test('echo-bot: says what is wrong where it can not sign in', async () => {
  const wrong = start('echo-bot', ['--server', server, '--account', 'ann']);
  const alone = start('echo-bot', ['--server', 'http://localhost:1']);
  expect(await wrong.ended).toBe(1);
  expect(wrong.printed()).toBe(
    'Could not sign in: ann has another password. Give it in BOT_PASSWORD, or take a free name with --account.\n',
  );
  expect(await alone.ended).toBe(1);
  expect(alone.printed()).toMatch(/^Could not sign in: there is no Parley server at http:\/\/localhost:1\./);
});
