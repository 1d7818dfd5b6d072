// JSON lines through pino. Never a text, SDP, candidate, token or password: callers pass ids and counts.
import { pino, type DestinationStream } from 'pino';

export type LogFields = Record<string, string | number | boolean | undefined>;

/**
 * `error`: somebody must act. `warn`: the server helped itself, but somebody may want to know. `info`: the life of the
 * process. `debug`: one line an event of a session or call.
 */
export interface Log {
  error(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  debug(fields: LogFields, message: string): void;
}

export type LogLevel = 'error' | 'warn' | 'info' | 'debug' | 'silent';

export function createLog(level: LogLevel, destination?: DestinationStream): Log {
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  return destination ? pino(options, destination) : pino(options);
}
