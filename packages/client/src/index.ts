// Parley's SDK: sign in, see who is there, chat, call. For browsers and, with a platform of its own, for programs.
export { createParley, type ParleyOptions } from './parley.ts';
export { askStanding, signIn, signOut } from './sign-in.ts';
export type { Newcomers, SignedIn, SignInOptions, Standing } from './sign-in.ts';
export { ParleyError } from './error.ts';
export {
  browserPlatform,
  programPlatform,
  type BrowserPlatform,
  type BrowserPlatformOptions,
  type ClientSocket,
  type Platform,
} from './connection/platform.ts';
export type { OpenTicker, Ticker } from './connection/background.ts';
export type {
  BlobOptions,
  BlobsApi,
  BlobSource,
  IncomingBlob,
  OutgoingBlob,
  Transfer,
  TransferState,
} from './api/blobs.ts';
export type {
  Call,
  CallEvents,
  CallPreferences,
  CallsApi,
  CallsEvents,
  CallState,
  LineState,
} from './api/calls.ts';
export type { CallStats, DirectionStats, PictureStats, ReceivedPictureStats, Way } from './api/call-stats.ts';
export type { MediaEnvironment } from './call/media-environment.ts';
export type { MediaSource } from './media/capture.ts';
export type { DisconnectReason, MediaWatch, WatchEvents, WatchState } from './api/call-watch.ts';
export type {
  Device,
  DeviceChange,
  DeviceProblem,
  LocalMedia,
  MediaOptions,
  RemoteMedia,
  Tracks,
} from './api/media.ts';
export type { ChatApi, Text, TextState } from './api/chat.ts';
export type { ConnectionApi, ConnectionState, PresenceApi, PresenceChange } from './api/connection.ts';
export type {
  IncomingMessage,
  IncomingQuery,
  MessagesApi,
  MessageTypes,
  QueryOptions,
} from './api/messages.ts';
export type { Parley } from './api/parley.ts';
export type { Listenable } from './events.ts';
export {
  assertNever,
  CONNECT_CAUSES,
  isAccountName,
  isErrorCode,
  isSendableText,
  LIMITS,
  SERVER,
} from '@parley/protocol';
export type {
  BlobId,
  CallId,
  CallMedia,
  ConnectCause,
  EndReason,
  ErrorCode,
  MediaStatus,
  QueryId,
  TextId,
  UserId,
} from '@parley/protocol';
