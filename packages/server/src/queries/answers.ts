// What the server's own handlers have answered lately: a query that is asked again for a lost answer is not run twice.
import type { QueryId, UserId } from '@parley/protocol';
import type { Outcome } from './step.ts';

const KEPT = { answers: 1_024, length: 1024 * 1024 } as const;

export class RecentAnswers {
  readonly #answers = new Map<string, Outcome>();
  #length = 0;

  find(from: UserId, id: QueryId): Outcome | undefined {
    return this.#answers.get(`${id} ${from}`);
  }

  add(from: UserId, id: QueryId, outcome: Outcome): void {
    this.#answers.set(`${id} ${from}`, outcome);
    this.#length += lengthOf(outcome);
    for (const [key, oldest] of this.#answers) {
      if (this.#answers.size <= KEPT.answers && this.#length <= KEPT.length) return;
      this.#answers.delete(key);
      this.#length -= lengthOf(oldest);
    }
  }
}

function lengthOf(outcome: Outcome): number {
  return outcome.name === 'answered' ? outcome.payload.data.length : 0;
}
