// Whether the PC client is something for whoever looks at this page.

interface Place {
  navigator: Pick<Navigator, 'userAgent' | 'maxTouchPoints'>;
}

/** Not on phones and tablets, nor in the client itself. */
export function canRunClient(place: Place): boolean {
  const { userAgent, maxTouchPoints } = place.navigator;
  // An iPad says that it is a Mac; a Mac has no touch screen.
  const isHandheld =
    /Android|iPhone|iPad|Mobile/.test(userAgent) || (userAgent.includes('Macintosh') && maxTouchPoints > 1);
  return !isHandheld && !('parleyDesktop' in place);
}
