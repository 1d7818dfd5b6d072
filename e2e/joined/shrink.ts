// Makes a failing history small: leaves out step after step for as long as it still fails in the same way.
import { planHistory, playHistory, type Step } from './history.ts';

/** Answers the steps that are needed. A step left out leaves its pause behind. */
export async function shrinkHistory(seed: number): Promise<Step[]> {
  let steps = planHistory(seed);
  const wanted = await failureOf(seed, steps);
  if (wanted === undefined) return steps;
  for (let at = steps.length - 1; at >= 0;) {
    const without = leaveOut(steps, at);
    if ((await failureOf(seed, without)) === wanted) {
      steps = without;
      // What came after may have needed it.
      at = steps.length - 1;
    } else {
      at -= 1;
    }
  }
  return steps;
}

/** The rule that is broken first. */
async function failureOf(seed: number, steps: readonly Step[]): Promise<string | undefined> {
  const { violations } = await playHistory(seed, steps);
  return violations[0]?.split(' ')[0];
}

function leaveOut(steps: readonly Step[], at: number): Step[] {
  const pause = steps[at]?.pause ?? 0;
  return steps.flatMap((step, index) => {
    if (index === at) return [];
    return index === at - 1 ? [{ ...step, pause: step.pause + pause }] : [step];
  });
}
