// Moving pictures of nobody, for looking at the stage of a call without a camera.

export interface PictureOptions {
  width: number;
  height: number;
  sky: string;
  skin: string;
  shirt: string;
}

/** A drawn person who nods a little, as a live stream. */
export function drawPerson({ width, height, sky, skin, shirt }: PictureOptions): MediaStream {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  const draw = (time: number): void => {
    if (!context) return;
    const nod = Math.sin(time / 700) * height * 0.012;
    context.fillStyle = sky;
    context.fillRect(0, 0, width, height);
    context.fillStyle = 'rgb(255 255 255 / 10%)';
    context.fillRect(width * 0.62, height * 0.08, width * 0.26, height * 0.42);
    disc(context, shirt, width / 2, height * 1.12, height * 0.5);
    disc(context, skin, width / 2, height * 0.44 + nod, height * 0.2);
    disc(context, '#2b2320', width / 2 - height * 0.07, height * 0.42 + nod, height * 0.016);
    disc(context, '#2b2320', width / 2 + height * 0.07, height * 0.42 + nod, height * 0.016);
    requestAnimationFrame(draw);
  };
  requestAnimationFrame(draw);
  return canvas.captureStream(15);
}

function disc(context: CanvasRenderingContext2D, colour: string, x: number, y: number, radius: number): void {
  context.fillStyle = colour;
  context.beginPath();
  context.arc(x, y, radius, 0, Math.PI * 2);
  context.fill();
}
