// Runs in every page before its own scripts: notes the click, and the first frame of any video that shows a picture.
// Times are ms of the Unix epoch, so that two browsers' can be compared.
(() => {
  const now = () => performance.timeOrigin + performance.now();
  /** How far a channel may be off: codecs and colour spaces are not exact, and no two pictures are that close. */
  const TOLERANCE = 60;
  const canvas = document.createElement('canvas');
  canvas.width = 16;
  canvas.height = 16;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const watched = new WeakSet();
  let wanted;
  let clickedAt;
  let seenAt;
  let onSeen = () => {};

  function shows(video, quadrants) {
    context.drawImage(video, 0, 0, 16, 16);
    const { data } = context.getImageData(0, 0, 16, 16);
    return quadrants.every((colour, i) => {
      const at = ((i < 2 ? 4 : 12) * 16 + (i % 2 === 0 ? 4 : 12)) * 4;
      return colour.every((channel, c) => Math.abs(channel - data[at + c]) <= TOLERANCE);
    });
  }

  function watch(video) {
    watched.add(video);
    const frame = () => {
      if (wanted && !seenAt && shows(video, wanted)) {
        seenAt = now();
        onSeen();
      }
      video.requestVideoFrameCallback(frame);
    };
    video.requestVideoFrameCallback(frame);
  }

  function look() {
    for (const video of document.querySelectorAll('video')) if (!watched.has(video)) watch(video);
    requestAnimationFrame(look);
  }
  requestAnimationFrame(look);

  document.addEventListener('click', () => (clickedAt ??= now()), { capture: true });

  globalThis.benchWatch = {
    /** From now on: the next click, and the next frame that shows these four colours. */
    arm(quadrants) {
      wanted = quadrants;
      clickedAt = undefined;
      seenAt = undefined;
    },
    /** Resolves once both have been. */
    async times(timeout) {
      await new Promise((resolve, reject) => {
        if (seenAt) resolve();
        onSeen = resolve;
        setTimeout(() => reject(new Error('the picture never came')), timeout);
      });
      return { clickedAt, seenAt };
    },
  };
})();
