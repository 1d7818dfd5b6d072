// What `parley doctor` found, for people and for programs.
import type { Check, CheckState } from './check.ts';

export interface Report {
  /** Of this program. */
  readonly version: string;
  /** ISO 8601, by this machine's clock. */
  readonly at: string;
  readonly data: string;
  readonly checks: readonly Check[];
}

const MARK: Readonly<Record<CheckState, string>> = { ok: '✓', warn: '!', fail: '✗', skipped: '–' };
const WORD: Readonly<Record<CheckState, string>> = { ok: 'ok', warn: 'warn', fail: 'fail', skipped: 'skip' };
/** Green, yellow, red and grey of ECMA-48 §8.3.117. */
const COLOUR: Readonly<Record<CheckState, number>> = { ok: 32, warn: 33, fail: 31, skipped: 90 };

export function isWell({ checks }: Report): boolean {
  return checks.every(({ state }) => state !== 'fail');
}

/** `width` columns, at least 60. */
export function textReport(report: Report, options: { colour: boolean; width: number }): string {
  const { checks, version, data } = report;
  const nameWidth = Math.max(...checks.map(({ name }) => name.length));
  const indent = ' '.repeat(2 + 6 + nameWidth + 2);
  const room = Math.max(60, options.width) - indent.length;
  const lines = checks.flatMap(({ name, state, message, advice }) => {
    const mark = `${MARK[state]} ${WORD[state].padEnd(4)}`;
    const head = options.colour ? `\u001B[${COLOUR[state]}m${mark}\u001B[0m` : mark;
    const [first = '', ...more] = [...wrapped(message, room), ...wrapped(advice ?? '', room)];
    return [`${head}  ${name.padEnd(nameWidth)}  ${first}`, ...more.map((line) => `${indent}${line}`)];
  });
  return [`Parley ${version}, data in ${data}`, '', ...lines, '', summary(checks), ''].join('\n');
}

/** The shape is documented in docs/operations.md. */
export function jsonReport(report: Report): string {
  return `${JSON.stringify({ ok: isWell(report), ...report }, undefined, 2)}\n`;
}

function summary(checks: readonly Check[]): string {
  const count = (state: CheckState): number => checks.filter((check) => check.state === state).length;
  const [failed, warned] = [count('fail'), count('warn')];
  if (failed + warned === 0) return 'Nothing is wrong.';
  return `${counted(failed, 'failure')} and ${counted(warned, 'warning')}: each line above says what to do.`;
}

function counted(count: number, what: string): string {
  return `${count === 0 ? 'no' : count} ${what}${count === 1 ? '' : 's'}`;
}

function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ').filter((one) => one !== '')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
