// Another device takes the place of the open one in the middle of a call.
import type { Captured } from './capture.ts';
import type { Listed } from './device-choice.ts';
import type { LocalInput } from './local-input.ts';

export interface ReplaceOptions {
  input: LocalInput;
  list: readonly Listed[];
  open: (constraints: MediaTrackConstraints) => Promise<Captured>;
  /** Has the new one taken in place of the old. */
  take: (captured: Extract<Captured, { tracks: unknown }>) => void;
  /** What is open has changed. */
  changed: () => void;
}

export async function replaceDevice({ input, list, open, take, changed }: ReplaceOptions): Promise<void> {
  const before = input.itself;
  const wanted = input.replacement(list);
  if (!wanted) return;
  input.began();
  const attempt = async (constraints: MediaTrackConstraints): Promise<boolean> => {
    const captured = await open(constraints);
    if ('cause' in captured) return false;
    take(captured);
    return true;
  };
  input.chosen();
  if (await attempt(wanted)) return;
  if (input.input === 'camera') {
    // Phones give one camera at a time.
    input.makeRoom();
    changed();
    if (await attempt(wanted)) return;
    // Else it is opened as it was in the beginning.
    if (!(await attempt(before))) return input.release();
  }
  input.kept();
}
