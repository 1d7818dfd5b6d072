// The real program, started as anybody starts it, on a data folder of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

export interface Product {
  readonly address: string;
  close: () => Promise<void>;
}

export async function startProduct(): Promise<Product> {
  const data = await mkdtemp(join(tmpdir(), 'parley-bench-'));
  const args = ['bin/parley.js', 'serve', '--port', '0', '--data', data];
  const program = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  const said: string[] = [];
  program.stderr.on('data', (bytes: Buffer) => said.push(bytes.toString()));
  const close = async (): Promise<void> => {
    if (program.exitCode === null && program.signalCode === null) {
      const gone = once(program, 'exit');
      program.kill('SIGTERM');
      await gone;
    }
    await rm(data, { recursive: true, force: true });
  };
  for await (const line of createInterface({ input: program.stdout })) {
    said.push(line);
    const address = /Parley is ready at (\S+)/.exec(line)?.[1];
    if (!address) continue;
    // Nobody reads on, and a full pipe must not stop the program.
    program.stdout.resume();
    return { address, close };
  }
  await close();
  throw new Error(`parley did not start: ${said.join('\n')}`);
}
