// The examples with pictures and sound, by the commands that examples/README.md names, in real browsers.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect } from 'vitest';
import { startExample, type ExampleProcess } from './example-process.ts';
import { Person } from './person.ts';
import { openTheatre } from './theatre.ts';
import { loudest } from './tone.ts';

const scene = openTheatre();
const folder = mkdtempSync(join(tmpdir(), 'parley-e2e-example-'));
const running: ExampleProcess[] = [];
const PATIENCE = { timeout: 15_000, interval: 100 };

afterAll(async () => {
  await Promise.all(running.map((example) => example.interrupt()));
  rmSync(folder, { recursive: true, force: true });
});

scene(
  'call-us: a visitor presses the button of another site, and reception and visitor see each other',
  async (stage) => {
    const example = startExample('call-us', [
      '--port',
      '0',
      '--site-port',
      '0',
      '--data',
      join(folder, 'data'),
    ]);
    running.push(example);
    const [, parley = ''] = await example.prints(/open (\S+) and sign in/);
    const [, site = ''] = await example.prints(/visitor: open (\S+) in/);
    const visitor = await stage.arrive('visitor');
    await visitor.page.goto(site);
    const state = (text: string) => visitor.page.getByRole('status').filter({ hasText: text });
    await visitor.button('Call us').click();
    await visitor.sees(state('There is nobody at the reception.'));

    const reception = await stage.arrive('reception');
    await reception.signIn(parley);
    await visitor.button('Call us').click();
    await visitor.sees(state('It rings at the reception…'));
    const entry = reception.people.getByRole('button', { name: /^guest-[0-9a-f]{12}, online/ });
    const [account = ''] = /guest-[0-9a-f]+/.exec(await entry.innerText()) ?? [];
    const { page, context, picture, tone } = visitor;
    const guest = new Person({ account, page, context, picture, tone });
    await reception.accept(guest);
    await visitor.sees(state('You are talking to the reception.'));
    for (const [label, { picture }] of [
      ['The reception', reception],
      ['You', visitor],
    ] as const)
      await expect.poll(() => visitor.matchesPicture(label, picture), PATIENCE).toBe('match');
    await reception.seesPictureOf(guest);
    await reception.hears(guest);

    await visitor.button('Hang up').click();
    await visitor.sees(state('The call has ended.'));
    await visitor.devicesAreOff();
    // The guest is gone for good.
    await reception.seesNo(entry);
  },
);

/** Of the answering machine's card. */
const PAPER = [24, 72, 96] as const;

scene(
  'answering-machine: answers after two rings, shows its card, beeps, and keeps what the caller says',
  async (stage) => {
    const args = ['--server', stage.server.url, '--folder', join(folder, 'recordings')];
    const example = startExample('answering-machine', args);
    running.push(example);
    await example.prints(/mailbox waits for calls/);
    const alice = await stage.person('alice');
    const { page, context } = alice;
    const picture = [PAPER, PAPER, PAPER, PAPER] as const;
    const machine = new Person({ account: 'mailbox', page, context, picture, tone: 1_000 });
    await alice.call(machine);
    await alice.seesPictureOf(machine);
    await alice.seesMotionOf(machine);
    await alice.hears(machine);
    await alice.hangUp();
    const text = /Thank you\. I have recorded ([\d.]+) s, and heard something for ([\d.]+) s of them\./;
    await alice.sees(alice.log(machine).getByText(text));
    const [, all = 0, loud = 0] = text.exec(await alice.log(machine).innerText()) ?? [];

    const [, file = ''] = await example.prints(/left a message: (.+\.wav)/);
    const wav = readFileSync(file);
    expect(wav.toString('latin1', 0, 4)).toBe('RIFF');
    const rate = wav.readUInt32LE(24);
    const samples = Array.from(
      { length: (wav.length - 44) / 2 },
      (_, i) => wav.readInt16LE(44 + i * 2) / 32_768,
    );
    expect(samples.length / rate).toBeCloseTo(Number(all), 1);
    expect(Number(loud)).toBeGreaterThan(0.5);
    // The last second: what came before she was heard at all says nothing.
    const heard = loudest(samples.slice(-rate), rate);
    expect(Math.abs(heard.frequency - alice.tone)).toBeLessThan(25);
    expect(heard.level).toBeGreaterThan(0.02);

    await example.interrupt();
    await alice.seesNo(alice.entry(machine));
  },
);
