import { createHmac, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { base64url, SignJWT, type JWTPayload } from 'jose';
import { afterAll, describe, expect, test } from 'vitest';
import { readSiteKeys } from './site-keys.ts';
import { createSiteTokens, type SiteTokens } from './site-tokens.ts';

const folder = mkdtempSync(join(tmpdir(), 'parley-tokens-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const NOW = 1_700_000_000_000;
const S = NOW / 1_000;
const SECRET = 'a secret of the tests, 32 bytes long or more';
const secret = new TextEncoder().encode(SECRET);
const GOOD = { sub: 'alice', aud: 'parley', iss: 'https://shop.example', exp: S + 60 };

const write = (name: string, content: string): string => {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
};
const pemOf = (key: KeyObject): string => key.export({ type: 'spki', format: 'pem' }).toString();
const jwkOf = (key: KeyObject, kid?: string) => ({ ...key.export({ format: 'jwk' }), ...(kid && { kid }) });

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const ed = generateKeyPairSync('ed25519');

function tokensOf(settings: { tokenSecret?: string; tokenPublicKey?: string }): SiteTokens {
  const keys = readSiteKeys({ tokenSecret: '', tokenPublicKey: '', ...settings });
  return createSiteTokens({ keys, issuer: 'https://shop.example', audience: 'parley' });
}

function sign(
  claims: JWTPayload,
  key: KeyObject | Uint8Array = secret,
  header: object = {},
): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg: 'HS256', ...header }).sign(key);
}

async function read(tokens: SiteTokens, token: string): Promise<unknown> {
  const result = await tokens.read(token, NOW);
  return result.ok ? result.value : result.error;
}

const bySecret = tokensOf({ tokenSecret: SECRET });

describe('[H7] a token', () => {
  test('names an account, whether it is a guest, until when, and itself where it is good once', async () => {
    expect(await read(bySecret, await sign(GOOD))).toEqual({
      account: 'alice',
      id: undefined,
      expires: NOW + 60_000,
      guest: false,
    });
    const guest = await sign({ ...GOOD, sub: 'guest-4711', guest: true, jti: 'one' });
    expect(await read(bySecret, guest)).toMatchObject({ account: 'guest-4711', id: 'one', guest: true });
    expect(await read(bySecret, await sign({ ...GOOD, aud: ['other', 'parley'] }))).toMatchObject({
      guest: false,
    });
  });

  test.each<[string, Record<string, unknown>, RegExp]>([
    ['that has expired', { exp: S - 31 }, /exp/],
    ['without an end', { exp: undefined }, /exp/],
    ['whose end is a text', { exp: String(S + 60) }, /exp/],
    ['that is good for more than a day', { exp: S + 86_400 + 31 }, /24 hours/],
    ['of the future', { nbf: S + 31 }, /nbf/],
    ['for somebody else', { aud: 'other' }, /aud/],
    ['for anybody', { aud: undefined }, /aud/],
    ['of another issuer', { iss: 'https://shop.example.evil' }, /iss/],
    ['of no issuer', { iss: undefined }, /iss/],
    ['about nobody', { sub: undefined }, /sub/],
    ['about a number', { sub: 4711 }, /sub/],
    ['about a list', { sub: ['alice'] }, /sub/],
    ['about the server', { sub: '@server' }, /sub/],
    ['about a look-alike', { sub: 'аlice' }, /sub/],
    ['about a name that is none', { sub: 'alice ' }, /sub/],
    ['about a name that is too long', { sub: 'x'.repeat(33) }, /sub/],
    ['with an empty id', { jti: '' }, /jti/],
    ['with a long id', { jti: 'x'.repeat(257) }, /jti/],
    ['with a number for an id', { jti: 1 }, /jti/],
    ['of a guest of sorts', { guest: 'yes' }, /guest/],
  ])('%s is refused, and the log is told why', async (_, claims, why) => {
    const token = await sign({ ...GOOD, ...claims } as JWTPayload);
    const said = await read(bySecret, token);
    expect(said).toMatch(why);
    expect(said).not.toContain(token.slice(0, 20));
  });

  test.each([[{ exp: S - 29 }], [{ nbf: S + 29 }], [{ exp: S + 86_400 + 29 }]])(
    'clocks may differ by 30 s: %j',
    async (claims) => {
      expect(await read(bySecret, await sign({ ...GOOD, ...claims }))).toMatchObject({ account: 'alice' });
    },
  );

  test('with another secret, changed, cut short or of no form at all is refused', async () => {
    const token = await sign(GOOD);
    const [header = '', , signature = ''] = token.split('.');
    const other = base64url.encode(JSON.stringify({ ...GOOD, sub: 'bob' }));
    for (const bad of [
      await sign(GOOD, randomBytes(32)),
      `${header}.${other}.${signature}`,
      token.slice(0, -3),
      `${token}.${signature}`,
      `${header}.${base64url.encode('[]')}.${signature}`,
      'x'.repeat(8_192),
      '...',
      '',
    ])
      expect([bad.slice(0, 40), await read(bySecret, bad)]).toEqual([bad.slice(0, 40), expect.any(String)]);
  });

  test('whose header asks for another algorithm, or for none, is refused', async () => {
    const payload = base64url.encode(JSON.stringify(GOOD));
    for (const alg of ['none', 'None', 'HS384', 'RS256', '']) {
      const header = base64url.encode(JSON.stringify({ alg, typ: 'JWT' }));
      expect(await read(bySecret, `${header}.${payload}.`)).toEqual(expect.any(String));
    }
    expect(await read(bySecret, await sign(GOOD, secret, { alg: 'HS512' }))).toMatch(/alg/);
    // An extension that must be understood, and is not (RFC 7515 §4.1.11).
    const critical = `${base64url.encode('{"alg":"HS256","crit":["x"],"x":1}')}.${payload}`;
    const signature = createHmac('sha256', secret).update(critical).digest('base64url');
    expect(await read(bySecret, `${critical}.${signature}`)).toMatch(/x/);
  });

  test('signed with the public key as if that were a secret is refused', async () => {
    const pem = pemOf(rsa.publicKey);
    const byKey = tokensOf({ tokenPublicKey: write('rsa.pem', pem) });
    expect(await read(byKey, await sign(GOOD, rsa.privateKey, { alg: 'RS256' }))).toMatchObject({
      account: 'alice',
    });
    for (const guess of [pem, pem.trim(), JSON.stringify(jwkOf(rsa.publicKey))])
      expect(await read(byKey, await sign(GOOD, new TextEncoder().encode(guess)))).toMatch(/alg/);
    expect(await read(byKey, await sign(GOOD, ec.privateKey, { alg: 'ES256' }))).toMatch(/alg/);
    expect(await read(byKey, await sign(GOOD, rsa.privateKey, { alg: 'RS512' }))).toMatch(/alg/);
  });

  test.each([
    ['RS256', rsa],
    ['ES256', ec],
    ['EdDSA', ed],
  ])('is taken with %s, its key given as PEM or as JWK', async (alg, { publicKey, privateKey }) => {
    const token = await sign(GOOD, privateKey, { alg });
    const files = [
      write(`${alg}.pem`, pemOf(publicKey)),
      write(`${alg}.json`, JSON.stringify(jwkOf(publicKey))),
    ];
    for (const tokenPublicKey of files)
      expect(await read(tokensOf({ tokenPublicKey }), token)).toMatchObject({ account: 'alice' });
  });

  test('names its key where there are several', async () => {
    const second = generateKeyPairSync('ed25519');
    const keys = [jwkOf(ed.publicKey, 'old'), jwkOf(second.publicKey, 'new'), jwkOf(ec.publicKey, 'ec')];
    const several = tokensOf({ tokenPublicKey: write('set.json', JSON.stringify({ keys })) });
    const by = async (key: KeyObject, header: object) => read(several, await sign(GOOD, key, header));
    expect(await by(second.privateKey, { alg: 'EdDSA', kid: 'new' })).toMatchObject({ account: 'alice' });
    expect(await by(ec.privateKey, { alg: 'ES256' })).toMatchObject({ account: 'alice' });
    expect(await by(second.privateKey, { alg: 'EdDSA', kid: 'old' })).toMatch(/signature/);
    expect(await by(second.privateKey, { alg: 'EdDSA', kid: 'gone' })).toMatch(/no configured key/);
    expect(await by(second.privateKey, { alg: 'EdDSA' })).toMatch(/several/);
  });
});

test.each<[string, { tokenSecret?: string; tokenPublicKey?: string }, RegExp]>([
  ['a short secret', { tokenSecret: 'x'.repeat(31) }, /31 bytes and needs 32/],
  ['two ways', { tokenSecret: SECRET, tokenPublicKey: 'x' }, /not both/],
  ['a missing file', { tokenPublicKey: join(folder, 'none.pem') }, /can't be read/],
  [
    'a private key',
    {
      tokenPublicKey: write(
        'private.pem',
        rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      ),
    },
    /private key/,
  ],
  [
    'a private JWK',
    { tokenPublicKey: write('private.json', JSON.stringify(jwkOf(ed.privateKey))) },
    /private key or a secret/,
  ],
  [
    'a secret JWK',
    { tokenPublicKey: write('oct.json', '{"kty":"oct","k":"c2VjcmV0"}') },
    /private key or a secret/,
  ],
  ['no key', { tokenPublicKey: write('empty.json', '{"keys":[]}') }, /holds no key/],
  ['nonsense', { tokenPublicKey: write('nonsense', 'ssh-ed25519 AAAA') }, /neither PEM nor JSON/],
  [
    'a broken PEM',
    { tokenPublicKey: write('broken.pem', '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----') },
    /no public key/,
  ],
  [
    'a short RSA key',
    {
      tokenPublicKey: write(
        'short.pem',
        pemOf(generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey),
      ),
    },
    /2048 bits/,
  ],
  [
    'another curve',
    {
      tokenPublicKey: write('p521.pem', pemOf(generateKeyPairSync('ec', { namedCurve: 'P-521' }).publicKey)),
    },
    /P-256/,
  ],
])('%s is refused at the start, in a sentence that shows no secret', (_, settings, sentence) => {
  expect(() => tokensOf(settings)).toThrow(sentence);
  expect(() => tokensOf(settings)).not.toThrow(/x{31}|c2VjcmV0/);
});
