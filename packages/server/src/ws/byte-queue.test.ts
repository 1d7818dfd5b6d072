import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ByteQueue } from './byte-queue.ts';
import { Block } from './bytes.ts';

const command = fc.oneof(
  fc.record({ append: fc.string({ maxLength: 90 }) }),
  fc.record({ latin1: fc.string({ unit: 'binary-ascii', maxLength: 90 }) }),
  fc.record({ drop: fc.nat(150) }),
  fc.constant('clear' as const),
);

test('against a string: what was appended and not dropped is there, in order', () => {
  fc.assert(
    fc.property(fc.array(command, { maxLength: 60 }), (commands) => {
      const queue = new ByteQueue(16);
      let wanted = Buffer.alloc(0);
      for (const command of commands) {
        if (command === 'clear') {
          queue.clear();
          wanted = Buffer.alloc(0);
        } else if ('append' in command) {
          const block = new Block(Buffer.from(`<${command.append}>`));
          queue.append(block, 1, block.size - 1);
          wanted = Buffer.concat([wanted, Buffer.from(command.append)]);
        } else if ('latin1' in command) {
          queue.appendLatin1(command.latin1);
          wanted = Buffer.concat([wanted, Buffer.from(command.latin1, 'latin1')]);
        } else {
          const length = Math.min(command.drop, queue.size);
          queue.drop(length);
          wanted = wanted.subarray(length);
        }
        expect(queue.size).toBe(wanted.length);
        expect(queue.block.bytes.subarray(queue.start, queue.end).equals(wanted)).toBe(true);
      }
      const other = new ByteQueue(16);
      queue.writeTo(other);
      expect(other.block.bytes.subarray(other.start, other.end).equals(wanted)).toBe(true);
    }),
  );
});
