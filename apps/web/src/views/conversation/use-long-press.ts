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
  onContextMenu(event: MouseEvent): void;
  onClickCapture(event: MouseEvent): void;
}

export function useLongPress(pressed: () => void): LongPress {
  const down = useRef<Down | undefined>(undefined);
  const isLong = useRef(false);
  const end = (): void => {
    clearTimeout(down.current?.timer);
    down.current = undefined;
  };
  const lifted = (): void => {
    end();
    // The click that a browser may make of it comes at once, or never.
    setTimeout(() => (isLong.current = false), LONG);
  };
  const held = (): void => {
    isLong.current = true;
    pressed();
  };
  return {
    onPointerDown: (event) => {
      end();
      isLong.current = false;
      // A picture is a button over all of itself: there is no other place to press for long.
      const isOnControl =
        event.target instanceof Element && event.target.closest('a, button:not(.file-picture)') !== null;
      if (event.pointerType === 'mouse' || isOnControl) return;
      down.current = { x: event.clientX, y: event.clientY, timer: setTimeout(held, LONG) };
    },
    onPointerMove: ({ clientX, clientY }) => {
      if (down.current && Math.hypot(clientX - down.current.x, clientY - down.current.y) > STRAY) end();
    },
    onPointerUp: lifted,
    onPointerCancel: lifted,
    // The browser's own menu, as of a picture, would lie over this one.
    onContextMenu: (event) => down.current && event.preventDefault(),
    // What was pressed for long is not pressed besides.
    onClickCapture: (event) => {
      if (!isLong.current) return;
      event.preventDefault();
      event.stopPropagation();
    },
  };
}
