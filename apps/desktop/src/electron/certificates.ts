// Certificates that no known authority vouches for: trusted once their person has said so, and by that one root from then on.
import type { Certificate, Session } from 'electron';
import type { Words } from '../words/en.ts';
import type { Pins } from './pins.ts';

/** Answers of Electron's `setCertificateVerifyProc`. */
const ACCEPT = 0;
const REFUSE = -2;
const AS_CHROMIUM_SAYS = -3;

/** Longest chain that is followed. */
const LONGEST = 10;

export interface CertificateQuestion {
  readonly host: string;
  readonly fingerprint: string;
  /** The one that was trusted until now; absent at the first meeting. */
  readonly before: string | undefined;
}

export interface PinningOptions {
  pins: Pins;
  /** Whether the person trusts it. Asked once at a time for each host. */
  ask: (question: CertificateQuestion) => Promise<boolean>;
}

/** Certificates that the system's authorities vouch for need no pin: they are renewed all the time. */
export function pinCertificates(session: Session, { pins, ask }: PinningOptions): void {
  const asking = new Map<string, Promise<boolean>>();

  const judge = async (host: string, root: Certificate): Promise<boolean> => {
    const { fingerprint } = root;
    const before = pins.get(host)?.fingerprint;
    if (before === fingerprint) return true;
    if (!(await ask({ host, fingerprint, before }))) return false;
    pins.set(host, { fingerprint, root: root.data });
    return true;
  };

  session.setCertificateVerifyProc(({ hostname, certificate, verificationResult }, answer) => {
    if (verificationResult === 'net::OK') return answer(AS_CHROMIUM_SAYS);
    // Anything else than who signed it, such as a name that is another's or a time long past, can't be answered for.
    if (verificationResult !== 'net::ERR_CERT_AUTHORITY_INVALID') return answer(AS_CHROMIUM_SAYS);
    const root = rootOf(certificate);
    const key = `${hostname} ${root.fingerprint}`;
    const verdict = asking.get(key) ?? judge(hostname, root).finally(() => asking.delete(key));
    asking.set(key, verdict);
    verdict.then(
      (isTrusted) => answer(isTrusted ? ACCEPT : REFUSE),
      () => answer(REFUSE),
    );
  });
}

/** A server's own authority outlives the certificates that it signs. */
function rootOf(certificate: Certificate): Certificate {
  let root = certificate;
  for (let depth = 0; depth < LONGEST; depth++) {
    const issuer: Certificate | undefined = root.issuerCert;
    if (!issuer || issuer.fingerprint === root.fingerprint) return root;
    root = issuer;
  }
  return root;
}

/** What is asked: [message, detail, the button that trusts]. */
export function questionWords(
  { host, fingerprint, before }: CertificateQuestion,
  { certificate: words }: Words,
): [string, string, string] {
  if (before === undefined) return [words.unknown(host), words.compare(fingerprint), words.trust];
  return [words.changed(host), words.compareBoth(fingerprint, before), words.trustNew];
}
