// How large what is large is shown: a screen whole or at its actual size, the other's picture whole or over all of the stage.
import { useComputed, useSignal, type ReadonlySignal, type Signal } from '@preact/signals';
import { useLayoutEffect } from 'preact/hooks';
import { fitOf, type Fit } from '../../model/fit.ts';
import type { Stage } from '../../model/stage.ts';
import type { Seen } from './Pictures.tsx';

export interface Zoom {
  /** What there is a choice for now. */
  readonly of: 'screen' | 'theirs' | undefined;
  /** Whether it has been made larger. */
  readonly on: boolean;
  /** Whether a screen is shown at its actual size. */
  readonly actual: boolean;
  /** How the other's picture lies on the stage. */
  readonly fit: Fit;
  toggle(): void;
}

type Ref = { readonly current: HTMLElement | null };

export interface ZoomParts {
  stage: Stage;
  seen: ReadonlySignal<Seen>;
  /** Whether there is no large picture now. */
  bare: boolean;
}

export function useZoom(element: Ref, { stage, seen, bare }: ZoomParts): Zoom {
  const actual = useSignal(false);
  // As long as the call: another's face may be nearer to the edge.
  const filled = useSignal(false);
  const shape = useShape(element);
  const fit = useComputed(() => fitOf(seen.value.theirs, shape.value, filled.value)).value;
  const theirs = stage.large === 'theirs' && !bare && fit !== 'close';
  if (stage.large === 'screen')
    return { of: 'screen', on: actual.value, actual: actual.value, fit, toggle: () => flip(actual) };
  return {
    of: theirs ? 'theirs' : undefined,
    on: fit === 'filled',
    actual: false,
    fit,
    toggle: () => flip(filled),
  };
}

function flip(choice: Signal<boolean>): void {
  choice.value = !choice.peek();
}

/** Width by height. */
function useShape(element: Ref): ReadonlySignal<number> {
  const shape = useSignal(0);
  useLayoutEffect(() => {
    const measured = element.current;
    if (!measured) return undefined;
    const measure = (): void => {
      const { clientWidth: width, clientHeight: height } = measured;
      shape.value = height > 0 ? width / height : 0;
    };
    measure();
    const sizes = new ResizeObserver(measure);
    sizes.observe(measured);
    return () => sizes.disconnect();
  }, []);
  return shape;
}
