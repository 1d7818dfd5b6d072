// Follows what the line carries, and says at which step pictures are sent over it.
import type { Platform } from '../connection/platform.ts';
import { beginFlow, stepFlow, type LineLook, type PictureFlow, type PictureStep } from './picture-steps.ts';

/** Ms after the first picture has left: the answer comes by the first where the line is good, else by the second. */
const EARLY = [300, 800];

export class PictureWatch {
  readonly #options: { platform: Pick<Platform, 'after' | 'now'>; look: () => void; changed: () => void };
  #flow: PictureFlow | undefined;
  #cancels: (() => void)[] = [];

  constructor(options: { platform: Pick<Platform, 'after' | 'now'>; look: () => void; changed: () => void }) {
    this.#options = options;
  }

  get step(): PictureStep {
    return this.#flow?.step ?? 'unproven';
  }

  /** Pictures go over a standing line, be they but black: from now on something can be learnt about it. */
  flows(): void {
    if (this.#flow) return;
    const { platform, look } = this.#options;
    this.#flow = beginFlow(platform.now());
    this.#cancels = EARLY.map((ms) => platform.after(ms, look));
  }

  looked(look: LineLook): void {
    if (!this.#flow) return;
    const { step } = this.#flow;
    this.#flow = stepFlow(this.#flow, look);
    if (this.#flow.step !== step) this.#options.changed();
  }

  /** Another connection, of which nothing is known yet. */
  renew(): void {
    for (const cancel of this.#cancels) cancel();
    this.#flow = undefined;
  }
}
