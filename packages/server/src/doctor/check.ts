// One line of `parley doctor`: what was looked at, and whether it is well.

export type CheckState = 'ok' | 'warn' | 'fail' | 'skipped';

export interface Check {
  /** Of the closed list in docs/operations.md; what there are several of comes several times. */
  readonly name: string;
  readonly state: CheckState;
  /** A whole sentence; of what is not well it says what to do, unless `advice` does. */
  readonly message: string;
  readonly advice?: string;
}

type Make = (name: string, message: string, advice?: string) => Check;

export const ok: Make = make('ok');
export const warn: Make = make('warn');
export const fail: Make = make('fail');
export const skipped: Make = make('skipped');

function make(state: CheckState): Make {
  return (name, message, advice) => ({ name, state, message, ...(advice === undefined ? {} : { advice }) });
}
