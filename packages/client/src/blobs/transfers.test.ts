// What a device says to the server about its transfers, and how it takes what the server says.
import { LIMITS, type BlobId, type ClientMessage, type ServerMessage, type UserId } from '@parley/protocol';
import { expect, test } from 'vitest';
import type { IncomingBlob, OutgoingBlob } from '../api/blobs.ts';
import type { ConnectionEvents } from '../api/connection.ts';
import type { BytesSocket } from '../connection/platform.ts';
import { Emitter } from '../events.ts';
import { createVirtualTime } from '../testing/virtual-time.ts';
import { Blobs } from './blobs.ts';
import { Transfers } from './transfers.ts';

const bob = 'bob' as UserId;
const id = 'a-blob-of-bob-01' as BlobId;
const tick = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

function setUp({ direct = false, loads = true } = {}) {
  const time = createVirtualTime();
  const messages = new Emitter<{ message: ServerMessage; welcome: never }>();
  const states = new Emitter<ConnectionEvents>();
  const line = { isUp: true };
  const said: ClientMessage[] = [];
  const sockets: string[] = [];
  const openBytes = (url: string): BytesSocket => {
    sockets.push(url);
    return { onopen: null, onmessage: null, onclose: null, send: () => undefined, close: () => undefined };
  };
  let loaded = 0;
  const blobs = new Blobs({
    connection: {
      messages: messages as never,
      lastWelcome: undefined,
      on: (type, listener) => states.on(type, listener),
    },
    async load(offered) {
      loaded += 1;
      if (!loads) throw new Error('no network');
      return new Transfers({
        connection: { send: (message) => line.isUp && said.push(message) > 0 },
        platform: { after: time.after, random: () => 0.5, openBytes },
        server: 'ws://server',
        makeConnection() {
          throw new Error('no connections here');
        },
        direct: () => direct,
        offered,
      });
    },
  });
  const got: IncomingBlob[] = [];
  blobs.on('offered', (blob) => void got.push(blob));
  const hear = async (message: ServerMessage): Promise<void> => {
    messages.emit('message', message);
    await tick();
  };
  const refuse = (t: string, of: BlobId, code: string): Promise<void> =>
    hear({ t: 'error', code, about: { t, id: of } });
  return {
    blobs,
    time,
    line,
    said,
    sockets,
    got,
    hear,
    loads: () => loaded,
    offer: () => hear({ t: 'blob.offered', seq: 1, id, from: bob, name: 'x', type: '', size: 3 }),
    ended: (of: BlobId, code: string) => hear({ t: 'blob.ended', seq: 2, id: of, code }),
    refuse,
    /** Every offer of it within so many ms. */
    async refuseFor(ms: number, { id: of }: OutgoingBlob) {
      for (const until = time.now() + ms; time.now() < until; time.advance(1)) {
        const offer = said.findIndex((message) => message.t === 'blob.offer' && message.id === of);
        if (offer >= 0) said.splice(offer, 1);
        if (offer >= 0) await refuse('blob.offer', of, 'rate-limited');
      }
    },
    async welcome(recovered = true) {
      messages.emit('welcome', { recovered } as never);
      await tick();
    },
    async close() {
      states.emit('changed', { name: 'closed', code: 'displaced' });
      await tick();
    },
    types: () => said.splice(0).map((message) => message.t),
  };
}
const codeOf = ({ state }: { state: IncomingBlob['state'] }): string =>
  state.name === 'ended' ? state.error.code : state.name;

test('the code for transfers is loaded at the first of them, and asked for again where it could not be had', async () => {
  const { blobs, loads, welcome } = setUp({ loads: false });
  await welcome();
  expect(loads()).toBe(0);
  const sent = blobs.send(bob, Uint8Array.of(1));
  await expect(sent.done).rejects.toMatchObject({ code: 'internal' });
  blobs.send(bob, Uint8Array.of(1));
  await tick();
  expect(loads()).toBe(2);
});

test('[B1] what is offered is named after its source, and never with control characters', async () => {
  const { blobs, said } = setUp({ direct: true });
  const sent = blobs.send(bob, new File(['abc'], 'a.txt', { type: 'text/plain' }));
  await tick();
  const about = { id: sent.id, to: bob, name: 'a.txt', type: 'text/plain', size: 3 };
  expect(said).toEqual([{ t: 'blob.offer', ...about, direct: true }]);
  for (const name of ['a\nb', 'a\u202Etxt.exe', 'x'.repeat(256)])
    expect(() => blobs.send(bob, new Uint8Array(), { name })).toThrow(
      expect.objectContaining({ code: 'bad-message' }),
    );
});

test('[B1] after every welcome it is offered again, and accepted again, until its end is known', async () => {
  const { blobs, welcome, types, ended, offer, got, hear } = setUp();
  const sent = blobs.send(bob, Uint8Array.of(1, 2, 3));
  await offer();
  await welcome();
  // What was not accepted is not.
  expect(types()).toEqual(['blob.offer', 'blob.offer']);
  got[0]?.accept(new WritableStream());
  await welcome();
  expect(types()).toEqual(['blob.accept', 'blob.offer', 'blob.accept']);
  // Another server asks whether it is still wanted.
  await offer();
  expect([types(), got.length]).toEqual([['blob.accept'], 1]);
  await ended(sent.id, 'declined');
  await hear({ t: 'blob.ended', seq: 3, id, code: 'cancelled' });
  await welcome();
  expect([types(), codeOf(sent), got.map(codeOf)]).toEqual([[], 'declined', ['cancelled']]);
});

test('[B4] an end is said again until the server knows it, and to a sender who asks later', async () => {
  const { welcome, said, types, ended, offer, got } = setUp();
  await offer();
  got[0]?.decline();
  await tick();
  expect(said.splice(0)).toEqual([{ t: 'blob.end', id, code: 'declined' }]);
  await welcome();
  expect(types()).toEqual(['blob.end']);
  await ended(id, 'declined');
  await welcome();
  expect(types()).toEqual([]);
  await offer();
  expect([types(), got.length]).toEqual([['blob.end'], 1]);
});

test('[B2] a refusal ends it', async () => {
  const { blobs, refuse } = setUp();
  const sent = blobs.send(bob, Uint8Array.of(1));
  await tick();
  await refuse('blob.offer', sent.id, 'too-large');
  expect(codeOf(sent)).toBe('too-large');
  await expect(sent.done).rejects.toMatchObject({ name: 'ParleyError', code: 'too-large' });
});

test('[B2] what the server has no room for is offered again after growing pauses, and only that', async () => {
  const { blobs, refuse, said, time } = setUp();
  const sent = blobs.send(bob, Uint8Array.of(1));
  blobs.send(bob, Uint8Array.of(2));
  await tick();
  said.splice(0);
  const pauses: number[] = [];
  for (let n = 0; n < 8; n += 1) {
    await refuse('blob.offer', sent.id, 'rate-limited');
    const refused = time.now();
    while (said.length === 0) time.advance(1);
    pauses.push(time.now() - refused);
    expect(said.splice(0)).toMatchObject([{ t: 'blob.offer', id: sent.id }]);
  }
  expect(pauses).toEqual([250, 500, 1_000, 2_000, 2_500, 2_500, 2_500, 2_500]);
  expect(codeOf(sent)).toBe('offered');
});

test('[B2] an offer that the server has no room for within a minute is over', async () => {
  const { blobs, refuseFor, welcome, types, time } = setUp();
  const sent = blobs.send(bob, Uint8Array.of(1));
  await tick();
  await refuseFor(60_000, sent);
  expect(codeOf(sent)).toBe('offered');
  await refuseFor(5_000, sent);
  expect(codeOf(sent)).toBe('rate-limited');
  await expect(sent.done).rejects.toMatchObject({ name: 'ParleyError', code: 'rate-limited' });
  types();
  time.advance(60_000);
  await welcome();
  expect([types(), time.pending]).toEqual([[], 0]);
});

test('[B2] who is accepted, or meets another server, has a minute again', async () => {
  const { blobs, refuseFor, hear, welcome } = setUp();
  const sent = blobs.send(bob, Uint8Array.of(1));
  await tick();
  await refuseFor(50_000, sent);
  await welcome(false);
  await refuseFor(50_000, sent);
  await hear({ t: 'blob.accepted', seq: 1, id: sent.id, key: 'key', direct: false });
  await refuseFor(50_000, sent);
  expect(codeOf(sent)).toBe('waiting');
});

test('[B2] no more are offered than the server lets one account have under way: the others wait for their turn', async () => {
  const { blobs, said, welcome, ended } = setUp();
  const sent = Array.from({ length: LIMITS.blobsFrom + 3 }, () => blobs.send(bob, Uint8Array.of(1)));
  await tick();
  const offered = (): number[] =>
    said
      .splice(0)
      .flatMap((message) =>
        message.t === 'blob.offer' ? [sent.findIndex(({ id: one }) => one === message.id)] : [],
      );
  const first = Array.from({ length: LIMITS.blobsFrom }, (_, n) => n);
  expect(offered()).toEqual(first);
  await welcome();
  expect(offered()).toEqual(first);
  // Who gives up while it waits is never offered.
  sent[LIMITS.blobsFrom]?.cancel();
  await tick();
  expect(sent[LIMITS.blobsFrom]?.state.name).toBe('ended');
  for (const n of [3, 5]) await ended(sent[n]?.id as BlobId, 'declined');
  expect(offered()).toEqual([LIMITS.blobsFrom + 1, LIMITS.blobsFrom + 2]);
});

test('[E2] an accept and an end are said again where the server was too busy, and a signal is not', async () => {
  const { offer, got, refuse, types, time } = setUp();
  await offer();
  got[0]?.accept(new WritableStream());
  for (const said of ['blob.accept', 'blob.end']) {
    if (said === 'blob.end') got[0]?.decline();
    await tick();
    types();
    await refuse('blob.signal', id, 'rate-limited');
    time.advance(5_000);
    expect(types()).toEqual([]);
    await refuse(said, id, 'rate-limited');
    time.advance(5_000);
    expect(types()).toContain(said);
  }
});

test('[B2] what is given up while the server has no room for it is not offered again', async () => {
  const { blobs, refuse, types, time } = setUp();
  const sent = blobs.send(bob, Uint8Array.of(1));
  await tick();
  await refuse('blob.offer', sent.id, 'rate-limited');
  sent.cancel();
  await tick();
  expect([types(), time.pending]).toEqual([['blob.offer', 'blob.end'], 0]);
});

test('[B1] what was given up before the server heard of it is never offered', async () => {
  const { blobs, line, types, welcome } = setUp();
  line.isUp = false;
  const sent = blobs.send(bob, Uint8Array.of(1));
  await tick();
  sent.cancel();
  await tick();
  line.isUp = true;
  await welcome();
  expect([codeOf(sent), types()]).toEqual(['cancelled', []]);
});

test('[B4] the other may come back later than this device to a server that was started again', async () => {
  const { blobs, refuse, hear, types, time, sockets } = setUp();
  const sent = blobs.send(bob, Uint8Array.of(1));
  await tick();
  await hear({ t: 'blob.accepted', seq: 1, id: sent.id, key: 'key', direct: false });
  expect(sockets).toEqual([`ws://server/blob/${sent.id}`]);
  types();
  await refuse('blob.offer', sent.id, 'not-online');
  expect(codeOf(sent)).toBe('waiting');
  time.advance(1_000);
  expect(types()).toEqual(['blob.offer']);
});

test('[B2] an offer outlives a restart of the server by as long as its recipient may take to come back', async () => {
  const { blobs, refuse, welcome, time } = setUp();
  const sent = blobs.send(bob, Uint8Array.of(1));
  await tick();
  await welcome(false);
  for (let n = 0; n < 20; n += 1) {
    await refuse('blob.offer', sent.id, 'not-online');
    time.advance(1_000);
  }
  expect(codeOf(sent)).toBe('offered');
  await refuse('blob.offer', sent.id, 'not-online');
  expect(codeOf(sent)).toBe('not-online');
});

test('[B2] what was offered in an earlier session and is not offered again is over', async () => {
  const { offer, got, welcome, time } = setUp();
  await offer();
  await welcome(false);
  await offer();
  time.advance(60_000);
  expect(got.map(codeOf)).toEqual(['offered']);
  await welcome(false);
  time.advance(60_000);
  expect(got.map(codeOf)).toEqual(['interrupted']);
});

test('what is never offered needs no end, and what was is cancelled', async () => {
  const { blobs, types } = setUp();
  const controller = new AbortController();
  const sent = blobs.send(bob, Uint8Array.of(1), { signal: controller.signal });
  await tick();
  controller.abort();
  await tick();
  expect([types(), codeOf(sent)]).toEqual([['blob.offer', 'blob.end'], 'cancelled']);
});

test('all of them end with the connection, sinks are aborted, and no more begin', async () => {
  const { blobs, offer, got, close, time } = setUp();
  const sent = blobs.send(bob, Uint8Array.of(1));
  await offer();
  let aborted: unknown;
  got[0]?.accept(new WritableStream({ abort: (reason) => void (aborted = reason) }));
  await close();
  expect([codeOf(sent), got.map(codeOf)]).toEqual(['displaced', ['displaced']]);
  expect(aborted).toMatchObject({ code: 'displaced' });
  expect(time.pending).toBe(0);
  await expect(blobs.send(bob, Uint8Array.of(1)).done).rejects.toMatchObject({ code: 'displaced' });
});

test('a source that somebody else reads is none', async () => {
  const { blobs, types } = setUp();
  const stream = new ReadableStream<Uint8Array>();
  stream.getReader();
  await expect(blobs.send(bob, stream).done).rejects.toMatchObject({ code: 'source-failed' });
  expect(types()).toEqual([]);
});
