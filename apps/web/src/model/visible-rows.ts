// Which rows of a long list are worth drawing.

/** A list up to this long is drawn whole: find-in-page and screen readers see all of it. */
export const WHOLE_UP_TO = 250;
const OVERSCAN = 8;

export interface Rows {
  /** First row to draw, and the one after the last. */
  readonly from: number;
  readonly to: number;
}

export function visibleRows(count: number, rowHeight: number, scrollTop: number, height: number): Rows {
  if (count <= WHOLE_UP_TO) return { from: 0, to: count };
  const first = Math.floor(Math.max(0, scrollTop) / rowHeight);
  const shown = Math.ceil(height / rowHeight);
  const from = Math.min(Math.max(0, first - OVERSCAN), Math.max(0, count - shown - OVERSCAN));
  return { from, to: Math.min(count, first + shown + OVERSCAN) };
}

/** Where to scroll so that a row is wholly in view; the same place where it is already. */
export function scrollToRow(row: number, rowHeight: number, scrollTop: number, height: number): number {
  const top = row * rowHeight;
  if (top < scrollTop) return top;
  return top + rowHeight > scrollTop + height ? top + rowHeight - height : scrollTop;
}

/** The row an arrow key leads to, or `undefined` for any other key. */
export function rowAfterKey(key: string, row: number, count: number): number | undefined {
  const last = count - 1;
  switch (key) {
    case 'ArrowDown':
      return Math.min(last, row + 1);
    case 'ArrowUp':
      return Math.max(0, row - 1);
    case 'PageDown':
      return Math.min(last, row + 10);
    case 'PageUp':
      return Math.max(0, row - 10);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}
