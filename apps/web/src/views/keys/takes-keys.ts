// Whether a key press belongs to what has the focus.

const WRITING = 'input:not([type=checkbox], [type=radio], [type=range]), textarea, select, [contenteditable]';
const LAYER = '[role=dialog], [role=alertdialog], [role=menu]';

/** `escape`: dialogs and menus have a use for it, and take no letters. */
export function takesKeys({ target, defaultPrevented }: KeyboardEvent, escape: boolean): boolean {
  if (defaultPrevented) return true;
  // Not `instanceof`: a picture in picture has classes of its own.
  const element = target as Partial<Element> | null;
  return Boolean(element?.closest?.(escape ? `${WRITING}, ${LAYER}` : WRITING));
}
