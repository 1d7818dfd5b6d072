// How the other's picture lies on the stage: cut at its edges where little is lost by that, and whole where more would be, unless
// somebody asks for it.

/** `close`: of nearly the stage's shape, so it fills it. `whole`: with bars beside it. `filled`: over all of it, as asked for. */
export type Fit = 'close' | 'whole' | 'filled';

/** How much of a picture must be left for it to be cut unasked. Faces are in the middle, and often near the top. */
const LEFT = { ofWidth: 0.78, ofHeight: 0.86 };

/** Both shapes are width by height, and 0 as long as they are not known. */
export function fitOf(picture: number, stage: number, asked: boolean): Fit {
  if (picture <= 0 || stage <= 0) return 'whole';
  const isClose = picture > stage ? stage / picture >= LEFT.ofWidth : picture / stage >= LEFT.ofHeight;
  if (isClose) return 'close';
  return asked ? 'filled' : 'whole';
}
