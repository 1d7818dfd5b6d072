// The key pair by which push services know this server (VAPID, RFC 8292): made at the first start, and kept.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import webPush from 'web-push';
import { EXIT, StartFailure } from '../start-failure.ts';
import { writeSecret } from '../tls/secret-file.ts';

/** Both in base64url: the public key is a P-256 point of 65 bytes, the private one a number of 32. */
export interface PushKeys {
  readonly publicKey: string;
  readonly privateKey: string;
}

/** Throws StartFailure. Other keys than before would end every subscription, so a file that can't be read is not replaced. */
export function openPushKeys(folder: string): PushKeys {
  const file = join(folder, 'push-keys.json');
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw failure(file, cause);
  }
  try {
    const keys = webPush.generateVAPIDKeys();
    writeSecret(file, `${JSON.stringify(keys, undefined, 2)}\n`);
    return keys;
  } catch (cause) {
    throw failure(file, cause);
  }
}

function parse(text: string): PushKeys {
  const keys = JSON.parse(text) as Partial<PushKeys> | null;
  const publicKey = String(keys?.publicKey);
  const privateKey = String(keys?.privateKey);
  if (bytesOf(publicKey) !== 65 || bytesOf(privateKey) !== 32) throw new Error('it holds no such keys');
  return { publicKey, privateKey };
}

const bytesOf = (base64url: string): number => Buffer.from(base64url, 'base64url').length;

function failure(file: string, cause: unknown): StartFailure {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const sentence = `The keys for notifications in ${file} can't be used (${reason}): restore the file from a backup, or remove it, after which people turn notifications on again; --push off does without.`;
  return new StartFailure(EXIT.dataFolder, sentence, { cause });
}
