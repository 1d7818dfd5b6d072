// Where the small picture lies: pure geometry. It keeps to a corner, and clear of everything that is to be read or pressed.

export const CORNERS = ['top-start', 'top-end', 'bottom-end', 'bottom-start'] as const;
/** `start` is where a line of text begins: on the right in Arabic. In the order of the clock where text begins left. */
export type Corner = (typeof CORNERS)[number];

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export type Box = Point & Size;

/** What the corners are corners of, in px. */
export interface Room extends Size {
  /** Whether text begins on the right. */
  readonly rtl: boolean;
  /** What a display's rounded corners and cut-outs take at each side. */
  readonly safe: {
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
    readonly left: number;
  };
  /** What must not be covered. */
  readonly obstacles: readonly Box[];
}

const GAP = 10;
/** From the window's edges, however little room there is. */
const LEAST = 8;
/** For how many ms the picture flies on as fast as it was let go. */
const FLIGHT = 160;

/** The sides have the ratio of the picture, and its area is the same whichever it is. */
export function smallSize(aspect: number, room: Size): Size {
  const ratio = Math.sqrt(clamp(aspect, 9 / 16, 16 / 9));
  const side = clamp(0.21 * Math.sqrt(room.width * room.height), 84, 200);
  return { width: Math.round(side * ratio), height: Math.round(side / ratio) };
}

export interface Placed {
  readonly small: Box;
  /** The third picture, on the inner side of the small one. */
  readonly extra: Box | undefined;
}

export function placeSmall(corner: Corner, room: Room, small: Size, extra?: Size): Placed {
  const gap = extra ? GAP : 0;
  const width = Math.max(small.width, extra?.width ?? 0);
  const height = small.height + gap + (extra?.height ?? 0);
  const group = clearOf(room, corner, cornerBox(corner, room, { width, height }));
  const atRight = isRight(corner, room.rtl);
  const atTop = isTop(corner);
  const box = (size: Size, y: number): Box => ({
    ...size,
    x: atRight ? group.x + width - size.width : group.x,
    y,
  });
  const farEnd = (size: Size): number => group.y + height - size.height;
  return {
    small: box(small, atTop ? group.y : farEnd(small)),
    extra: extra && box(extra, atTop ? farEnd(extra) : group.y),
  };
}

/** Beside the edges, as if nothing else were there. */
function cornerBox(corner: Corner, room: Room, size: Size): Box {
  const { safe, width, height } = room;
  const edge = width < 600 || height < 420 ? 12 : 22;
  return {
    ...size,
    x: isRight(corner, room.rtl) ? width - safe.right - edge - size.width : safe.left + edge,
    y: isTop(corner) ? safe.top + edge : height - safe.bottom - edge - size.height,
  };
}

/** Moves away from the corner, along the side where the way is shorter, until nothing is covered. */
function clearOf(room: Room, corner: Corner, start: Box): Box {
  let box = start;
  // Each round passes one obstacle; none is met again.
  for (const _ of room.obstacles) {
    const met = room.obstacles.find((obstacle) => overlaps(box, obstacle));
    if (!met) break;
    const across = isRight(corner, room.rtl) ? met.x - GAP - box.width : met.x + met.width + GAP;
    const along = isTop(corner) ? met.y + met.height + GAP : met.y - GAP - box.height;
    box = Math.abs(across - box.x) < Math.abs(along - box.y) ? { ...box, x: across } : { ...box, y: along };
  }
  // Where there is no room at all, it stays in the window.
  return {
    ...box,
    x: clamp(box.x, LEAST, Math.max(LEAST, room.width - box.width - LEAST)),
    y: clamp(box.y, LEAST, Math.max(LEAST, room.height - box.height - LEAST)),
  };
}

function overlaps(one: Box, other: Box): boolean {
  return (
    one.x < other.x + other.width + GAP &&
    other.x < one.x + one.width + GAP &&
    one.y < other.y + other.height + GAP &&
    other.y < one.y + one.height + GAP
  );
}

/** The corner that a picture makes for, let go of with its middle there and so fast (px per ms). */
export function cornerAfter(
  middle: Point,
  velocity: Point,
  room: Pick<Room, 'width' | 'height' | 'rtl'>,
): Corner {
  const right = middle.x + velocity.x * FLIGHT > room.width / 2;
  const bottom = middle.y + velocity.y * FLIGHT > room.height / 2;
  return cornerOf(bottom ? 'bottom' : 'top', right !== room.rtl ? 'end' : 'start');
}

/** The corner that an arrow key leads to; nothing for other keys. */
export function cornerByKey(corner: Corner, key: string, rtl: boolean): Corner | undefined {
  const [block, inline] = corner.split('-') as ['top' | 'bottom', 'start' | 'end'];
  switch (key) {
    case 'ArrowUp':
      return cornerOf('top', inline);
    case 'ArrowDown':
      return cornerOf('bottom', inline);
    case 'ArrowLeft':
      return cornerOf(block, rtl ? 'end' : 'start');
    case 'ArrowRight':
      return cornerOf(block, rtl ? 'start' : 'end');
    default:
      return undefined;
  }
}

export function nextCorner(corner: Corner): Corner {
  return CORNERS[(CORNERS.indexOf(corner) + 1) % CORNERS.length] ?? corner;
}

/** Where it is for the eye. */
export function sideOf(corner: Corner, rtl: boolean): 'topLeft' | 'topRight' | 'bottomLeft' | 'bottomRight' {
  if (isTop(corner)) return isRight(corner, rtl) ? 'topRight' : 'topLeft';
  return isRight(corner, rtl) ? 'bottomRight' : 'bottomLeft';
}

export interface Sample extends Point {
  /** Ms. */
  readonly at: number;
}

/** How fast the pointer was at the end, in px per ms: who holds still before letting go throws nothing. */
export function velocityOf(samples: readonly Sample[], now: number): Point {
  const recent = samples.filter(({ at }) => now - at <= 100);
  const first = recent[0];
  const last = recent.at(-1);
  if (!first || !last || now - first.at < 1) return { x: 0, y: 0 };
  const time = now - first.at;
  return { x: (last.x - first.x) / time, y: (last.y - first.y) / time };
}

function cornerOf(block: 'top' | 'bottom', inline: 'start' | 'end'): Corner {
  return `${block}-${inline}`;
}

function isTop(corner: Corner): boolean {
  return corner.startsWith('top');
}

function isRight(corner: Corner, rtl: boolean): boolean {
  return corner.endsWith('end') !== rtl;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
