// A long press of a finger, in place of what a mouse shows by hovering.
import { useRef } from 'preact/hooks';

const LONG = 450;
/** CSS pixels that a finger may stray before it counts as scrolling. */
const STRAY = 10;

interface Down {
  x: number;
  y: number;
  timer: ReturnType<typeof setTimeout>;
}

export interface LongPress {
  onPointerDown(event: PointerEvent): void;
  onPointerMove(event: PointerEvent): void;
  onPointerUp(): void;
  onPointerCancel(): void;
}

export function useLongPress(pressed: () => void): LongPress {
  const down = useRef<Down | undefined>(undefined);
  const end = (): void => {
    clearTimeout(down.current?.timer);
    down.current = undefined;
  };
  return {
    onPointerDown: (event) => {
      end();
      const isOnControl = event.target instanceof Element && event.target.closest('a, button') !== null;
      if (event.pointerType === 'mouse' || isOnControl) return;
      down.current = { x: event.clientX, y: event.clientY, timer: setTimeout(pressed, LONG) };
    },
    onPointerMove: ({ clientX, clientY }) => {
      if (down.current && Math.hypot(clientX - down.current.x, clientY - down.current.y) > STRAY) end();
    },
    onPointerUp: end,
    onPointerCancel: end,
  };
}
