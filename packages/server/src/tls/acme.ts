// A certificate for public names from a public CA by ACME: ordered, kept, and renewed while the server runs.
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Challenges } from './acme-challenges.ts';
import { describeFailure, type AcmeFailure } from './acme-failure.ts';
import { readAccountKey } from './acme-jws.ts';
import { openLedger, validityOf, type Ledger } from './acme-ledger.ts';
import { obtainCertificate, type Obtained } from './acme-order.ts';
import type { Certificate, CertificateSource } from './certificates.ts';
import { inspectCertificate } from './inspect.ts';

/** The first order waits until the server answers on its ports: the authority asks there. */
const START_MS = 1_000;
/** How long the clock is not looked at. It may be set, and the machine may sleep. */
const LOOK_MS = 3_600_000;

export interface AcmeOptions {
  /** Public names of this server, all for one certificate. */
  names: readonly string[];
  /** The authority's, as a URL. */
  directory: string;
  /** The empty text for none. */
  email: string;
  /** Where the account's key, the certificate and the outcome of orders are kept. */
  file: string;
  challenges: Challenges;
  clock: Clock;
  log: Log;
  /** From 0 to 1. This and the next are parameters for tests. */
  jitter?: number;
  obtain?: typeof obtainCertificate;
}

export function acme(options: AcmeOptions): CertificateSource {
  const { clock, log, jitter = Math.random(), obtain = obtainCertificate } = options;
  const stop = new AbortController();
  let cancel: (() => void) | undefined;

  const order = async (ledger: Ledger): Promise<Obtained | undefined> => {
    if (!ledger.begin()) return undefined;
    const key = readAccountKey(ledger.accountKey);
    try {
      const result = await obtain({ ...options, key, signal: stop.signal });
      if (stop.signal.aborted) return undefined;
      if (result.ok) return result.value;
      giveUp(ledger, result.error, options);
    } catch (cause) {
      log.error({ cause: String(cause) }, 'an order of a certificate failed');
    }
    return undefined;
  };

  return {
    async start(changed) {
      const ledger = openLedger({ ...options, jitter });
      const wait = (): void => {
        if (stop.signal.aborted) return;
        const ms = Math.max(START_MS, ledger.nextOrderAt() - clock.now());
        cancel = clock.after(Math.min(ms, LOOK_MS), () => void look());
      };
      const look = async (): Promise<void> => {
        const obtained = ledger.nextOrderAt() <= clock.now() ? await order(ledger) : undefined;
        if (obtained) {
          ledger.succeed(obtained);
          announce(obtained, options);
          changed(obtained);
        }
        wait();
      };
      const next = ledger.nextOrderAt();
      if (ledger.why !== undefined && next > clock.now())
        log.warn({ next: isoTime(next) }, `The last order of a certificate failed: ${ledger.why}`);
      wait();
      return fit(ledger.certificate, clock.now());
    },
    close() {
      stop.abort();
      cancel?.();
    },
  };
}

/** An expired certificate is no better than none. */
function fit(certificate: Certificate | undefined, now: number): Certificate | undefined {
  if (!certificate || validityOf(certificate.cert).until <= now) return undefined;
  return inspectCertificate({ ...certificate, now }).usable ? certificate : undefined;
}

function announce({ cert }: Obtained, { names, clock, log }: AcmeOptions): void {
  const { from, until } = validityOf(cert);
  const fields = { names: names.join(' '), until: isoTime(until) };
  log.info(fields, 'a new certificate from the certificate authority');
  if (clock.now() < from || clock.now() >= until)
    log.error(fields, "This machine's clock is not within the new certificate's days: set it right.");
}

function giveUp(ledger: Ledger, failure: AcmeFailure, { directory, log }: AcmeOptions): void {
  const why = describeFailure(failure, directory);
  const isRefusal = failure.kind === 'refused';
  ledger.fail(why, isRefusal ? failure.retryAfterMs : 0);
  const code = isRefusal ? failure.problem.type : failure.kind;
  log.error({ code, next: isoTime(ledger.nextOrderAt()) }, why);
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
