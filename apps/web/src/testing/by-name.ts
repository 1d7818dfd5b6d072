// Finds things on the page as people and screen readers do: by what they are called, where they can be reached.

const CONTROLS = 'button, summary, a[href], input, textarea, select, [role=button], [role=switch]';

/** Whether it can be seen and pressed: drawn, and under no dialog. */
export function isReachable(element: Element): boolean {
  return element.checkVisibility({ visibilityProperty: true }) && !element.closest('[inert]');
}

export function nameOf(element: Element): string {
  const label = element.getAttribute('aria-label');
  if (label !== null) return label;
  const labels = 'labels' in element ? (element.labels as NodeListOf<HTMLLabelElement> | null) : null;
  if (labels && labels.length > 0) return [...labels].map(wordsOf).join(' ');
  return wordsOf(element);
}

function wordsOf(element: Element): string {
  return (element.textContent ?? '').trim();
}

export function findControl(name: string): HTMLElement | undefined {
  const all = [...document.querySelectorAll<HTMLElement>(CONTROLS)];
  return all.find((element) => isReachable(element) && nameOf(element) === name);
}

export function findWords(words: string): Element | undefined {
  for (const element of document.querySelectorAll('body *')) {
    if (!element.checkVisibility({ visibilityProperty: true })) continue;
    if (element.getAttribute('aria-label') === words) return element;
    const own = [...element.childNodes].some(
      (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.includes(words),
    );
    if (own) return element;
  }
  return undefined;
}

/** Ms for which is waited. The slowest is code that is fetched, on a busy machine. */
const PATIENCE = 10_000;

/** Looks at every frame until `find` finds it. */
export async function until<T>(what: string, find: () => T | undefined): Promise<T> {
  const end = performance.now() + PATIENCE;
  for (;;) {
    const found = find();
    if (found !== undefined) return found;
    if (performance.now() > end) throw new Error(`${what} did not appear within ${PATIENCE / 1000} s`);
    await nextFrame();
  }
}

export function nextFrame(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => resolve()));
}
