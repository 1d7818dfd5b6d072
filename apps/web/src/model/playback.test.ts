import { expect, test } from 'vitest';
import { createPlayback, type Player } from './playback.ts';

/** A browser that plays sound only once it was touched; a strict one plays not even pictures. */
function setUp({ strict = false } = {}) {
  const window = new EventTarget();
  let touched = false;
  const createPlayer = (): Player & { plays: boolean } => ({
    muted: false,
    plays: false,
    async play() {
      this.plays = touched || (this.muted && !strict);
      if (!this.plays) throw Object.assign(new Error('not allowed'), { name: 'NotAllowedError' });
    },
  });
  const playback = createPlayback(window as unknown as Window);
  const touch = (type: string): void => {
    touched = true;
    window.dispatchEvent(new Event(type));
  };
  return { playback, createPlayer, touch };
}

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

test('where sound may be played, nobody is asked for a tap', async () => {
  const { playback, createPlayer, touch } = setUp();
  touch('pointerup');
  const player = createPlayer();
  playback.play(player);
  await settle();
  expect([playback.blocked.value, player.muted, player.plays]).toEqual([false, false, true]);
});

test.each(['pointerup', 'keydown'])(
  'held back, the picture plays until a %s anywhere brings the sound',
  async (type) => {
    const { playback, createPlayer, touch } = setUp();
    const players = [createPlayer(), createPlayer()];
    for (const player of players) playback.play(player);
    await settle();
    expect(playback.blocked.value).toBe(true);
    expect(players.map(({ plays, muted }) => [plays, muted])).toEqual([
      [true, true],
      [true, true],
    ]);
    touch(type);
    await settle();
    expect(playback.blocked.value).toBe(false);
    expect(players.map(({ plays, muted }) => [plays, muted])).toEqual([
      [true, false],
      [true, false],
    ]);
  },
);

test('a tap that does not count for the browser leaves the picture playing and the button there', async () => {
  const { playback, createPlayer } = setUp();
  const player = createPlayer();
  playback.play(player);
  await settle();
  playback.tap();
  await settle();
  expect([playback.blocked.value, player.plays, player.muted]).toEqual([true, true, true]);
});

test('where not even pictures play by themselves, a tap brings both', async () => {
  const { playback, createPlayer, touch } = setUp({ strict: true });
  const player = createPlayer();
  playback.play(player);
  await settle();
  expect([playback.blocked.value, player.plays]).toEqual([true, false]);
  touch('pointerup');
  await settle();
  expect([playback.blocked.value, player.plays, player.muted]).toEqual([false, true, false]);
});

test('what is gone asks for nothing', async () => {
  const { playback, createPlayer } = setUp();
  const player = createPlayer();
  playback.play(player);
  await settle();
  playback.forget(player);
  expect(playback.blocked.value).toBe(false);
});

test('a newer stream in its place is no trouble', async () => {
  const { playback } = setUp();
  playback.play({
    muted: false,
    play: () => Promise.reject(Object.assign(new Error('interrupted'), { name: 'AbortError' })),
  });
  await settle();
  expect(playback.blocked.value).toBe(false);
});
