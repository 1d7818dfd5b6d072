// English words about the line between two people in a call: how good it is, and what it suffers from.
import { assertNever, type LineTrouble } from '@parley/client';
import { lackingOf, type Lacking } from '../lacking.ts';

const CAMERA: Readonly<Record<Lacking, string>> = {
  refused: 'their browser has no permission for it',
  missing: 'none was found',
  used: 'another program uses it',
  broken: 'it could not be started',
};

const MICROPHONE: Readonly<Record<Lacking, string>> = {
  refused: 'their browser has no permission for the microphone',
  missing: 'no microphone was found',
  used: 'another program uses the microphone',
  broken: 'the microphone could not be started',
};

function weak(trouble: LineTrouble | undefined): string {
  switch (trouble) {
    case 'loss':
      return 'Weak connection: parts get lost on the way';
    case 'delay':
      return 'Weak connection: everything arrives late';
    case 'silent':
      return 'Weak connection: nothing has come for a moment';
    case 'narrow':
    case undefined:
      return 'Weak connection';
    default:
      return assertNever(trouble);
  }
}

export const line = {
  good: 'Good connection',
  weak,
  lost: 'Connection lost: looking for another way',
  cameraLacking: (name: string, why: string): string => `${name}'s camera is off: ${CAMERA[lackingOf(why)]}`,
  microphoneLacking: (name: string, why: string): string => `${name} is muted: ${MICROPHONE[lackingOf(why)]}`,
};
