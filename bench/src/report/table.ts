// Figures as a table, for a terminal and for docs/performance.md alike.
import { holds, type Figure } from './figure.ts';

export interface Section {
  title: string;
  figures: Figure[];
}

/** Markdown, with the columns aligned so that it reads well as it is. */
export function table({ title, figures }: Section): string {
  const rows = [['', 'measured', 'wanted', ''], ...figures.map(row)];
  const widths = [0, 1, 2, 3].map((column) =>
    Math.max(...rows.map((cells) => cells[column]?.length ?? 0), 2),
  );
  const line = (cells: string[]): string =>
    `| ${cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join(' | ')} |`;
  const rule = `|${widths.map((width, i) => (i === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  const [head = [], ...body] = rows;
  return [`### ${title}`, '', line(head), rule, ...body.map(line), ''].join('\n');
}

function row(figure: Figure): string[] {
  const { target } = figure;
  const held = holds(figure);
  return [
    figure.name,
    `${number(figure.value)} ${figure.unit}`.trimEnd(),
    target ? `${target.is === 'at least' ? '≥' : '≤'} ${number(target.value)}` : '',
    held === undefined ? '' : held ? 'holds' : 'MISSED',
  ];
}

/** Three significant digits are more than these figures are good for. */
export function number(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (Math.abs(value) >= 1000) return Math.round(value).toLocaleString('en');
  if (Number.isInteger(value)) return String(value);
  return value.toPrecision(3);
}
