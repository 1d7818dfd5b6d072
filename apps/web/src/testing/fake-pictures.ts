// Moving pictures of nobody, for looking at the stage of a call without a camera.

export interface PictureOptions {
  width: number;
  height: number;
  sky: string;
  skin: string;
  shirt: string;
  /** Without any motion, so that two pictures of a page are the same. */
  still?: boolean;
}

/** Ms between the frames of a picture without motion: a stream that sends none has no picture for whoever comes late. */
const STILL_EVERY = 250;

/** A drawn person who nods a little, as a live stream. */
export function drawPerson({ width, height, sky, skin, shirt, still = false }: PictureOptions): MediaStream {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  const paint = (nod: number): void => {
    if (!context) return;
    context.fillStyle = sky;
    context.fillRect(0, 0, width, height);
    context.fillStyle = 'rgb(255 255 255 / 10%)';
    context.fillRect(width * 0.62, height * 0.08, width * 0.26, height * 0.42);
    disc(context, shirt, width / 2, height * 1.12, height * 0.5);
    disc(context, skin, width / 2, height * 0.44 + nod, height * 0.2);
    disc(context, '#2b2320', width / 2 - height * 0.07, height * 0.42 + nod, height * 0.016);
    disc(context, '#2b2320', width / 2 + height * 0.07, height * 0.42 + nod, height * 0.016);
  };
  const draw = (time: number): void => {
    if (still) setTimeout(draw, STILL_EVERY);
    else requestAnimationFrame(draw);
    // A picture that nobody looks at costs nothing.
    if (document.querySelector('video')) paint(still ? 0 : Math.sin(time / 700) * height * 0.012);
  };
  requestAnimationFrame(draw);
  return canvas.captureStream(15);
}

/** Two people, the other one also as a phone held upright sends them, and a screen. `still`: two pictures of a page with them are the same. */
export function drawPictures({ still = false } = {}): Record<
  'own' | 'theirs' | 'upright' | 'screen',
  MediaStream
> {
  return {
    own: drawPerson({ width: 640, height: 480, sky: '#46617c', skin: '#e3b48f', shirt: '#d2694b', still }),
    theirs: drawPerson({
      width: 1280,
      height: 720,
      sky: '#56705a',
      skin: '#8d5a3b',
      shirt: '#e6dfcf',
      still,
    }),
    upright: drawPerson({
      width: 720,
      height: 1280,
      sky: '#56705a',
      skin: '#8d5a3b',
      shirt: '#e6dfcf',
      still,
    }),
    screen: drawPerson({
      width: 1600,
      height: 900,
      sky: '#d8dbe6',
      skin: '#9aa3c7',
      shirt: '#6d78a8',
      still,
    }),
  };
}

function disc(context: CanvasRenderingContext2D, colour: string, x: number, y: number, radius: number): void {
  context.fillStyle = colour;
  context.beginPath();
  context.arc(x, y, radius, 0, Math.PI * 2);
  context.fill();
}
