// What runs in every page before its first script, and gives the page of one's own its port.

/** Of the function that the browser puts into the page, and that the page does not see. */
export const BINDING = '__parleyHost';

/** What comes out of the page: a message, or an address that the person wants to see. */
export type FromPage =
  { readonly kind: 'message'; readonly json: string } | { readonly kind: 'link'; readonly url: string };

/** Whether this is the page of the window's own, as an expression in the page: `location` can't be forged. */
function isOwn(origin: string | undefined): string {
  return origin === undefined
    ? `location.protocol === 'file:'`
    : `location.origin === ${JSON.stringify(origin)}`;
}

/** `secret` shows that what is heard comes from this script, should another site in the window find the function. */
export function portScript(origin: string | undefined, secret: string): string {
  return `(() => {
  const host = globalThis.${BINDING};
  delete globalThis.${BINDING};
  if (window.top !== window || !(${isOwn(origin)})) return;
  const say = (kind, text) => host(${JSON.stringify(secret)} + kind + text);
  Object.defineProperty(globalThis, 'parleyDesktop', {
    value: { post: (message) => say('m', String(message)), receive: null },
  });
  const show = (url) => say('l', new URL(url, document.baseURI).href);
  // A window that the browser would open for a link flashes before it can be closed.
  const follow = (event) => {
    const link = event.target instanceof Element && event.target.closest('a[href]:not([download])');
    if (!link || event.defaultPrevented || !event.isTrusted || event.button > 1 || !/^https?:/.test(link.href)) return;
    const isNew = link.target === '_blank' || event.button === 1 || event.ctrlKey || event.metaKey || event.shiftKey;
    if (!isNew) return;
    event.preventDefault();
    show(link.href);
  };
  addEventListener('click', follow);
  addEventListener('auxclick', follow);
  window.open = (url) => {
    if (url && navigator.userActivation.isActive) show(url);
    return null;
  };
})();`;
}

export function fromPage(payload: string, secret: string): FromPage | undefined {
  if (!payload.startsWith(secret)) return undefined;
  const text = payload.slice(secret.length + 1);
  return payload[secret.length] === 'm' ? { kind: 'message', json: text } : { kind: 'link', url: text };
}

/** Hands a message to the window's own page, and to no other that the window may be at. */
export function tellScript(origin: string | undefined, json: string): string {
  return `if (${isOwn(origin)}) globalThis.parleyDesktop?.receive?.(${JSON.stringify(json)});`;
}
