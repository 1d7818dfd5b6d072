// The other's screen, large: whole, or at its actual size, to be moved about under the window.
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { panByKey, panned } from '../../model/pan.ts';
import type { Point, Size } from '../../model/small-picture.ts';
import { t } from '../../i18n/strings.ts';

export interface ScreenViewProps {
  label: string;
  actual: boolean;
  /** The video. */
  children: ComponentChildren;
}

const MIDDLE: Point = { x: 0, y: 0 };

export function ScreenView({ label, actual, children }: ScreenViewProps) {
  const view = useRef<HTMLDivElement>(null);
  const held = useRef<Point | undefined>(undefined);
  const at = useSignal(MIDDLE);
  const move = (by: Point): void => {
    const element = view.current;
    if (element) at.value = panned(at.peek(), by, screenSize(element), sizeOf(element));
  };
  useEffect(
    () => (actual && view.current ? followSizes(view.current, () => move(MIDDLE)) : undefined),
    [actual],
  );
  const drag = (event: PointerEvent): void => {
    const { x, y } = held.current ?? { x: event.clientX, y: event.clientY };
    if (!held.current) return;
    held.current = { x: event.clientX, y: event.clientY };
    move({ x: event.clientX - x, y: event.clientY - y });
  };
  const handlers = actual && {
    role: 'group' as const,
    tabIndex: 0,
    'aria-label': label,
    'aria-describedby': 'pan-hint',
    onKeyDown: (event: KeyboardEvent) => {
      const by = panByKey(event.key);
      if (!by || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      move(by);
    },
    onWheel: (event: WheelEvent) => move({ x: -event.deltaX, y: -event.deltaY }),
    onPointerDown: (event: PointerEvent) => {
      view.current?.setPointerCapture(event.pointerId);
      held.current = { x: event.clientX, y: event.clientY };
    },
    onPointerMove: drag,
    onLostPointerCapture: () => (held.current = undefined),
  };
  return (
    <div
      ref={view}
      class="screen-view"
      data-actual={actual}
      style={{ '--pan-x': `${at.value.x}px`, '--pan-y': `${at.value.y}px` }}
      {...handlers}
    >
      {children}
      {actual && (
        <p class="unseen" id="pan-hint">
          {t.stage.panHint}
        </p>
      )}
    </div>
  );
}

/** The video is as large as its screen, and stays in reach when either changes. */
function followSizes(element: HTMLElement, changed: () => void): () => void {
  const video = element.querySelector('video');
  const measure = (): void => {
    const { width, height } = screenSize(element);
    element.style.setProperty('--screen-width', `${width}px`);
    element.style.setProperty('--screen-height', `${height}px`);
    changed();
  };
  measure();
  const sizes = new ResizeObserver(measure);
  sizes.observe(element);
  video?.addEventListener('resize', measure);
  return () => {
    sizes.disconnect();
    video?.removeEventListener('resize', measure);
  };
}

/** One pixel of the screen is one of the display. */
function screenSize(element: HTMLElement): Size {
  const video = element.querySelector('video');
  const ratio = window.devicePixelRatio;
  return { width: (video?.videoWidth ?? 0) / ratio, height: (video?.videoHeight ?? 0) / ratio };
}

function sizeOf(element: HTMLElement): Size {
  return { width: element.clientWidth, height: element.clientHeight };
}
