// Finds out whether frames of the other's camera are decoded that its person is not shown.
import type { Platform } from '../connection/platform.ts';
import type { Peer } from '../peer/peer.ts';
import { entriesOf } from './stats-report.ts';

/** So many frames decoded from one time to the next that somebody says to see none: of a line that is cut there are none. */
const FRAMES = 3;
/** Ms between the two at most: what was said before is another matter. */
const TOGETHER = 2_500;
/** Ms after a renewal until it may be no help, and is tried again; twice as long each time. */
const FIRST_WAIT = 6_000;
const LONGEST = 60_000;

/** What is used of a peer connection. */
export type DecodingPeer = Pick<Peer, 'stats' | 'deviceOf'>;

export class PictureRenewal<P extends DecodingPeer> {
  readonly #options: { platform: Pick<Platform, 'now'>; renew: (peer: P) => void };
  #last: { peer: P; at: number; decoded: Promise<number> } | undefined;
  #wait = FIRST_WAIT;
  #notBefore = -Infinity;

  /** `renew`: another connection is to bring the picture. */
  constructor(options: { platform: Pick<Platform, 'now'>; renew: (peer: P) => void }) {
    this.#options = options;
  }

  /** Nothing new is seen of what comes over this connection; to be said about once a second. */
  async ask(peer: P): Promise<void> {
    const at = this.#options.platform.now();
    const before = this.#last;
    const decoded = decodedOf(peer);
    this.#last = { peer, at, decoded };
    if (before?.peer !== peer || at - before.at > TOGETHER || at < this.#notBefore) return;
    const frames = (await decoded) - (await before.decoded);
    if (!(frames >= FRAMES)) return;
    this.#notBefore = at + this.#wait;
    this.#wait = Math.min(this.#wait * 2, LONGEST);
    this.#options.renew(peer);
  }
}

/** NaN where nothing is known of them. */
async function decodedOf(peer: DecodingPeer): Promise<number> {
  const report = await peer.stats();
  for (const { type, mid, framesDecoded } of report ? entriesOf(report) : [])
    if (type === 'inbound-rtp' && peer.deviceOf(mid) === 'camera') return framesDecoded ?? Number.NaN;
  return Number.NaN;
}
