// The server as a library: what end-to-end tests, benchmarks and embedding programs may use.
export { startServer, type StartDependencies, type StartOptions } from './main.ts';
export type { RunningServer } from './server.ts';
export type { SignedIn } from './accounts/accounts.ts';
export type { Refusal } from './accounts/refusal.ts';
export type { SignInAttempt, SignInHook, SignInVerdict } from './accounts/sign-in-hook.ts';
export type { Settings } from './config/settings.ts';
export { EXIT, StartFailure, type ExitCode } from './start-failure.ts';
export { createLog, type Log, type LogLevel } from './log.ts';
export { systemClock, type Clock } from './clock.ts';
export {
  defineServer,
  RequestError,
  type AnyTypes,
  type AppMessage,
  type AppQuery,
  type AppTypes,
  type Handlers,
  type Hooks,
  type ServerContext,
  type ServerDefinition,
} from './app/define-server.ts';
export { QueryFailure } from './realtime-api.ts';
export type { CallNews, CallWish, EndedCallNews } from './realtime-hooks.ts';
