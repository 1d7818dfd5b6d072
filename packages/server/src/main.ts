// The wiring of the real parts into a server: what `parley serve`, the end-to-end tests and the benchmarks start.
import { destination } from 'pino';
import { fileURLToPath } from 'node:url';
import type { ServerDefinition } from './app/define-server.ts';
import { systemClock, type Clock } from './clock.ts';
import { defaultSettings, type Settings } from './config/settings.ts';
import { createLog, type Log } from './log.ts';
import { createRealtime } from './realtime.ts';
import { createServer, type RunningServer } from './server.ts';

/** Where the repository and the published package both keep the built web app. */
const WEB_ROOT = fileURLToPath(new URL('../../../apps/web/dist', import.meta.url));
/** Likewise the SDK for pages. */
const SDK_ROOT = fileURLToPath(new URL('../../client/dist/browser', import.meta.url));

export interface StartOptions extends Partial<Omit<Settings, 'webRoot' | 'app'>> {
  /** Folder of the built web app; `false` serves no pages. Default: the one that comes with this package. */
  webRoot?: string | false;
  /** Handlers and hooks of your own, or the file that exports them. */
  app?: string | ServerDefinition;
}

export interface StartDependencies {
  clock?: Clock;
  /** Default: JSON lines on stderr at the level of the settings. */
  log?: Log;
}

/**
 * Starts a server in this process. What is not given has its default (docs/operations.md); flags, environment and files
 * are not looked at. Rejects with StartFailure, whose message is a sentence for a person.
 */
export function startServer(
  options: StartOptions = {},
  deps: StartDependencies = {},
): Promise<RunningServer> {
  const { webRoot = '', app = '', ...given } = options;
  const file = typeof app === 'string' ? app : '';
  const settings: Settings = { ...defaultSettings(), ...given, app: file };
  const clock = deps.clock ?? systemClock;
  const log = deps.log ?? createLog(settings.logLevel, destination({ dest: 2, sync: true }));
  return createServer(settings, {
    clock,
    log,
    createRealtime,
    sdkRoot: SDK_ROOT,
    webRoot: webRoot === '' ? WEB_ROOT : webRoot,
    app: typeof app === 'string' ? undefined : app,
  });
}
