// Numbers in sentences: how a language counts, and how it writes amounts of data and lengths of time.

/** The forms of a word for the numbers of a language that has these rules (CLDR plural rules). */
export type PluralForms<Rule extends Intl.LDMLPluralRule> = Readonly<Record<Rule | 'other', string>>;

export interface Units<Rule extends Intl.LDMLPluralRule> {
  hour: string;
  minute: string;
  second: string;
  bytes: PluralForms<Rule>;
  /** KB, MB, GB and TB. Decimal, as disks and shops count. */
  data: readonly [string, string, string, string];
}

export interface Formats<Rule extends Intl.LDMLPluralRule> {
  number(n: number): string;
  /** The form for `n` of it. */
  plural(n: number, forms: PluralForms<Rule>): string;
  /** `512 bytes`, `2.1 MB`, `14 MB`, `1 GB`. */
  dataSize(bytes: number): string;
  /** `42 s`, `2 min 3 s`, `1 h 5 min`. Milliseconds in; broken seconds are dropped. */
  spokenLength(ms: number): string;
}

/** `locale`: BCP 47. `rules`: all that it has beside `other`; a word that leaves one out does not compile. */
export function formatsIn<const Rule extends Intl.LDMLPluralRule>(
  locale: string,
  rules: readonly Rule[],
  units: Units<Rule>,
): Formats<Rule> {
  const select = new Intl.PluralRules(locale);
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const number = (n: number): string => numbers.format(n);
  const has = (rule: Intl.LDMLPluralRule): rule is Rule => (rules as readonly string[]).includes(rule);
  const plural = (n: number, forms: PluralForms<Rule>): string => {
    const rule = select.select(n);
    return has(rule) ? forms[rule] : forms.other;
  };
  return {
    number,
    plural,
    dataSize(bytes) {
      if (bytes < 1000) return `${number(bytes)} ${plural(bytes, units.bytes)}`;
      let amount = bytes;
      let unit = '';
      for (const next of units.data) {
        amount /= 1000;
        unit = next;
        // What would be read as 1000 is one of the next unit.
        if (amount < 999.5) break;
      }
      return `${number(amount < 9.95 ? amount : Math.round(amount))} ${unit}`;
    },
    spokenLength(ms) {
      const total = Math.max(0, Math.floor(ms / 1000));
      const hours = Math.floor(total / 3600);
      const minutes = Math.floor((total % 3600) / 60);
      const seconds = total % 60;
      const largest: readonly (readonly [number, string])[] =
        hours > 0
          ? [
              [hours, units.hour],
              [minutes, units.minute],
            ]
          : [
              [minutes, units.minute],
              [seconds, units.second],
            ];
      const told = largest
        .filter(([amount]) => amount > 0)
        .map(([amount, unit]) => `${number(amount)} ${unit}`);
      return told.join(' ') || `${number(0)} ${units.second}`;
    },
  };
}
