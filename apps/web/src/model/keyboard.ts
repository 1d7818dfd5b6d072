// How much of the page a keyboard on the screen covers. Where the browser makes the page smaller for it, that is nothing.

/** What is used of a VisualViewport. */
export type Viewport = Pick<VisualViewport, 'height' | 'offsetTop' | 'scale'>;

/** Less than this is a browser's bar on its way, px. */
const LEAST = 100;

export function keyboardHeight(page: number, { height, offsetTop, scale }: Viewport): number {
  // Who has zoomed in sees less of the page, with no keyboard at all.
  if (scale > 1.05) return 0;
  const covered = page - height - offsetTop;
  return covered < LEAST ? 0 : Math.round(covered);
}

/** Says it to the style sheets, as `--keyboard`. */
export function followKeyboard(window: Window): () => void {
  const viewport = window.visualViewport;
  if (!viewport) return () => undefined;
  const root = window.document.documentElement;
  const read = (): void =>
    root.style.setProperty('--keyboard', `${keyboardHeight(window.innerHeight, viewport)}px`);
  const scope = new AbortController();
  viewport.addEventListener('resize', read, { signal: scope.signal });
  viewport.addEventListener('scroll', read, { signal: scope.signal });
  return () => scope.abort();
}
