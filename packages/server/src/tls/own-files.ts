// A certificate in the operator's own files, read again when they change.
import { readFile, stat } from 'node:fs/promises';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Certificate, CertificateSource } from './certificates.ts';
import { describeFinding, inspectCertificate } from './inspect.ts';

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

async function readPair(options: OwnFilesOptions): Promise<Certificate | undefined> {
  const { certificate, key, clock, log } = options;
  const cert = await readPem(certificate, 'certificate', options);
  const privateKey = await readPem(key, 'certificate-key', options);
  if (cert === undefined || privateKey === undefined) return undefined;
  const { findings, usable } = inspectCertificate({ cert, key: privateKey, now: clock.now() });
  for (const finding of findings) {
    const sentence = describeFinding(finding, { certificate, key });
    if (usable) log.warn({ code: finding.code }, sentence);
    else log.error({ code: finding.code }, sentence);
  }
  return usable ? { cert, key: privateKey } : undefined;
}

async function readPem(file: string, flag: string, { log }: OwnFilesOptions): Promise<string | undefined> {
  if (file === '') {
    log.error({}, `A certificate and its key go together: give --${flag} as well.`);
    return undefined;
  }
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const { message } = cause as Error;
    log.error({ file }, `The file ${file} can't be read (${message}): check --${flag} and who may read it.`);
    return undefined;
  }
}
