// The settings as text: for --help, and as the table of docs/operations.md.
import { assertNever } from '@parley/protocol';
import { describeValues, type Setting } from './setting.ts';
import { flagOf, SETTING_NAMES, SETTINGS, variableOf, type SettingName } from './settings.ts';

/** Columns of a line, and of its left part. */
const LINE = 100;
const WIDTH = 32;

/** Two columns, for a terminal. */
export function settingsHelp(names: readonly SettingName[] = SETTING_NAMES): string {
  return names.map((name) => helpLine(flagOf(name), SETTINGS[name])).join('\n');
}

/** A flag and what it does, in the columns of `settingsHelp`. */
export function columns(left: string, right: string): string {
  const [first = '', ...more] = wrapped(right, LINE - WIDTH - 2);
  const indent = ' '.repeat(WIDTH + 2);
  const head = left.length < WIDTH ? `  ${left.padEnd(WIDTH)}${first}` : `  ${left}\n${indent}${first}`;
  return [head, ...more.map((line) => `${indent}${line}`)].join('\n');
}

function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

function helpLine(flag: string, setting: Setting): string {
  const value = defaultText(setting);
  return columns(
    `--${flag} ${placeholderOf(setting)}`,
    `${setting.help}${value === '' ? '' : ` (default: ${value})`}`,
  );
}

function placeholderOf(setting: Setting): string {
  switch (setting.kind) {
    case 'text':
    case 'path':
    case 'list':
      return setting.placeholder;
    case 'integer':
      return 'N';
    case 'choice':
      return setting.choices.join('|');
    default:
      return assertNever(setting);
  }
}

function defaultText(setting: Setting): string {
  return setting.kind === 'list' ? setting.default.join(',') : String(setting.default);
}

/** Rows of a Markdown table: flag, variable, values, default, meaning. */
export function settingsTable(): string[][] {
  return SETTING_NAMES.map((name) => {
    const setting: Setting = SETTINGS[name];
    const value = defaultText(setting);
    return [
      `\`--${flagOf(name)}\``,
      `\`${variableOf(name)}\``,
      describeValues(setting),
      value === '' ? 'none' : `\`${value}\``,
      setting.help,
    ];
  });
}
