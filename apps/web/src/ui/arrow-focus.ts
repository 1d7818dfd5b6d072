// Moves the focus by the arrow keys among buttons, by where they are: works for rows, columns and grids, and from right to left.

type Way = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight';
const WAYS: readonly string[] = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'] satisfies Way[];

/** The button that a key leads to from `from`; `undefined` where it leads nowhere. */
export function buttonAfter(
  key: string,
  buttons: readonly HTMLElement[],
  from: HTMLElement,
): HTMLElement | undefined {
  if (key === 'Home') return buttons[0];
  if (key === 'End') return buttons.at(-1);
  if (!WAYS.includes(key)) return undefined;
  const start = boxOf(from);
  let best: { button: HTMLElement; far: number } | undefined;
  for (const button of buttons) {
    const far = distance(key as Way, start, boxOf(button));
    if (far !== undefined && (!best || far < best.far)) best = { button, far };
  }
  return best?.button;
}

interface Box {
  x: number;
  y: number;
}

function boxOf(element: HTMLElement): Box {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { x: left + width / 2, y: top + height / 2 };
}

/** Straight ahead counts once, aside many times: the next row before the next column but one. */
function distance(way: Way, from: Box, to: Box): number | undefined {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const ahead = way === 'ArrowUp' ? -dy : way === 'ArrowDown' ? dy : way === 'ArrowLeft' ? -dx : dx;
  const aside = Math.abs(way === 'ArrowUp' || way === 'ArrowDown' ? dx : dy);
  if (ahead < 4) return undefined;
  const isSideways = way === 'ArrowLeft' || way === 'ArrowRight';
  // Left and right stay in their row.
  if (isSideways && aside > 4) return undefined;
  return isSideways ? ahead : ahead * 100 + aside;
}
