// What a ground alone tells, which is not drawn where a person's own colours are forced on the page (CSS Color Adjustment §3).
import { isReachable, nameOf } from './by-name.ts';

const CHOSEN = '[aria-pressed=true], [aria-checked=true], [aria-current=true], input:checked';
const PSEUDO = ['', '::before', '::after'] as const;

/** Asked in forced colours: what is chosen and does not look so. */
export function unseenChoices(): string[] {
  return [...document.querySelectorAll<HTMLElement>(CHOSEN)]
    .filter((element) => isReachable(element) && !looksChosen(element))
    .map(nameOf);
}

/** Whether it looks otherwise when it is not. */
function looksChosen(element: HTMLElement): boolean {
  if (hasSign(element)) return true;
  // A box that is not drawn is seen by what stands around it.
  const seen = element.parentElement ?? element;
  const before = lookOf(seen);
  const putBack = unchoose(element);
  const after = lookOf(seen);
  putBack();
  return before !== after;
}

/** Whether it bears a sign that its like, which are not chosen, do not. */
function hasSign(element: HTMLElement): boolean {
  const role = element.getAttribute('role');
  const like = [...(element.parentElement?.children ?? [])].find(
    (other) => other !== element && role !== null && other.getAttribute('role') === role,
  );
  return like !== undefined && element.querySelectorAll('svg').length > like.querySelectorAll('svg').length;
}

function unchoose(element: HTMLElement): () => void {
  if (element instanceof HTMLInputElement) {
    element.checked = false;
    return () => (element.checked = true);
  }
  const name =
    ['aria-pressed', 'aria-checked', 'aria-current'].find((name) => element.hasAttribute(name)) ?? '';
  const value = element.getAttribute(name) ?? '';
  element.removeAttribute(name);
  return () => element.setAttribute(name, value);
}

function lookOf(element: HTMLElement): string {
  const parts = [element, ...element.querySelectorAll('*')];
  return parts.flatMap((part) => PSEUDO.map((pseudo) => lineLook(getComputedStyle(part, pseudo)))).join('\n');
}

function lineLook(style: CSSStyleDeclaration): string {
  const { borderWidth, borderStyle, borderColor, outlineStyle, outlineWidth, backgroundColor } = style;
  const { color, textDecorationLine, insetInlineStart, display, content } = style;
  return [
    borderWidth,
    borderStyle,
    borderColor,
    outlineStyle,
    outlineWidth,
    backgroundColor,
    color,
    textDecorationLine,
    insetInlineStart,
    display,
    content,
  ].join(' ');
}

/** What is drawn by nothing but its ground: a bar, a dot, a line. */
interface Ground {
  readonly element: HTMLElement;
  readonly pseudo: (typeof PSEUDO)[number];
}

let grounds: readonly Ground[] = [];

/** Asked in the page's own colours, before `lostGrounds`. */
export function noteGrounds(): void {
  grounds = [...document.querySelectorAll<HTMLElement>('body *')].flatMap((element) =>
    PSEUDO.map((pseudo) => ({ element, pseudo })).filter(isGround),
  );
}

function isGround({ element, pseudo }: Ground): boolean {
  if (element.closest('[inert], .unseen, svg, video, .backdrop > :not(.dialog), [aria-hidden=true]'))
    return false;
  const isLeaf =
    pseudo === '' ? element.childNodes.length === 0 : getComputedStyle(element, pseudo).content === '""';
  if (!isLeaf || element.matches('input, textarea, video, canvas, img')) return false;
  const { width, height } = getComputedStyle(element, pseudo);
  if (!(Number.parseFloat(width) > 1 && Number.parseFloat(height) >= 1)) return false;
  return (
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && standsOut(element, pseudo)
  );
}

/** Against the ground that is around it. */
function standsOut(element: HTMLElement, pseudo: Ground['pseudo']): boolean {
  const own = getComputedStyle(element, pseudo).backgroundColor;
  return !isClear(own) && own !== groundBehind(pseudo === '' ? element.parentElement : element);
}

function groundBehind(element: HTMLElement | null): string {
  for (let at = element; at; at = at.parentElement) {
    const { backgroundColor } = getComputedStyle(at);
    if (!isClear(backgroundColor)) return backgroundColor;
  }
  return '';
}

const isClear = (colour: string): boolean => /^rgba\(.*, 0\)$/.test(colour);

/** Asked in forced colours: what was drawn by its ground, and now by nothing. */
export function lostGrounds(): string[] {
  return grounds
    .filter(({ element }) => element.isConnected)
    .filter(({ element, pseudo }) => {
      const { borderStyle, borderWidth } = getComputedStyle(element, pseudo);
      const hasLine = borderStyle.replaceAll('none', '').trim() !== '' && /[1-9]/.test(borderWidth);
      return !hasLine && !standsOut(element, pseudo);
    })
    .map(({ element, pseudo }) => `${element.className || element.tagName}${pseudo}`);
}
