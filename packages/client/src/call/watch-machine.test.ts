import { expect, test } from 'vitest';
import fc from 'fast-check';
import { awaitsMedia, beginWatch, stepWatch, type WatchInput, type WatchMachine } from './watch-machine.ts';

const look = (line: 'connecting' | 'good' | 'weak' | 'lost', output = true, accepted = true): WatchInput => ({
  type: 'looked',
  accepted,
  line,
  output,
});
const came = (count: number): WatchInput => ({ type: 'measured', came: count });
const end: WatchInput = { type: 'ended', reason: 'hung-up' };

function run(inputs: readonly WatchInput[], output = true): [string[], WatchMachine] {
  const said: string[] = [];
  let machine = beginWatch(output);
  for (const input of inputs) {
    const [next, told] = stepWatch(machine, input);
    machine = next;
    for (const one of told) {
      if (one.type === 'disconnected') said.push(`disconnected ${one.event.reason}`);
      else if (one.type === 'outputChanged') said.push(one.event.on ? 'on' : 'off');
      else said.push(one.type);
    }
  }
  return [said, machine];
}

test.each<[title: string, inputs: WatchInput[], said: string[]]>([
  ['nothing of a line that does not stand', [look('connecting'), came(0), came(9)], []],
  ['nothing before the accept, though black warms up', [look('good', true, false), came(5), came(9)], []],
  ['what came before the accept does not count', [look('good'), came(5), came(5)], []],
  ['the first that comes', [look('good'), came(5), came(6)], ['connected']],
  ['a weak line carries it, too', [look('weak'), came(0), came(1)], ['connected']],
  ['connected once', [look('good'), came(0), came(1), came(2), look('weak'), look('good')], ['connected']],
  ['a device that is off is not waited for', [look('good', false)], ['connected']],
  ['turned on later', [look('good', false), look('good', true)], ['connected', 'on']],
  [
    'turned off and on',
    [look('good'), came(0), came(1), look('good', false), look('good')],
    ['connected', 'off', 'on'],
  ],
  [
    'lost, and back when something comes',
    [look('good'), came(0), came(1), look('lost'), came(9), look('good'), came(9), came(10)],
    ['connected', 'disconnected line-lost', 'reconnected'],
  ],
  [
    'back over another connection, which counts from the start',
    [look('good'), came(0), came(50), look('lost'), look('good'), came(60), came(3), came(4)],
    ['connected', 'disconnected line-lost', 'reconnected'],
  ],
  [
    'lost for good',
    [
      look('good'),
      came(0),
      came(1),
      look('lost'),
      { type: 'ended', reason: 'connection-lost' },
      look('good'),
      end,
    ],
    ['connected', 'disconnected line-lost', 'disconnected connection-lost'],
  ],
  [
    'over before it began',
    [look('connecting'), end, look('good'), came(0), came(1)],
    ['disconnected hung-up'],
  ],
])('[S15] %s', (_title, inputs, said) => {
  expect(run(inputs)[0]).toEqual(said);
});

test('[S15] in any order: connected once, lost only when connected, back only when lost, nothing after the end', () => {
  const input = fc.oneof(
    fc.record({
      type: fc.constant('looked' as const),
      accepted: fc.boolean(),
      line: fc.constantFrom('connecting', 'good', 'weak', 'lost'),
      output: fc.boolean(),
    }),
    fc.nat(5).map(came),
    fc.constant(end),
  );
  fc.assert(
    fc.property(fc.array(input), (inputs) => {
      const [said, machine] = run(inputs);
      expect(said.indexOf('on')).not.toBe(0);
      expect(said.indexOf('off')).not.toBe(0);
      const flow = said.filter((word) => word !== 'on' && word !== 'off').join(' ');
      expect(flow).toMatch(
        /^(connected( disconnected line-lost reconnected)*( disconnected line-lost)?)?( ?disconnected hung-up)?$/,
      );
      if (machine.state.name === 'connected' || machine.state.name === 'disconnected')
        expect(awaitsMedia(machine)).toBe(false);
    }),
  );
});
