// Measures a peer connection's line now and then, and remembers when the other side was last heard on it.
import type { Platform } from '../connection/platform.ts';
import type { StatsReader } from './stats-report.ts';
import {
  ailmentOf,
  judge,
  readSample,
  remember,
  SAMPLING,
  type Ailment,
  type LineSample,
  type Quality,
} from './line-quality.ts';

/** Ms that statistics read for somebody else may be old, and are taken for its own. */
const RECENT = 500;

export interface LineMeter {
  readonly quality: Quality;
  /** What a weak line suffers from. */
  readonly ailment: Ailment | undefined;
  /** When anything last came from the other side, in ms of the Unix epoch; absent until something has. */
  readonly heardAt: number | undefined;
  /** From now on this connection is measured, and what another one carried is forgotten. */
  measure(reader: StatsReader): void;
  /** The line stands, again or at last: what it went through before says nothing about how it is. */
  renewed(): void;
  /** Measures now, and not only at the next turn; resolves when that is done. */
  look(): Promise<void>;
  close(): void;
}

export function createLineMeter(options: {
  platform: Pick<Platform, 'after' | 'now'>;
  changed: () => void;
  /** Each sample of the connection that is measured. */
  sampled: (sample: LineSample) => void;
}): LineMeter {
  const { platform, changed, sampled } = options;
  let reader: StatsReader | undefined;
  let samples: readonly LineSample[] = [];
  let quality: Quality = 'good';
  let ailment: Ailment | undefined;
  let heardAt: number | undefined;
  let cancel: (() => void) | undefined;

  function keep(sample: LineSample): void {
    const [before, suffered] = [quality, ailment];
    samples = remember(samples, sample);
    quality = judge(samples, quality);
    // On its way to being well it is still weak from what it had.
    ailment = quality === 'weak' ? (ailmentOf(samples) ?? ailment) : undefined;
    // A connection that has carried nothing yet has not been heard.
    if (sample.received + sample.checks > 0) heardAt = Math.max(heardAt ?? 0, sample.heardAt);
    sampled(sample);
    if (quality !== before || ailment !== suffered) changed();
  }

  async function look(maxAge = 0): Promise<void> {
    cancel?.();
    cancel = platform.after(SAMPLING, () => void look(RECENT));
    const source = reader;
    const reading = await source?.read(maxAge);
    if (reading && source === reader) keep(readSample(reading.report, reading.at, samples.at(-1)));
  }

  return {
    get quality() {
      return quality;
    },
    get ailment() {
      return ailment;
    },
    get heardAt() {
      return heardAt;
    },
    measure(source) {
      reader = source;
      samples = [];
      void look();
    },
    renewed() {
      samples = [];
      quality = 'good';
      ailment = undefined;
      void look();
    },
    look: () => look(),
    close() {
      cancel?.();
      reader = undefined;
    },
  };
}
