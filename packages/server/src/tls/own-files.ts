// A certificate in the operator's own files, read again when they change.
import { readFile, stat } from 'node:fs/promises';
import { err, ok, type Result } from '@parley/protocol';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Certificate, CertificateSource } from './certificates.ts';
import { describeFinding, inspectCertificate, type Finding } from './inspect.ts';

/** How often the files are looked at. A change is taken when it has stood still for as long. */
const LOOK_MS = 2_000;

export interface OwnFilesOptions {
  certificate: string;
  key: string;
  clock: Clock;
  log: Log;
}

/** A pair that can't be served is left alone, and the one before it goes on. */
export function ownFiles(options: OwnFilesOptions): CertificateSource {
  const { clock } = options;
  let changed: (certificate: Certificate) => void = () => {};
  let cancel: (() => void) | undefined;
  let isClosed = false;
  /** The state of the files that was last read, and the one last seen. */
  let [read, seen] = ['', ''];

  const take = async (): Promise<Certificate | undefined> => {
    read = seen = await stateOf(options);
    return readPair(options);
  };
  const look = async (): Promise<void> => {
    const state = await stateOf(options);
    const isSettled = state === seen;
    seen = state;
    if (isSettled && state !== read) await reload();
    if (!isClosed) cancel = clock.after(LOOK_MS, () => void look());
  };
  const reload = async (): Promise<void> => {
    const pair = await take();
    if (!pair || isClosed) return;
    options.log.info({ file: options.certificate }, 'the certificate was read again');
    changed(pair);
  };
  const onSignal = (): void => void reload();

  return {
    async start(listener) {
      changed = listener;
      process.on('SIGHUP', onSignal);
      const first = await take();
      if (!isClosed) cancel = clock.after(LOOK_MS, () => void look());
      return first;
    },
    close() {
      isClosed = true;
      cancel?.();
      process.off('SIGHUP', onSignal);
    },
  };
}

/** Equal while both files are. */
async function stateOf({ certificate, key }: OwnFilesOptions): Promise<string> {
  const states = await Promise.all(
    [certificate, key].map(async (file) => {
      const found = await stat(file).catch(() => undefined);
      return found ? `${found.ino} ${found.size} ${found.mtimeMs}` : 'none';
    }),
  );
  return states.join('; ');
}

async function readPair({ certificate, key, clock, log }: OwnFilesOptions): Promise<Certificate | undefined> {
  const { pair, remarks } = await examineFiles({ certificate, key, now: clock.now(), hosts: [] });
  for (const { code, sentence } of remarks) {
    if (pair) log.warn({ code }, sentence);
    else log.error({ code }, sentence);
  }
  return pair;
}

export interface ExaminedFiles {
  /** Absent where a TLS server can't present them. */
  pair: Certificate | undefined;
  /** What is wrong with them, for the log and for `doctor`. */
  remarks: { code: 'unreadable' | Finding['code']; sentence: string }[];
}

/** `hosts`: the names and addresses that people are known to open. */
export async function examineFiles(options: {
  certificate: string;
  key: string;
  now: number;
  hosts: readonly string[];
}): Promise<ExaminedFiles> {
  const { certificate, key, now, hosts } = options;
  const files = await Promise.all([readPem(certificate, 'certificate'), readPem(key, 'certificate-key')]);
  const [cert, privateKey] = files;
  if (!cert.ok || !privateKey.ok) {
    const sentences = files.flatMap((file) => (file.ok ? [] : [file.error]));
    return { pair: undefined, remarks: sentences.map((sentence) => ({ code: 'unreadable', sentence })) };
  }
  const pair = { cert: cert.value, key: privateKey.value };
  const { findings, usable } = inspectCertificate({ ...pair, now, hosts });
  const remarks = findings.map((finding) => {
    return { code: finding.code, sentence: describeFinding(finding, { certificate, key }) };
  });
  return { pair: usable ? pair : undefined, remarks };
}

/** The error is a sentence. */
async function readPem(file: string, flag: string): Promise<Result<string, string>> {
  if (file === '') return err(`A certificate and its key go together: give --${flag} as well.`);
  try {
    return ok(await readFile(file, 'utf8'));
  } catch (cause) {
    const { message } = cause as Error;
    return err(`The file ${file} can't be read (${message}): check --${flag} and who may read it.`);
  }
}
