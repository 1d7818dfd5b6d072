import type { CallId } from '@parley/client';
import { expect, test } from 'vitest';
import { failureReport, type Failure } from './failure-report.ts';

test('[C19] the lines about a failed call name each side’s cause and what there was to connect by', () => {
  const connection = {
    offerer: true,
    relayOnly: false,
    servers: ['turn udp'],
    own: { 'host udp': 2 },
    other: {},
    errors: { 701: 3 },
    states: [{ after: 1_240, state: 'ice failed' }],
  };
  const failure: Failure = {
    call: { id: 'call-1' as CallId, report: { connections: [connection] } },
    outcome: {
      with: 'bob',
      media: 'video',
      direction: 'outgoing',
      reason: 'media-failed',
      duration: 0,
      by: 'nobody',
      causes: { self: 'relay-unreachable', other: undefined },
    },
    at: 0,
  };
  expect(failureReport(failure, 'Browser/1').split('\n')).toEqual([
    'call: call-1',
    'time: 1970-01-01T00:00:00.000Z',
    'kind: outgoing video',
    'end: media-failed, by nobody, after 0 s',
    'cause here: relay-unreachable',
    'cause there: unknown',
    'browser: Browser/1',
    'connection 1:',
    '  role: offers',
    '  servers: turn udp',
    '  candidates here: 2 × host udp',
    '  candidates there: none',
    '  errors: 3 × 701',
    '  states: ice failed 1.2 s',
  ]);
});
