// What both sides of a connection can compare by voice: it differs where anybody sits in between, the server that carried the
// descriptions included. Made of the certificates' fingerprints, which DTLS holds the two to (RFC 8122 §5, RFC 8827 §6.5).

/** How many there are of each of the code's numbers, and how many numbers it has: 42 bits. */
const SYMBOLS = 64;
const LENGTH = 7;
/**
 * Who sits in between may try certificates on both of its sides until the two codes meet, some 2^21 of them; each try takes
 * this long (PBKDF2, RFC 8018), and calls do not wait.
 */
const ITERATIONS = 600_000;
const SALT = new TextEncoder().encode('parley safety code 1');

/** Numbers from 0 to 63, the same on both sides; nothing where a description names no certificate. */
export async function safetyCodeOf(own: string, other: string): Promise<readonly number[] | undefined> {
  const sides = [fingerprintsOf(own), fingerprintsOf(other)];
  if (sides.includes('')) return undefined;
  const material = new TextEncoder().encode(sides.toSorted().join(' and '));
  const key = await crypto.subtle.importKey('raw', material, 'PBKDF2', false, ['deriveBits']);
  const algorithm = { name: 'PBKDF2', hash: 'SHA-256', salt: SALT, iterations: ITERATIONS };
  const bits = new DataView(await crypto.subtle.deriveBits(algorithm, key, 64));
  let rest = bits.getBigUint64(0);
  return Array.from({ length: LENGTH }, () => {
    const symbol = Number(rest % BigInt(SYMBOLS));
    rest /= BigInt(SYMBOLS);
    return symbol;
  });
}

/** All that a description names: browsers take any of them, so one that somebody has added must show, too. */
function fingerprintsOf(sdp: string): string {
  const all = Array.from(sdp.matchAll(/^a=fingerprint:(\S+) (\S+)/gim), ([, hash = '', value = '']) =>
    `${hash} ${value}`.toUpperCase(),
  );
  return [...new Set(all)].toSorted().join(', ');
}
