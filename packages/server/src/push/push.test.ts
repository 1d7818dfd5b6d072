import { verify, createPublicKey } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallId, UserId } from '@parley/protocol';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createNetworks } from '../limits/network.ts';
import { openStore } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import { createVirtualClock } from '../testing/virtual-clock.ts';
import { createPush, type Push } from './push.ts';
import { createPushHosts } from './push-hosts.ts';
import { openPushKeys } from './push-keys.ts';
import { createPushSender } from './push-sender.ts';
import { startPushService, type PushService, type TestBrowser } from './testing/push-service.ts';

const [alice, bob] = ['alice' as UserId, 'bob' as UserId];
const call = 'call-one________' as CallId;

let folder = '';
let service: PushService;
let store: Store;
let push: Push;
let warnings: string[];
const clock = createVirtualClock(1_000_000);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parley-push-'));
  service = await startPushService();
  store = openStore(join(folder, 'parley.db'));
  warnings = [];
  const keys = openPushKeys(folder);
  const hosts = createPushHosts(createNetworks(['loopback']));
  const sender = createPushSender({ keys, subject: 'mailto:ops@example.org', hosts, ca: service.ca });
  const warn = (fields: object, text: string): void =>
    void warnings.push(`${text} ${JSON.stringify(fields)}`);
  const log = { error() {}, warn, info() {}, debug() {} };
  push = createPush({ publicKey: keys.publicKey, sender, store, clock, log });
});
afterEach(async () => {
  push.close();
  store.close();
  await service.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Signs a browser in, and lets it be told. */
function browser(signIn: string, user = 'bob'): TestBrowser {
  const known = store.findAccount(user);
  const added = known ? undefined : store.addAccount({ name: user, passwordHash: 'x', created: 0 });
  const account = known ?? (added?.ok ? added.value : undefined);
  if (!account) throw new Error('no account');
  const times = { created: clock.now(), expires: clock.now() + 1e9, keep: 50 };
  store.addSignIn({ id: signIn, account: account.id, passwordHash: 'x', ...times });
  const made = service.subscribe();
  const { endpoint, keys } = made.subscription;
  expect(store.addPush(signIn, { endpoint, ...keys }, clock.now()).ok).toBe(true);
  return made;
}

const ring = (): Promise<boolean> => push.ring({ call, from: alice, to: bob, media: 'video' });

test('[C24] a ring is encrypted for the browser, urgent, short-lived, and signed with the key of this server', async () => {
  const phone = browser('phone');
  expect([push.reaches(bob), push.reaches(alice)]).toEqual([true, false]);
  expect(await ring()).toBe(true);
  const at = clock.now();
  expect(phone.told()).toEqual([{ t: 'ring', call, from: 'alice', to: 'bob', media: 'video', at }]);
  const { headers, body } = service.requests[0] ?? { headers: {}, body: Buffer.alloc(0) };
  expect(body.includes('alice')).toBe(false);
  expect(headers).toMatchObject({ ttl: '45', urgency: 'high', 'content-encoding': 'aes128gcm' });
  const [, token = '', key = ''] = /^vapid t=(.+), k=(.+)$/.exec(headers.authorization ?? '') ?? [];
  const [head = '', claims = '', signature = ''] = token.split('.');
  const point = Buffer.from(key, 'base64url');
  const [x, y] = [point.subarray(1, 33).toString('base64url'), point.subarray(33).toString('base64url')];
  const publicKey = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
  const signed = Buffer.from(`${head}.${claims}`);
  const rs = Buffer.from(signature, 'base64url');
  expect(verify('sha256', signed, { key: publicKey, dsaEncoding: 'ieee-p1363' }, rs)).toBe(true);
  expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
    aud: `https://${service.host}`,
    sub: 'mailto:ops@example.org',
  });
  expect(key).toBe(push.publicKey);
});

test('[C24] what became of it takes the place of the ring, on every browser that does not know by itself', async () => {
  const [phone, tablet] = [browser('phone'), browser('tablet')];
  await ring();
  push.settle({ call, from: alice, to: bob, media: 'video', outcome: 'missed', aware: new Set(['tablet']) });
  await expect.poll(() => phone.told().length).toBe(2);
  expect(phone.told()[1]).toMatchObject({ t: 'settled', outcome: 'missed', from: 'alice' });
  expect(tablet.told()).toHaveLength(1);
  const topics = service.requests.map(({ headers }) => headers['topic']);
  expect(new Set(topics).size).toBe(1);
  expect(service.requests.at(-1)?.headers['ttl']).toBe('86400');
});

test('[I19] a subscription ends with its sign-in: sign-out, password change, ban and removal', () => {
  browser('one');
  store.removeSignIn('one');
  expect(push.reaches(bob)).toBe(false);
  for (const change of [() => store.setPassword('bob', 'y'), () => store.ban('bob')]) {
    store.unban('bob');
    store.setPassword('bob', 'x');
    browser('two');
    expect(push.reaches(bob)).toBe(true);
    change();
    expect(push.reaches(bob)).toBe(false);
  }
});

test('a browser that has taken its subscription back is forgotten; one that can’t be reached now is not', async () => {
  browser('phone');
  service.status = 500;
  expect(await ring()).toBe(false);
  expect(await ring()).toBe(false);
  expect(push.reaches(bob)).toBe(true);
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toContain('it answers 500');
  for (const status of [404, 410]) {
    service.status = status;
    expect(await ring()).toBe(false);
    expect(push.reaches(bob)).toBe(false);
    browser(`phone ${status}`);
  }
});

test('an answer without an end is not listened to', async () => {
  browser('phone');
  service.isEndless = true;
  expect(await ring()).toBe(true);
  await expect.poll(() => service.connections(), { timeout: 3_000 }).toBe(0);
});

test('a text that waits is told once in half a minute, without what it says', async () => {
  const phone = browser('phone');
  push.text(bob, alice);
  push.text(bob, alice);
  await expect.poll(() => phone.told().length).toBe(1);
  clock.advance(30_001);
  push.text(bob, alice);
  await expect.poll(() => phone.told().length).toBe(2);
  expect(phone.told()[1]).toEqual({ t: 'text', from: 'alice', at: clock.now() });
});

test('a test goes to the browser that asks for it alone', async () => {
  const [phone, tablet] = [browser('phone'), browser('tablet')];
  expect(await push.test(bob, 'phone')).toEqual({ name: 'taken' });
  expect(await push.test(bob, 'another')).toEqual({ name: 'unknown' });
  expect([phone.told(), tablet.told()]).toEqual([[{ t: 'test' }], []]);
});

test('the endpoint of another sign-in is not to be had without the keys of its browser', () => {
  const phone = browser('phone');
  const { endpoint, keys } = phone.subscription;
  browser('thief', 'eve');
  const stolen = { ...service.subscribe().subscription.keys, endpoint };
  expect(store.addPush('thief', stolen, 1)).toEqual({ ok: false, error: 'taken' });
  expect(store.pushesOf(bob, clock.now())).toHaveLength(1);
  // The same browser, signed in to another account now.
  expect(store.addPush('thief', { endpoint, ...keys }, 1).ok).toBe(true);
  expect(store.pushesOf(bob, clock.now())).toEqual([]);
  expect(store.addPush('nobody', { endpoint, ...keys }, 1)).toEqual({ ok: false, error: 'stale' });
});

test('the keys are made once, for the owner’s eyes only, and never replaced where they are damaged', () => {
  const file = join(folder, 'push-keys.json');
  expect(openPushKeys(folder)).toEqual(JSON.parse(readFileSync(file, 'utf8')));
  expect(statSync(file).mode & 0o777).toBe(0o600);
  writeFileSync(file, '{"publicKey":"x"}');
  expect(() => openPushKeys(folder)).toThrow('restore the file from a backup');
  expect(readFileSync(file, 'utf8')).toBe('{"publicKey":"x"}');
});
