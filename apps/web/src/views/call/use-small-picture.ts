// The small picture under a hand: measures the stage, puts the picture into its corner, and lets it be dragged or thrown into another.
import { useSignal, type ReadonlySignal } from '@preact/signals';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { Preferences } from '../../model/preferences.ts';
import {
  cornerAfter,
  cornerByKey,
  placeSmall,
  sideOf,
  smallSize,
  velocityOf,
  type Box,
  type Corner,
  type Placed,
  type Room,
  type Sample,
} from '../../model/small-picture.ts';
import { t } from '../../i18n/strings.ts';

/** Width by height of the small picture, and of the third where there is one. */
export interface Shapes {
  readonly small: number;
  readonly extra: number | undefined;
}

export interface SmallPicture {
  /** What screen readers are told after it was moved. */
  readonly told: ReadonlySignal<string>;
  move(corner: Corner): void;
  onPointerDown: (event: PointerEvent) => void;
  onKeyDown: (event: KeyboardEvent) => void;
  /** A press that was not a drag. */
  isClick(event: MouseEvent): boolean;
}

/** What the small picture never lies on. */
const OBSTACLES =
  '.call-name, .call-status, .held-call, .window-buttons > button, .controls, .problem, .stage-card, .share-bar';
type Ref = { readonly current: HTMLElement | null };

/** Closer than this a press is not yet a drag, px. */
const SLOP = 6;

export function useSmallPicture(
  stage: Ref,
  preferences: Preferences,
  shapes: Shapes | undefined,
): SmallPicture {
  const told = useSignal('');
  const corner = preferences.current.value.smallPicture;
  const held = useRef(false);
  const dragged = useRef(false);
  const latest = useRef({ corner, shapes });
  latest.current = { corner, shapes };

  const place = (): void => {
    const element = stage.current;
    const { corner: at, shapes: now } = latest.current;
    if (!element || !now || held.current) return;
    const room = roomOf(element);
    const placed = placeSmall(at, room, ...sizesOf(now, room));
    show(element, placed);
    // The first place is no move.
    if (!element.dataset['small']) requestAnimationFrame(() => (element.dataset['small'] = 'settled'));
  };
  // Whatever was drawn may have changed what is in the way.
  useLayoutEffect(place);
  useLayoutEffect(() => observe(stage.current, place), []);

  const actions = useMemo(() => {
    const move = (next: Corner): void => {
      preferences.set({ smallPicture: next });
      const element = stage.current;
      if (element) told.value = t.stage.smallAt[sideOf(next, isRtl(element))];
    };
    return { move, ...createDrag({ stage, held, dragged, latest, move, place: () => place() }) };
  }, []);
  return {
    told,
    ...actions,
    onKeyDown: (event) => {
      const element = stage.current;
      if (!element || event.ctrlKey || event.metaKey || event.altKey) return;
      const next = cornerByKey(preferences.current.peek().smallPicture, event.key, isRtl(element));
      if (next === undefined) return;
      event.preventDefault();
      actions.move(next);
    },
    isClick: ({ detail }) => {
      // Keys and screen readers press without a pointer (UI Events: `detail` is 0), whatever was dragged before.
      const click = detail === 0 || !dragged.current;
      dragged.current = false;
      return click;
    },
  };
}

interface DragParts {
  stage: Ref;
  held: { current: boolean };
  dragged: { current: boolean };
  latest: { current: { corner: Corner; shapes: Shapes | undefined } };
  move: (corner: Corner) => void;
  place: () => void;
}

function createDrag({
  stage,
  held,
  dragged,
  latest,
  move,
  place,
}: DragParts): Pick<SmallPicture, 'onPointerDown'> {
  const onPointerDown = (event: PointerEvent): void => {
    const element = stage.current;
    const grip = event.currentTarget as HTMLElement;
    const { corner, shapes } = latest.current;
    if (!element || !shapes || event.button !== 0 || !event.isPrimary) return;
    dragged.current = false;
    const room = roomOf(element);
    const placed = placeSmall(corner, room, ...sizesOf(shapes, room));
    const from = { x: event.clientX, y: event.clientY };
    let samples: Sample[] = [];
    const scope = new AbortController();
    const on = { signal: scope.signal };
    const onMove = ({ clientX, clientY, timeStamp }: PointerEvent): void => {
      const dx = clientX - from.x;
      const dy = clientY - from.y;
      if (!held.current && Math.hypot(dx, dy) < SLOP) return;
      if (!held.current) {
        held.current = true;
        dragged.current = true;
        element.dataset['small'] = 'held';
      }
      samples = [...samples.slice(-9), { x: clientX, y: clientY, at: timeStamp }];
      show(element, shifted(placed, dx, dy));
    };
    const end =
      (after: (last: Box) => void) =>
      (up: PointerEvent): void => {
        scope.abort();
        if (!held.current) return;
        held.current = false;
        element.dataset['small'] = 'settled';
        after(shifted(placed, up.clientX - from.x, up.clientY - from.y).small);
        place();
      };
    grip.setPointerCapture(event.pointerId);
    grip.addEventListener('pointermove', onMove, on);
    grip.addEventListener(
      'pointercancel',
      end(() => undefined),
      on,
    );
    grip.addEventListener(
      'pointerup',
      (up) =>
        end((last) => {
          const middle = { x: last.x + last.width / 2, y: last.y + last.height / 2 };
          const next = cornerAfter(middle, velocityOf(samples, up.timeStamp), room);
          latest.current = { ...latest.current, corner: next };
          move(next);
        })(up),
      on,
    );
  };
  return { onPointerDown };
}

function sizesOf({ small, extra }: Shapes, room: Room) {
  return [smallSize(small, room), extra === undefined ? undefined : smallSize(extra, room)] as const;
}

function shifted({ small, extra }: Placed, dx: number, dy: number): Placed {
  const by = (box: Box): Box => ({ ...box, x: box.x + dx, y: box.y + dy });
  return { small: by(small), extra: extra && by(extra) };
}

function show(element: HTMLElement, { small, extra = small }: Placed): void {
  for (const [name, box] of Object.entries({ small, extra }))
    for (const key of ['x', 'y', 'width', 'height'] as const)
      element.style.setProperty(`--${name}-${key}`, `${box[key]}px`);
}

function roomOf(element: HTMLElement): Room {
  const stage = element.getBoundingClientRect();
  const { paddingTop, paddingRight, paddingBottom, paddingLeft } = getComputedStyle(element);
  const obstacles = [...element.querySelectorAll(OBSTACLES)]
    .map((found) => found.getBoundingClientRect())
    .filter(({ width, height }) => width > 0 && height > 0)
    .map(({ x, y, width, height }) => ({ x: x - stage.x, y: y - stage.y, width, height }));
  return {
    width: stage.width,
    height: stage.height,
    rtl: isRtl(element),
    // The stage's padding is the display's cut-outs, and moves nothing in it by itself.
    safe: {
      top: Number.parseFloat(paddingTop),
      right: Number.parseFloat(paddingRight),
      bottom: Number.parseFloat(paddingBottom),
      left: Number.parseFloat(paddingLeft),
    },
    obstacles,
  };
}

function isRtl(element: Element): boolean {
  return getComputedStyle(element).direction === 'rtl';
}

function observe(element: HTMLElement | null, changed: () => void): (() => void) | undefined {
  if (!element) return undefined;
  const sizes = new ResizeObserver(changed);
  sizes.observe(element);
  for (const part of element.querySelectorAll('.call-head, .problems, .controls')) sizes.observe(part);
  return () => sizes.disconnect();
}
