// The SDK as this repository's own app and tests see it: what is published, and the parts of which `connect` is made.
export * from './index.ts';
export { createParley } from './create-parley.ts';
export type { ParleyOptions } from './parley.ts';
export {
  browserPlatform,
  programPlatform,
  type BrowserPlatform,
  type BrowserPlatformOptions,
  type BytesSocket,
  type ClientSocket,
  type IsSignedIn,
  type Platform,
} from './connection/platform.ts';
export { tickInBackground, type OpenTicker, type Ticker } from './connection/background.ts';
export {
  actsOf,
  applyAct,
  applyWaiting,
  NO_ACTS,
  nextOrder,
  type ActEntry,
  type Acts,
  type FindSaid,
  type Mark,
  type Said,
} from './acts/acts.ts';
export {
  ACT_LIMITS,
  ACT_TYPE,
  isTransferRef,
  readAct,
  transferRef,
  type Act,
  type ActOf,
  type SaidId,
  type TransferRef,
} from '@parley/protocol';
export { canBlur } from './media/background-blur.ts';
