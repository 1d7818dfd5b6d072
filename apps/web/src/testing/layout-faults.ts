// What is wrong with how a page is laid out: words cut off or over each other, controls that are covered, off the screen or too
// small, and anything that would have to be scrolled sideways. Looked at in the browser, on what is really drawn.
import { nameOf } from './by-name.ts';

export interface Fault {
  readonly kind: 'clipped' | 'outside' | 'overlap' | 'covered' | 'small' | 'sideways';
  readonly what: string;
  readonly by?: string;
}

/** Cards that go away by themselves or by their own button, menus, and the tile of a call, which can be moved. */
const FLOATING =
  ".ended, .to-latest, .second-ring, .device-menu, .popover, .call[data-place='tile'], [role=menu]";
/** Px by which edges may miss each other: letters are drawn between pixels. */
const SLACK = 2;
/** WCAG 2.5.8, and what a thumb needs. */
const LEAST = { fine: 24, coarse: 44 };
const CONTROLS =
  'button, a[href], input:not([type=file]), textarea, select, [role=button], [role=switch], [tabindex="0"]';

export function findFaults(): Fault[] {
  const elements = [...document.querySelectorAll<HTMLElement>('body *')].filter(isDrawn);
  const texts = elements.flatMap(textOf);
  const controls = elements.filter((element) => element.matches(CONTROLS));
  return [
    ...elements.flatMap(sideways),
    ...texts.flatMap(clipped),
    ...elements.flatMap(clippedPlaceholder),
    ...overlappingTexts(texts),
    ...controls.flatMap(outside),
    ...controls.flatMap(tooSmall),
    ...controls.flatMap(covered),
    ...overlappingControls(controls),
  ];
}

/** What lies under a dialog is looked at in the states without it. */
function isDrawn(element: HTMLElement): boolean {
  return (
    !element.closest('[inert], .unseen, svg, noscript') &&
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true })
  );
}

interface DrawnText {
  readonly element: HTMLElement;
  /** A box a line. */
  readonly boxes: readonly DOMRect[];
}

function textOf(element: HTMLElement): DrawnText[] {
  const boxes: DOMRect[] = [];
  for (const node of element.childNodes) {
    if (node.nodeType !== Node.TEXT_NODE || !node.textContent?.trim()) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    boxes.push(...[...range.getClientRects()].filter(({ width, height }) => width > 0 && height > 0));
  }
  return boxes.length > 0 ? [{ element, boxes }] : [];
}

type Axis = 'x' | 'y';

/** The part of the screen in which an element can be seen, and whether the rest can be scrolled to. */
interface Window {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly scrolls: Readonly<Record<Axis, boolean>>;
  /** Cuts off what does not fit, with an ellipsis, and has the whole as its title. */
  readonly shortens: boolean;
}

function windowOf(element: HTMLElement): Window {
  let seen: Window = {
    left: 0,
    right: innerWidth,
    top: 0,
    bottom: innerHeight,
    scrolls: { x: false, y: false },
    shortens: false,
  };
  for (const ancestor of clippingAncestors(element)) {
    const style = getComputedStyle(ancestor);
    const { overflowX, overflowY } = style;
    const box = ancestor.getBoundingClientRect();
    const scrolls = { x: canScroll(overflowX), y: canScroll(overflowY) };
    // What is quoted stands whole in its own place.
    const isClamped = style.webkitLineClamp !== 'none';
    const isEllipsed =
      style.textOverflow === 'ellipsis' && ancestor.closest('[title], [aria-label]') !== null;
    const isShortened = isClamped || isEllipsed;
    seen = {
      left: overflowX === 'visible' ? seen.left : Math.max(seen.left, box.left),
      right: overflowX === 'visible' ? seen.right : Math.min(seen.right, box.right),
      top: overflowY === 'visible' ? seen.top : Math.max(seen.top, box.top),
      bottom: overflowY === 'visible' ? seen.bottom : Math.min(seen.bottom, box.bottom),
      scrolls: { x: seen.scrolls.x || scrolls.x, y: seen.scrolls.y || scrolls.y },
      shortens: seen.shortens || isShortened,
    };
  }
  return seen;
}

const canScroll = (overflow: string): boolean => overflow === 'auto' || overflow === 'scroll';

/** Itself and those around it that its place depends on. */
function clippingAncestors(element: HTMLElement): HTMLElement[] {
  const found: HTMLElement[] = [];
  let current: HTMLElement | null = element;
  let position = 'static';
  while (current && current !== document.documentElement) {
    const style = getComputedStyle(current);
    const holds =
      position === 'static' ||
      style.transform !== 'none' ||
      (position === 'absolute' && style.position !== 'static');
    if (holds) {
      // What the body cuts off is off the screen.
      if (current !== document.body) found.push(current);
      position = style.position === 'absolute' || style.position === 'fixed' ? style.position : 'static';
    }
    current = current.parentElement;
  }
  return found;
}

function sideways(element: HTMLElement): Fault[] {
  const { overflowX } = getComputedStyle(element);
  const isTooWide = element.scrollWidth > element.clientWidth + SLACK;
  return canScroll(overflowX) && isTooWide ? [{ kind: 'sideways', what: nameFor(element) }] : [];
}

function clipped({ element, boxes }: DrawnText): Fault[] {
  const seen = windowOf(element);
  if (seen.shortens) return [];
  const isCut = boxes.some((box) => {
    const x = !seen.scrolls.x && (box.left < seen.left - SLACK || box.right > seen.right + SLACK);
    const y = !seen.scrolls.y && (box.top < seen.top - SLACK || box.bottom > seen.bottom + SLACK);
    return x || y;
  });
  return isCut ? [{ kind: 'clipped', what: nameFor(element) }] : [];
}

function clippedPlaceholder(element: HTMLElement): Fault[] {
  // That of a text has a person's name in it, which may be of any length, and ends in an ellipsis then.
  if (!(element instanceof HTMLInputElement)) return [];
  if (element.value !== '' || element.placeholder === '') return [];
  const style = getComputedStyle(element);
  const context = new OffscreenCanvas(1, 1).getContext('2d');
  if (!context) return [];
  context.font = style.font;
  const room =
    element.clientWidth - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight);
  const isCut = context.measureText(element.placeholder).width > room + SLACK;
  return isCut ? [{ kind: 'clipped', what: `the placeholder “${element.placeholder}”` }] : [];
}

function outside(element: HTMLElement): Fault[] {
  const box = element.getBoundingClientRect();
  const seen = windowOf(element);
  const { scrolls } = seen;
  const x = !scrolls.x && (box.left < -SLACK || box.right > innerWidth + SLACK || isCut('x', box, seen));
  const y = !scrolls.y && (box.top < -SLACK || box.bottom > innerHeight + SLACK || isCut('y', box, seen));
  return x || y ? [{ kind: 'outside', what: nameFor(element) }] : [];
}

/** Its middle lies where what is around it is cut off. */
function isCut(axis: Axis, box: DOMRect, seen: Window): boolean {
  const middle = axis === 'x' ? (box.left + box.right) / 2 : (box.top + box.bottom) / 2;
  return axis === 'x' ? middle < seen.left || middle > seen.right : middle < seen.top || middle > seen.bottom;
}

/** Links within a sentence are as high as its lines (WCAG 2.5.8, "inline"); a field is pressed by its label, too. */
function tooSmall(element: HTMLElement): Fault[] {
  const least = matchMedia('(pointer: coarse)').matches ? LEAST.coarse : LEAST.fine;
  if (element.matches('a') && getComputedStyle(element).display === 'inline') return [];
  const target = element.closest('label') ?? element;
  const { width, height } = target.getBoundingClientRect();
  if (width >= least - 0.5 && height >= least - 0.5) return [];
  return [{ kind: 'small', what: `${nameFor(element)}, ${Math.round(width)} × ${Math.round(height)}` }];
}

function covered(element: HTMLElement): Fault[] {
  const box = visiblePart(element);
  if (!box) return [];
  const top = document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
  if (!top || element.contains(top) || top.contains(element)) return [];
  if (top.closest('label')?.contains(element) || top.closest(FLOATING)) return [];
  return [{ kind: 'covered', what: nameFor(element), by: nameFor(top) }];
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Of what can be scrolled, that which is in view. */
function visiblePart(element: HTMLElement): Box | undefined {
  const box = element.getBoundingClientRect();
  const seen = windowOf(element);
  const part = {
    left: Math.max(box.left, seen.left),
    right: Math.min(box.right, seen.right),
    top: Math.max(box.top, seen.top),
    bottom: Math.min(box.bottom, seen.bottom),
  };
  return part.right - part.left > SLACK && part.bottom - part.top > SLACK ? part : undefined;
}

function overlappingTexts(texts: readonly DrawnText[]): Fault[] {
  const visible = texts
    .map(({ element, boxes }) => ({
      element,
      layer: layerOf(element),
      boxes: boxes.flatMap(within(windowOf(element))),
    }))
    .filter(({ boxes }) => boxes.length > 0);
  return pairs(visible).flatMap(([a, b]) => {
    if (a.layer !== b.layer || a.element.contains(b.element) || b.element.contains(a.element)) return [];
    const meet = a.boxes.some((one) => b.boxes.some((other) => overlap(one, other)));
    return meet ? [{ kind: 'overlap', what: nameFor(a.element), by: nameFor(b.element) }] : [];
  });
}

const within =
  (seen: Window) =>
  (box: DOMRect): Box[] => {
    const part = {
      left: Math.max(box.left, seen.left),
      right: Math.min(box.right, seen.right),
      top: Math.max(box.top, seen.top),
      bottom: Math.min(box.bottom, seen.bottom),
    };
    return part.right > part.left && part.bottom > part.top ? [part] : [];
  };

/** A small one that lies on a large one is meant to. */
function overlappingControls(controls: readonly HTMLElement[]): Fault[] {
  const placed = controls.flatMap((element) => {
    const box = visiblePart(element);
    return box ? [{ element, box, layer: layerOf(element) }] : [];
  });
  return pairs(placed).flatMap(([a, b]) => {
    if (a.layer !== b.layer || a.element.contains(b.element) || b.element.contains(a.element)) return [];
    if (!overlap(a.box, b.box) || contains(a.box, b.box) || contains(b.box, a.box)) return [];
    return [{ kind: 'overlap', what: nameFor(a.element), by: nameFor(b.element) }];
  });
}

/** What floats over the page lies over it on purpose. */
function layerOf(element: HTMLElement): Element {
  let current: HTMLElement | null = element;
  while (current) {
    if (current.matches(FLOATING) || getComputedStyle(current).position === 'fixed') return current;
    current = current.parentElement;
  }
  return document.body;
}

function overlap(a: Box, b: Box): boolean {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  // Lines of text have room above and below their letters.
  return width > SLACK && height > 2 * SLACK;
}

function contains(outer: Box, inner: Box): boolean {
  return (
    outer.left <= inner.left + SLACK &&
    outer.right >= inner.right - SLACK &&
    outer.top <= inner.top + SLACK &&
    outer.bottom >= inner.bottom - SLACK
  );
}

function pairs<T>(all: readonly T[]): [T, T][] {
  return all.flatMap((one, index) => all.slice(index + 1).map((other): [T, T] => [one, other]));
}

function nameFor(element: Element): string {
  const name = nameOf(element).replaceAll(/\s+/g, ' ').slice(0, 60);
  const { tagName, className } = element;
  const style =
    typeof className === 'string' && className !== '' ? `.${className.trim().split(/\s+/).join('.')}` : '';
  return `${tagName.toLowerCase()}${style} “${name}”`;
}
