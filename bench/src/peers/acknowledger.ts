// Acknowledges sequenced messages as protocol S3 asks: the first at once, later ones at most 250 ms or 16 messages late.

export const ACK = { ms: 250, messages: 16 } as const;

export interface AcknowledgerOptions {
  now(): number;
  /** Runs `fn` once after `ms`. */
  after(ms: number, fn: () => void): void;
  /** `late`: no chunk is being read, so nobody else will flush. */
  acknowledge(seq: number, late: boolean): void;
  onFailure(why: string): void;
}

export interface Acknowledger {
  /** A sequenced message was read. */
  took(seq: number): void;
  owes(): boolean;
}

export function createAcknowledger(options: AcknowledgerOptions): Acknowledger {
  let last = 0;
  let acknowledged = 0;
  let oldestAt = 0;
  let armed = false;

  function acknowledge(late: boolean): void {
    acknowledged = last;
    options.acknowledge(last, late);
  }
  // One timer at a time, armed again where it comes too early for what now waits: cheaper than one a message.
  function arm(ms: number): void {
    armed = true;
    options.after(ms, () => {
      armed = false;
      if (acknowledged === last) return;
      const wait = oldestAt + ACK.ms - options.now();
      if (wait > 0) arm(wait);
      else acknowledge(true);
    });
  }
  return {
    took(seq) {
      if (seq !== last + 1) options.onFailure(`seq ${seq} after ${last}`);
      if (acknowledged === last) oldestAt = options.now();
      last = seq;
      if (seq === 1 || last - acknowledged >= ACK.messages) acknowledge(false);
      else if (!armed) arm(ACK.ms);
    },
    owes: () => acknowledged !== last,
  };
}
