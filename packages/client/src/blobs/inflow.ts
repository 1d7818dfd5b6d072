// The receiver's side of a transfer's bytes, as a pure machine over offsets: what of a frame is new, and what to grant.
import { LIMITS } from '@parley/protocol';

/** Bytes that the sink takes before the sender is told. */
const TELL = LIMITS.blobWindow / 8;
/** Bytes of no use that each new way may bring: what was under way on the one before, and what of it is sent again. */
const ASTRAY = 2 * LIMITS.blobWindow;

export interface Inflow {
  /** Bytes, where the sender has said. */
  readonly size: number | undefined;
  readonly received: number;
  readonly taken: number;
  /** `taken` as the sender knows it. */
  readonly told: number;
  /** Bytes of no use that may still come. More of them than ways can explain, and the sender is not to be trusted. */
  readonly spare: number;
  /** All there is, once the sender has said so. */
  readonly total: number | undefined;
}

export function startInflow(size: number | undefined): Inflow {
  return { size, received: 0, taken: 0, told: 0, spare: 0, total: undefined };
}

/** How many of the last bytes of a frame are new: 0 where it comes again or a piece is missing before it. */
export type Fresh = { readonly flow: Inflow; readonly fresh: number } | 'misbehaved';

export function receive(flow: Inflow, offset: number, bytes: number): Fresh {
  const end = offset + bytes;
  const granted = Math.min(flow.told + LIMITS.blobWindow, flow.total ?? flow.size ?? Infinity);
  if (end > granted) return 'misbehaved';
  if (offset <= flow.received && end > flow.received)
    return { flow: { ...flow, received: end }, fresh: end - flow.received };
  const spare = flow.spare - bytes - 1;
  return spare < 0 ? 'misbehaved' : { flow: { ...flow, spare }, fresh: 0 };
}

/** There is a new way. Several may open before anything comes on the first. */
export function wayOpened(flow: Inflow): Inflow {
  return { ...flow, spare: flow.spare + ASTRAY };
}

/** The sender hears how far it has come. */
export function senderTold(flow: Inflow): Inflow {
  return { ...flow, told: flow.taken };
}

/** The sink has taken bytes. `tells`: it is time to let the sender know. */
export function sinkTook(flow: Inflow, bytes: number): { flow: Inflow; tells: boolean } {
  const taken = flow.taken + bytes;
  return {
    flow: { ...flow, taken },
    tells: taken - flow.told >= TELL || taken === (flow.total ?? flow.size),
  };
}

/** The sender says that this is all. */
export function endTold(flow: Inflow, total: number): Inflow | 'misbehaved' {
  const isSame = (flow.total ?? flow.size ?? total) === total;
  return isSame && total >= flow.received ? { ...flow, total } : 'misbehaved';
}

export function isComplete({ taken, total }: Inflow): boolean {
  return taken === total;
}
