// The SDK's media for other people's programs: a bot in Node and a page, in calls with each other and with the app.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect } from 'vitest';
import { build } from 'vite';
import { PICTURES, type Quadrants } from './fake-camera.ts';
import type { BotReport } from './media-bot.ts';
import { openTheatre, type Stage } from './theatre.ts';

const scene = openTheatre();
const ROOT = join(import.meta.dirname, '../..');
const PATIENCE = { timeout: 10_000, interval: 100 };

interface Bot {
  readonly account: string;
  report(): BotReport;
  say(line: string): void;
  /** Asks it to end by itself; resolves with its exit code. */
  quit(): Promise<number | null>;
}

async function startBot({ server, name }: Stage): Promise<Bot> {
  const account = name('bot');
  const script = join(import.meta.dirname, 'media-bot.ts');
  const args = ['--conditions=source', '--import', 'tsx', script, server.url, account];
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['pipe', 'pipe', 'inherit'] });
  let last: BotReport | undefined;
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => {
    last = JSON.parse(line) as BotReport;
  });
  await once(lines, 'line');
  return {
    account,
    report: () => last ?? { frames: 0, camera: [], state: 'none' },
    say: (line) => void child.stdin.write(`${line}\n`),
    async quit() {
      if (child.exitCode !== null) return child.exitCode;
      const ended = once(child, 'exit');
      child.stdin.write('quit\n');
      await ended;
      return child.exitCode;
    },
  };
}

function sees(bot: Bot, picture: Quadrants): Promise<void> {
  const distance = (): number =>
    Math.max(
      ...picture.flatMap((colour, i) =>
        colour.map((part, c) => Math.abs(part - (bot.report().seen?.[i]?.[c] ?? 999))),
      ),
    );
  return expect.poll(distance, PATIENCE).toBeLessThan(45);
}

async function hears(bot: Bot, tone: number): Promise<void> {
  await expect.poll(() => Math.abs((bot.report().heard?.frequency ?? 0) - tone), PATIENCE).toBeLessThan(25);
  expect(bot.report().heard?.level).toBeGreaterThan(0.02);
}

scene(
  '[S15] a bot in Node answers with a picture and a tone, and measures those of the page',
  async (stage) => {
    const bot = await startBot(stage);
    const alice = await stage.person('alice');
    const other = { account: bot.account, picture: PICTURES[3], tone: 1_000 };
    await alice.call(other);
    await alice.seesPictureOf(other);
    await alice.hears(other);
    await sees(bot, PICTURES[0]);
    await hears(bot, alice.tone);
    const { frames } = bot.report();
    await expect.poll(() => bot.report().frames, PATIENCE).toBeGreaterThan(frames + 5);

    await expect.poll(() => bot.report().camera, PATIENCE).toContain('connected');
    await alice.press('Turn camera off');
    await expect.poll(() => bot.report().camera.at(-1), PATIENCE).toBe('off');
    await alice.hangUp();
    await expect.poll(() => bot.report().camera.at(-1), PATIENCE).toBe('hung-up');
    expect(await bot.quit()).toBe(0);
  },
);

async function openPage(stage: Stage): ReturnType<Stage['arrive']> {
  const output = await build({
    configFile: false,
    logLevel: 'error',
    resolve: { conditions: ['source'] },
    build: {
      write: false,
      lib: { entry: join(import.meta.dirname, 'media-page.ts'), formats: ['es'], fileName: 'page' },
    },
  });
  const chunks = (Array.isArray(output) ? output : [output]).flatMap((one) =>
    'output' in one ? one.output : [],
  );
  const person = await stage.arrive(stage.name('page'), { context: { bypassCSP: true } });
  const home = `${stage.server.url}/sdk-media/`;
  await person.page.route(`${home}**`, (route) => {
    const chunk = chunks.find(({ fileName }) => route.request().url() === home + fileName);
    return route.fulfill({ contentType: 'text/javascript', body: chunk?.type === 'chunk' ? chunk.code : '' });
  });
  // A document of the server's own, because a made-up one may not open a socket to this machine.
  await person.page.goto(`${stage.server.url}/api/session`);
  await person.page.addScriptTag({ url: `${home}page.js`, type: 'module' });
  await person.page.waitForFunction(() => 'mediaPage' in globalThis);
  return person;
}

scene('[S15] a page sends canvases in its camera’s place, and is told of both sides', async (stage) => {
  const bot = await startBot(stage);
  const { page, account } = await openPage(stage);
  await page.evaluate((name) => mediaPage.start(name), account);
  // Without a click a page makes no sound.
  await page.mouse.click(5, 5);
  await page.evaluate(([to, picture]) => mediaPage.call(to, picture), [bot.account, PICTURES[1]] as const);
  await sees(bot, PICTURES[1]);
  const asked = await page.evaluate(() => parleyProbe.liveTracks());
  expect(asked).toEqual(['audio']);

  await expect.poll(() => bot.report().camera, PATIENCE).toEqual(['connected']);
  await page.evaluate((picture) => mediaPage.paint(picture), PICTURES[2]);
  await sees(bot, PICTURES[2]);
  await page.evaluate(() => mediaPage.setCamera(false));
  await expect.poll(() => bot.report().camera.at(-1), PATIENCE).toBe('off');
  await page.evaluate(() => mediaPage.setCamera(true));
  await expect.poll(() => bot.report().camera.at(-1), PATIENCE).toBe('on');
  await page.evaluate(() => mediaPage.endOwn());
  await expect.poll(() => bot.report().camera.at(-1), PATIENCE).toBe('off');
  await page.evaluate(() => mediaPage.useDevice());
  await sees(bot, PICTURES[0]);
  expect((await page.evaluate(() => parleyProbe.liveTracks())).toSorted()).toEqual(['audio', 'video']);
  expect(await page.evaluate(() => parleyProbe.peers().made)).toBe(1);

  bot.say('camera-off');
  await expect.poll(() => page.evaluate(() => mediaPage.told().camera.at(-1)), PATIENCE).toBe('off');
  bot.say('camera-on');
  const last = () => page.evaluate(() => mediaPage.told().stats.at(-1));
  await expect.poll(async () => (await last())?.received.video?.framesPerSecond, PATIENCE).toBeGreaterThan(0);
  await expect.poll(() => bot.report().stats?.received.video?.framesPerSecond, PATIENCE).toBeGreaterThan(0);
  for (const stats of [await last(), bot.report().stats]) {
    expect(stats).toMatchObject({ way: 'direct', received: { video: { width: 640, height: 480 } } });
    expect(stats?.roundTrip).toBeGreaterThanOrEqual(0);
    expect(stats?.roundTrip).toBeLessThan(200);
    for (const side of [stats?.sent, stats?.received]) {
      expect(side?.bitrate).toBeGreaterThan(1_000);
      expect(side?.loss ?? 0).toBeGreaterThanOrEqual(0);
      expect(side?.loss ?? 0).toBeLessThan(0.5);
    }
  }
  // A tone that comes and goes.
  await expect.poll(() => bot.report().stats?.received.audioLevel, PATIENCE).toBeGreaterThan(0);
  await expect.poll(async () => (await last())?.received.audioLevel, PATIENCE).toBeGreaterThan(0);
  await page.evaluate(() => mediaPage.hangUp());
  await expect.poll(() => page.evaluate(() => parleyProbe.liveTracks()), PATIENCE).toEqual([]);
  expect(await page.evaluate(() => mediaPage.told().camera)).toEqual(['connected', 'off', 'on', 'hung-up']);
  expect(await bot.quit()).toBe(0);
});
