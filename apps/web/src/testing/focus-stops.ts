// Where the Tab key stops, and whether one sees that it does.
import { isReachable, nameOf } from './by-name.ts';

export interface FocusStop {
  readonly name: string;
  /** Whether it looks different with the focus, in a way that eyes find. */
  readonly isSeen: boolean;
}

const FOCUSABLE = 'a[href], button, input, textarea, select, summary, [tabindex], video[controls]';

export function focusStops(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(
    (element) =>
      element.tabIndex >= 0 && !element.matches(':disabled') && isReachable(element) && isChosen(element),
  );
}

/** Of a group of radio buttons one is a stop: the arrow keys lead to the others. */
function isChosen(element: HTMLElement): boolean {
  if (!(element instanceof HTMLInputElement) || element.type !== 'radio' || element.checked) return true;
  const group = document.querySelectorAll<HTMLInputElement>(
    `input[type=radio][name="${CSS.escape(element.name)}"]`,
  );
  return ![...group].some(({ checked }) => checked) && group[0] === element;
}

const reached = new WeakSet<Element>();

/** The one that has the focus, which is then known to be reached. */
export function focusStop(): FocusStop | undefined {
  const { activeElement } = document;
  if (!(activeElement instanceof HTMLElement) || activeElement === document.body) return undefined;
  reached.add(activeElement);
  return { name: nameOf(activeElement), isSeen: activeElement.tabIndex < 0 || isSeen(activeElement) };
}

/** Those that the focus has not been on. Some go away with it, such as a menu's. */
export function missedStops(): string[] {
  return focusStops()
    .filter((stop) => !reached.has(stop))
    .map(nameOf);
}

/** Its own outline, or that of what is drawn for it. */
function isSeen(element: HTMLElement): boolean {
  const drawn = [element, element.parentElement, ...element.querySelectorAll('*')];
  return drawn.some((part) => {
    if (!part) return false;
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(part);
    return (
      outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1 && outlineColor !== 'rgba(0, 0, 0, 0)'
    );
  });
}
