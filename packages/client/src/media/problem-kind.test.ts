import { describe, expect, test } from 'vitest';
import { problemKind, type Circumstances } from './problem-kind.ts';

const thrown = (name: string, message = ''): Error => Object.assign(new Error(message), { name });

describe('[S13] what a browser throws, as a kind of problem', () => {
  test.each<[name: string, message: string, known: Circumstances, kind: string]>([
    ['NotFoundError', 'Requested device not found', {}, 'missing'],
    ['NotFoundError', 'The object can not be found here.', { listed: true }, 'system'],
    ['OverconstrainedError', '', {}, 'missing'],
    ['DevicesNotFoundError', '', {}, 'missing'],
    ['NotAllowedError', 'Permission denied', { permission: 'denied' }, 'denied'],
    ['NotAllowedError', 'Permission denied', {}, 'denied'],
    ['NotAllowedError', 'Permission dismissed', {}, 'dismissed'],
    [
      'NotAllowedError',
      'The request is not allowed by the user agent',
      { permission: 'prompt' },
      'dismissed',
    ],
    ['NotAllowedError', 'Permission denied by system', { permission: 'granted' }, 'system'],
    ['NotAllowedError', 'Permission denied by system', {}, 'system'],
    ['NotAllowedError', 'The request is not allowed', { permission: 'granted' }, 'system'],
    ['NotAllowedError', 'Permission denied', { permission: 'denied', forbidden: true }, 'forbidden'],
    ['PermissionDeniedError', '', {}, 'denied'],
    ['PermissionDismissedError', '', {}, 'dismissed'],
    ['SecurityError', '', {}, 'forbidden'],
    ['NotReadableError', 'Could not start video source', {}, 'in-use'],
    ['NotReadableError', 'Failed to allocate videosource', { listed: true }, 'in-use'],
    ['TrackStartError', '', {}, 'in-use'],
    ['AbortError', 'Starting videoinput failed', {}, 'in-use'],
    ['InvalidStateError', '', {}, 'failed'],
    ['TypeError', '', {}, 'failed'],
  ])('%s “%s” %o: %s', (name, message, known, kind) => {
    expect(problemKind(thrown(name, message), known)).toBe(kind);
  });

  test('what is no error at all is one nobody knows', () => {
    expect(problemKind('no')).toBe('failed');
  });
});
