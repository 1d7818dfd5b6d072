// What the server's page may do in Electron's windows, and that nothing else may.
import type { Session, WebContents } from 'electron';

/** Of all that Electron can be asked for. The page stays on its origin, so a grant to it is a grant to the server alone. */
const GRANTED: ReadonlySet<string> = new Set([
  'media',
  'display-capture',
  'fullscreen',
  'notifications',
  'clipboard-sanitized-write',
  'speaker-selection',
  'screen-wake-lock',
]);

/** `originOf`: the server's origin that a window was opened for; nothing for a page of the client's own. */
export function grantByOrigin(
  session: Session,
  originOf: (contents: WebContents | null) => string | undefined,
): void {
  const isGranted = (contents: WebContents | null, permission: string, asking: string): boolean => {
    const origin = originOf(contents);
    return origin !== undefined && GRANTED.has(permission) && sameOrigin(asking, origin);
  };
  session.setPermissionRequestHandler((contents, permission, answer, { requestingUrl }) =>
    answer(isGranted(contents, permission, requestingUrl)),
  );
  session.setPermissionCheckHandler((contents, permission, asking) =>
    isGranted(contents, permission, asking),
  );
  session.setDevicePermissionHandler(() => false);
}

export function sameOrigin(url: string, origin: string): boolean {
  return URL.canParse(url) && new URL(url).origin === origin;
}
