// A sound card that nobody hears: without any, Firefox lets no `AudioContext` run.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { watch } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Speaker {
  /** What `PULSE_SERVER` is to be for a program that plays over it. */
  readonly address: string;
  close(): void;
}

export async function openSpeaker(): Promise<Speaker> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-e2e-sound-'));
  const socket = join(folder, 'native');
  const ready = appears(folder, 'native');
  const args = ['-n', '--daemonize=no', '--exit-idle-time=-1', '--use-pid-file=no', '--log-level=error'];
  const modules = [`module-native-protocol-unix socket=${socket} auth-anonymous=1`, 'module-null-sink'];
  const child = spawn('pulseaudio', [...args, ...modules.flatMap((module) => ['-L', module])], {
    env: { ...process.env, XDG_RUNTIME_DIR: folder, HOME: folder },
    stdio: 'ignore',
  });
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('pulseaudio ended at its start')));
  await Promise.race([ready, ended]);
  ended.catch(() => undefined);
  return {
    address: `unix:${socket}`,
    close() {
      child.once('exit', () => rmSync(folder, { recursive: true, force: true }));
      child.kill();
    },
  };
}

async function appears(folder: string, name: string): Promise<void> {
  for await (const { filename } of watch(folder)) if (filename === name) return;
}
