// Keeps the Tab key inside what lies over the page: from the last stop it leads to the first one, and back.

const STOPS = 'button, a[href], input, select, textarea, summary, [tabindex="0"]';

/** Takes the Tab key where it would lead out of `layer`. */
export function keepInside(event: KeyboardEvent, layer: HTMLElement): void {
  const stops = [...layer.querySelectorAll<HTMLElement>(STOPS)].filter((stop) => isStop(stop, layer));
  const edge = event.shiftKey ? stops[0] : stops.at(-1);
  const next = event.shiftKey ? stops.at(-1) : stops[0];
  const active = document.activeElement;
  if (active !== edge && !(event.shiftKey && active === layer)) return;
  event.preventDefault();
  next?.focus();
}

/** What is not drawn, or disabled, can't take the focus; of the radios of a group only the chosen one does by Tab. */
function isStop(element: HTMLElement, layer: HTMLElement): boolean {
  if (element.tabIndex < 0 || element.getClientRects().length === 0 || element.matches(':disabled'))
    return false;
  if (!(element instanceof HTMLInputElement) || element.type !== 'radio' || element.checked) return true;
  const group = `input[type=radio][name="${CSS.escape(element.name)}"]:checked`;
  return layer.querySelector(group) === null;
}
