// Those who hear of all that is said and done in conversations, such as what keeps it.
import type { ActEntry, Text, UserId } from '@parley/client';
import type { CallOutcome } from '../../i18n/facts.ts';

export interface Witness {
  /** New, or in another state. */
  text(text: Text): void;
  act(user: UserId, entry: ActEntry): void;
  call(user: UserId, at: number, outcome: CallOutcome): void;
}

export interface Witnesses extends Witness {
  /** Until the returned function is called. */
  watch(witness: Witness): () => void;
}

export function createWitnesses(): Witnesses {
  const all = new Set<Witness>();
  return {
    watch: (witness) => {
      all.add(witness);
      return () => all.delete(witness);
    },
    text: (text) => all.forEach((one) => one.text(text)),
    act: (user, entry) => all.forEach((one) => one.act(user, entry)),
    call: (user, at, outcome) => all.forEach((one) => one.call(user, at, outcome)),
  };
}
