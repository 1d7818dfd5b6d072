import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fileSink, fileSource } from './file-sink.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-file-sink-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test('a file is there when all of it is, and not before', async () => {
  const path = join(folder, 'file');
  writeFileSync(path, 'from before');
  const writer = fileSink(path).getWriter();
  await writer.write(bytes('all '));
  await writer.write(bytes('of it'));
  expect(readFileSync(path, 'utf8')).toBe('from before');
  await writer.close();
  expect(readFileSync(path, 'utf8')).toBe('all of it');
  expect(existsSync(`${path}.part`)).toBe(false);
});

test('of one that is given up nothing is left', async () => {
  const path = join(folder, 'file');
  const writer = fileSink(path).getWriter();
  await writer.write(bytes('half'));
  await writer.abort(new Error('given up'));
  expect([existsSync(path), existsSync(`${path}.part`)]).toEqual([false, false]);
});

test('where none can be, the first write says so', async () => {
  const writer = fileSink(join(folder, 'missing', 'file')).getWriter();
  writer.closed.catch(() => undefined);
  await expect(writer.write(bytes('x'))).rejects.toMatchObject({ code: 'ENOENT' });
});

test('a file is read piece by piece', async () => {
  const path = join(folder, 'file');
  writeFileSync(path, Buffer.alloc(600_000, 7));
  const { source, size } = await fileSource(path);
  const read: Uint8Array[] = [];
  for await (const piece of source) read.push(piece);
  expect([size, Buffer.concat(read).equals(Buffer.alloc(600_000, 7)), read.length]).toEqual([
    600_000,
    true,
    3,
  ]);
  await expect(fileSource(join(folder, 'missing'))).rejects.toMatchObject({ code: 'ENOENT' });
});
