import { describe, expect, test } from 'vitest';
import type { CallId, MediaStatus, UserId } from '@parley/client';
import type { CallSnapshot } from './calls.ts';
import { stageOf } from './stage.ts';

// Streams are only looked at for being there.
const stream = {} as MediaStream;
const status = (parts: Partial<MediaStatus> = {}): MediaStatus => ({
  microphone: true,
  camera: true,
  screen: false,
  ...parts,
});

const call = (parts: Partial<CallSnapshot> = {}): CallSnapshot => ({
  id: 'id' as CallId,
  with: 'bob' as UserId,
  direction: 'outgoing',
  media: 'video',
  state: { name: 'active', since: 0 },
  line: 'good',
  trouble: undefined,
  voiceFirst: false,
  held: false,
  local: { picture: stream, status: status(), problems: [], tracks: {} },
  remote: { stream, screen: stream, tracks: {}, status: status() },
  ...parts,
});
const remote = (parts: Partial<MediaStatus>): Pick<CallSnapshot, 'remote'> => ({
  remote: { stream, screen: stream, tracks: {}, status: status(parts) },
});
const noCamera = {
  local: { picture: undefined, status: status({ camera: false }), problems: [], tracks: {} },
};

describe('the stage of a call', () => {
  test.each([['once the connection is made ahead', call().remote] as const, ['before', undefined] as const])(
    '[S7] while it rings the own picture is large, %s',
    (_, theirs) => {
      const { phase, large, small } = stageOf(
        call({ state: { name: 'dialling', ringing: true, notified: false }, remote: theirs }),
        false,
      );
      expect({ phase, large, small }).toEqual({ phase: 'ringing', large: 'own', small: undefined });
    },
  );

  test('[S7] calling is not yet ringing, and neither is a notification that was sent', () => {
    expect(stageOf(call({ state: { name: 'dialling', ringing: false, notified: false } }), false).phase).toBe(
      'calling',
    );
    expect(stageOf(call({ state: { name: 'dialling', ringing: false, notified: true } }), false).phase).toBe(
      'notified',
    );
  });

  test('[C31] who calls reads that the other is in another call', () => {
    const ringing = call({
      state: { name: 'dialling', ringing: true, notified: false },
      ...remote({ held: true }),
    });
    expect(stageOf(ringing, false).phase).toBe('ringing-beside');
  });

  test('[C31] on hold there is nothing else to tell, but a lost line', () => {
    expect(stageOf(call({ held: true, ...remote({ camera: false }) }), false).notes).toEqual(['held']);
    const off = { held: true, camera: false, microphone: false };
    expect(stageOf(call(remote(off)), false).notes).toEqual(['held-by-them']);
    expect(stageOf(call({ line: 'lost', ...remote(off) }), false).notes).toEqual([
      'line-lost',
      'held-by-them',
    ]);
  });

  test('[S11] the small picture and the large one change places', () => {
    expect(stageOf(call(), false)).toMatchObject({ large: 'theirs', small: 'own' });
    expect(stageOf(call(), true)).toMatchObject({ large: 'own', small: 'theirs' });
  });

  test('a shared screen is large, its owner small above oneself', () => {
    const shared = call(remote({ screen: true }));
    expect(stageOf(shared, false)).toMatchObject({ large: 'screen', small: 'own', extra: 'theirs' });
    expect(stageOf(shared, true)).toMatchObject({ large: 'own', small: 'screen', extra: 'theirs' });
    const faceless = call(remote({ screen: true, camera: false }));
    expect(stageOf(faceless, false)).toMatchObject({ large: 'screen', small: 'own', extra: undefined });
  });

  test('pictures held back for the voice are told on both sides, and are no camera that was turned off', () => {
    expect(stageOf(call({ voiceFirst: true }), false).notes).toEqual(['voice-first']);
    const held = call(remote({ camera: false, voiceFirst: true }));
    expect(stageOf(held, false).notes).toEqual(['voice-first']);
  });

  test('[S8] what the other has turned off is told', () => {
    expect(stageOf(call(remote({ camera: false, microphone: false })), false).notes).toEqual([
      'camera-off',
      'muted',
    ]);
    expect(stageOf(call(), false).notes).toEqual([]);
  });

  test('[S10] a lost line is told first', () => {
    expect(stageOf(call({ line: 'weak' }), false).notes).toEqual(['line-weak']);
    expect(stageOf(call({ line: 'lost', ...remote({ microphone: false }) }), false).notes).toEqual([
      'line-lost',
      'muted',
    ]);
  });

  test('nothing is told of the other before the call is active', () => {
    const early = call({ state: { name: 'connecting' }, ...remote({ camera: false, microphone: false }) });
    expect(stageOf(early, false).notes).toEqual([]);
  });

  test('a voice call has no small picture and says nothing of cameras, until one is turned on', () => {
    const voice = call({ media: 'voice', ...noCamera, ...remote({ camera: false }) });
    expect(stageOf(voice, false)).toMatchObject({ large: 'theirs', small: undefined, notes: [] });
    const own = call({ media: 'voice', ...remote({ camera: false }) });
    expect(stageOf(own, false)).toMatchObject({ small: 'own', notes: ['camera-off'] });
    expect(stageOf(call({ media: 'voice', ...noCamera }), false)).toMatchObject({
      large: 'theirs',
      small: 'own',
    });
  });
});
