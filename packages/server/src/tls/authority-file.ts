// Where the local CA is kept: one file in the data folder, for its owner's eyes only, never half written.
import { readFileSync } from 'node:fs';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { Constraints } from './constraints.ts';
import type { Pair } from './issue.ts';
import { writeSecret } from './secret-file.ts';

export interface StoredAuthority extends Pair {
  constraints: Constraints;
  /** The certificate that it has signed last, which a start later goes on with. */
  leaf?: Leaf;
}

export interface Leaf extends Pair {
  /** What it is for: host names and addresses. */
  names: string[];
}

/** `undefined` where there is none. Throws where it can't be read, and where it holds no CA. */
export function readAuthority(file: string): StoredAuthority | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw cause;
  }
  const { cert, key, constraints, leaf } = JSON.parse(text) as StoredAuthority;
  if (!Array.isArray(constraints.names) || !Array.isArray(constraints.subnets))
    throw new Error('no constraints');
  const authority = new X509Certificate(cert);
  if (!authority.checkPrivateKey(createPrivateKey(key))) throw new Error('another key');
  return { cert, key, constraints, ...(leaf && isSignedBy(authority, leaf) && { leaf }) };
}

function isSignedBy(authority: X509Certificate, { cert, key, names }: Leaf): boolean {
  const leaf = new X509Certificate(cert);
  return (
    Array.isArray(names) && leaf.verify(authority.publicKey) && leaf.checkPrivateKey(createPrivateKey(key))
  );
}

/** Throws where it can't be written; what was there is then still there. */
export function writeAuthority(file: string, authority: StoredAuthority): void {
  writeSecret(file, `${JSON.stringify(authority, undefined, 2)}\n`);
}
