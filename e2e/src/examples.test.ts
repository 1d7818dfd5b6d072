// The examples with pictures and sound, by the commands that examples/README.md names, in real browsers.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect } from 'vitest';
import { startExample, type ExampleProcess } from './example-process.ts';
import { Person } from './person.ts';
import { openTheatre } from './theatre.ts';

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
