// Notes what becomes of one peer connection, bounded and without addresses, for a report on why it failed.
import type { ConnectionReport } from '../api/call-report.ts';
import type { Reach } from './reach.ts';

const STATES = 40;

export class ConnectionDiary {
  readonly #now: () => number;
  readonly #begun: number;
  readonly #offerer: boolean;
  readonly #reach: Reach;
  readonly #own: Record<string, number> = {};
  readonly #other: Record<string, number> = {};
  readonly #errors: Record<number, number> = {};
  #states: ConnectionReport['states'] = [];

  constructor(options: { now: () => number; offerer: boolean; reach: Reach }) {
    this.#now = options.now;
    this.#begun = options.now();
    this.#offerer = options.offerer;
    this.#reach = options.reach;
  }

  get report(): ConnectionReport {
    const { servers, relayOnly } = this.#reach;
    return {
      offerer: this.#offerer,
      relayOnly,
      servers: [...new Set(servers.flatMap(({ urls }) => urls.map(kindOfServer)))],
      own: { ...this.#own },
      other: { ...this.#other },
      errors: { ...this.#errors },
      states: this.#states,
    };
  }

  state(state: string): void {
    if (this.#states.at(-1)?.state === state) return;
    this.#states = [...this.#states, { after: this.#now() - this.#begun, state }].slice(-STATES);
  }

  /** `whose` side's candidate attribute (RFC 8839 §5.1). */
  candidate(whose: 'own' | 'other', attribute: string): void {
    count(whose === 'own' ? this.#own : this.#other, kindOfCandidate(attribute));
  }

  /** A description carries candidates, too. */
  description(whose: 'own' | 'other', sdp: string): void {
    for (const [attribute] of sdp.matchAll(/candidate:.*$/gm)) this.candidate(whose, attribute);
  }

  error(code: number): void {
    count(this.#errors, code);
  }
}

function count<K extends string | number>(counts: Record<K, number>, key: K): void {
  counts[key] = (counts[key] ?? 0) + 1;
}

function kindOfServer(url: string): string {
  const [, scheme = 'other'] = /^(stuns?|turns?):/.exec(url) ?? [];
  const [, transport] = /[?&]transport=(udp|tcp)/.exec(url) ?? [];
  return transport === undefined ? scheme : `${scheme} ${transport}`;
}

function kindOfCandidate(attribute: string): string {
  const [, transport = 'unknown', type = 'unknown'] =
    /^candidate:\S+ \S+ (udp|tcp) .* typ (host|srflx|prflx|relay)\b/i.exec(attribute) ?? [];
  return `${type} ${transport}`.toLowerCase();
}
