// Until a page stands still: fonts, pictures, first frames, and all motion that comes to an end.
import { nextFrame, until } from './by-name.ts';

/** Frames in a row without a change. */
const QUIET = 2;

export async function standsStill(): Promise<void> {
  await document.fonts.ready;
  await Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)));
  for (const video of document.querySelectorAll('video')) {
    const stream = video.srcObject;
    const expected = stream instanceof MediaStream && stream.getVideoTracks().length > 0;
    if (expected && video.checkVisibility()) await until('a first frame', () => hasFrame(video));
  }
  await settled();
  const motions = document.getAnimations().filter(ends);
  if (motions.length === 0) return;
  // How it looks in the end is what counts, not the way there.
  for (const motion of motions) motion.finish();
  await settled();
}

/** Motion that a person who wants little of it would see. */
export function motions(): string[] {
  return document
    .getAnimations()
    .filter((motion) => motion.playState === 'running' && lengthOf(motion) > LEAST)
    .map((motion) => (motion instanceof CSSAnimation ? motion.animationName : 'a transition'));
}

/** Ms that nobody notices. */
const LEAST = 10;

function lengthOf({ effect }: Animation): number {
  const { duration } = effect?.getComputedTiming() ?? {};
  return typeof duration === 'number' ? duration : 0;
}

function hasFrame(video: HTMLVideoElement): true | undefined {
  return video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA || undefined;
}

function ends(motion: Animation): boolean {
  const end = motion.effect?.getComputedTiming().endTime;
  return typeof end === 'number' && Number.isFinite(end) && motion.playState === 'running';
}

/** Nothing in the document has changed for some frames. */
async function settled(): Promise<void> {
  let quiet = 0;
  const observer = new MutationObserver(() => {
    quiet = 0;
  });
  observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  try {
    while (quiet < QUIET) {
      await nextFrame();
      quiet += 1;
    }
  } finally {
    observer.disconnect();
  }
}
