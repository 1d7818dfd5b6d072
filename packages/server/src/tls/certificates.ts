// Where a certificate for HTTPS comes from: this server's own CA, the operator's files, or a public CA by ACME.

/** What the HTTPS side of the port presents. */
export interface Certificate {
  /** PEM: the certificate and whatever belongs between it and its root, in the order of RFC 8446 §4.4.2. */
  readonly cert: string;
  /** PEM of its private key. */
  readonly key: string;
  /** The CA that a device must be told to trust first; absent where browsers trust the certificate as it is. */
  readonly authority?: Authority;
}

/** A CA that people install on their devices. */
export interface Authority {
  /** PEM. */
  readonly cert: string;
  /** SHA-256 of the certificate, in pairs of hexadecimal digits: what a person compares before trusting it. */
  readonly fingerprint: string;
}

export interface CertificateSource {
  /**
   * Resolves with what there is to serve now, `undefined` where there is nothing yet, and never rejects: what is wrong
   * is logged in a sentence. From then on every later certificate goes to `changed`.
   */
  start(changed: (certificate: Certificate) => void): Promise<Certificate | undefined>;
  /** Lets timers and watches go. Idempotent; `changed` is not called any more. */
  close(): void;
}

/**
 * The first source that has a certificate, in the order given. One further back is begun only where those before it have
 * none yet, and let go when one of them gets one.
 */
export function preferred(sources: readonly CertificateSource[]): CertificateSource {
  /** The place in the list of what is served. */
  let best = Infinity;
  const serve = (place: number): void => {
    best = place;
    for (const later of sources.slice(place + 1)) later.close();
  };
  return {
    async start(changed) {
      for (const [place, source] of sources.entries()) {
        if (place > best) break;
        const first = await source.start((certificate) => {
          if (place > best) return;
          serve(place);
          changed(certificate);
        });
        if (!first) continue;
        if (place <= best) serve(place);
        return first;
      }
      return undefined;
    },
    close() {
      for (const source of sources) source.close();
    },
  };
}
