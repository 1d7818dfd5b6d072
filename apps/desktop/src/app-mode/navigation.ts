// Where a window's page may go: it stays on the server's origin.

export type Verdict =
  | { readonly kind: 'go'; readonly isAway: boolean }
  /** Not in this window: a person's browser may show it. */
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'refuse' };

export interface Step {
  readonly url: string;
  /** Absent for a page of the client's own. */
  readonly origin: string | undefined;
  readonly isMainFrame: boolean;
  /** By the answer to a request, not by a page. */
  readonly isRedirect: boolean;
  /** Whether the window is at the sign-in of another site, to which the server has sent it. */
  readonly isAway: boolean;
}

/** The server itself may send the window elsewhere and have it come back: so one signs in with an OpenID provider. */
export function judge({ url, origin, isMainFrame, isRedirect, isAway }: Step): Verdict {
  if (!URL.canParse(url)) return { kind: 'refuse' };
  const to = new URL(url);
  if (origin === undefined)
    return to.protocol === 'file:' ? { kind: 'go', isAway: false } : { kind: 'elsewhere' };
  if (to.origin === origin) return { kind: 'go', isAway: isAway && !isMainFrame };
  if (!isMainFrame) return isAway ? { kind: 'go', isAway } : { kind: 'refuse' };
  const isWeb = to.protocol === 'https:' || to.protocol === 'http:';
  return isWeb && (isRedirect || isAway) ? { kind: 'go', isAway: true } : { kind: 'elsewhere' };
}
