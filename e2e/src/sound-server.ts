// A PulseAudio of the test's own, with microphones that can be plugged in and out as real ones can.
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { writeMicrophone } from './fake-microphone.ts';

const run = promisify(execFile);
const WAV_HEADER = 44;
const FORMAT = ['--raw', '--rate=48000', '--channels=1', '--format=s16le'];
/** Of 2 s each: longer than any test. */
const LOOPS = 60;

export interface Plugged {
  /** Makes it the system's default. */
  prefer(): Promise<void>;
  unplug(): Promise<void>;
}

export interface SoundServer {
  /** For a program that is to use it. */
  readonly env: Readonly<Record<string, string>>;
  /** A microphone that hears beeps of this many Hz. */
  plug(name: string, tone: number): Promise<Plugged>;
  close(): Promise<void>;
}

export async function startSoundServer(): Promise<SoundServer> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-sound-'));
  const socket = join(folder, 'native');
  // Everything it would look up, write or share with another of its kind stays within the folder.
  const places = { XDG_RUNTIME_DIR: folder, PULSE_RUNTIME_PATH: folder, PULSE_STATE_PATH: folder };
  const env = { ...places, XDG_CONFIG_HOME: folder, PULSE_SERVER: `unix:${socket}` };
  const all = { ...process.env, ...env };
  const modules = [`module-native-protocol-unix socket=${socket} auth-anonymous=1`, 'module-null-sink'];
  const flags = ['-n', '--daemonize=no', '--exit-idle-time=-1', '--use-pid-file=no', '--disable-shm=yes'];
  const args = flags.concat(modules.flatMap((module) => ['-L', module]));
  const server = spawn('pulseaudio', args, { env: all, stdio: 'ignore' });
  const feeders = new Set<ChildProcess>();
  const control = async (...args: string[]): Promise<string> =>
    (await run('pactl', args, { env: all })).stdout.trim();
  await isUp(control, server);

  return {
    env,
    async plug(name, tone) {
      const beeps = join(folder, `${name}.wav`);
      writeMicrophone(beeps, tone);
      const loop = readFileSync(beeps).subarray(WAV_HEADER);
      writeFileSync(beeps, Buffer.concat(Array.from({ length: LOOPS }, () => loop)));
      const room = await control('load-module', 'module-null-sink', `sink_name=${name}-room`);
      const input = openSync(beeps, 'r');
      const feeder = spawn('pacat', ['--playback', ...FORMAT, `--device=${name}-room`], {
        env: all,
        stdio: [input, 'ignore', 'ignore'],
      });
      closeSync(input);
      feeders.add(feeder);
      const source = await control(
        'load-module',
        'module-remap-source',
        `master=${name}-room.monitor`,
        `source_name=${name}`,
        `source_properties=device.description=${name}`,
      );
      return {
        prefer: async () => void (await control('set-default-source', name)),
        async unplug() {
          await control('unload-module', source);
          await end(feeder);
          feeders.delete(feeder);
          await control('unload-module', room);
        },
      };
    },
    async close() {
      await Promise.all([...feeders, server].map(end));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function isUp(control: (command: string) => Promise<string>, server: ChildProcess): Promise<void> {
  for (;;) {
    if (server.exitCode !== null) throw new Error(`pulseaudio has ended with ${server.exitCode}`);
    try {
      await control('info');
      return;
    } catch {
      await new Promise((resolve) => {
        setTimeout(resolve, 50);
      });
    }
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}
