// The settings as text: for --help, and as the table of docs/operations.md.
import { describeValues, type Setting } from './setting.ts';
import { flagOf, SETTING_NAMES, SETTINGS, variableOf, type SettingName } from './settings.ts';

const WIDTH = 32;

/** Two columns, one setting a line, for a terminal. */
export function settingsHelp(names: readonly SettingName[] = SETTING_NAMES): string {
  return names.map((name) => helpLine(flagOf(name), SETTINGS[name])).join('\n');
}

/** A flag and what it does, in the columns of `settingsHelp`. */
export function columns(left: string, right: string): string {
  return left.length < WIDTH ? `  ${left.padEnd(WIDTH)}${right}` : `  ${left}\n  ${' '.repeat(WIDTH)}${right}`;
}

function helpLine(flag: string, setting: Setting): string {
  const value = defaultText(setting);
  return columns(`--${flag} ${placeholderOf(setting)}`, `${setting.help}${value === '' ? '' : ` (${value})`}`);
}

function placeholderOf(setting: Setting): string {
  switch (setting.kind) {
    case 'text':
    case 'path':
      return setting.placeholder;
    case 'integer':
      return 'N';
    case 'choice':
      return setting.choices.join('|');
    case 'origins':
      return 'ORIGIN';
  }
}

function defaultText(setting: Setting): string {
  return setting.kind === 'origins' ? setting.default.join(',') : String(setting.default);
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
