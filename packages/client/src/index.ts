// Parley's SDK as it is published: connect, see who is there, chat, call. For pages and, with another `#runtime`, for
// programs in Node.
export { connect, type ConnectOptions } from './connect.ts';
export { askStanding, signIn, signOut } from './sign-in.ts';
export type { CallReport, ConnectionReport } from './api/call-report.ts';
export type { At, Credentials, Newcomers, SignedIn, SignInOptions, Standing } from './session-requests.ts';
export { ParleyError, type ParleyErrorOptions } from './error.ts';
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
  LineTrouble,
} from './api/calls.ts';
export type { CallStats, DirectionStats, PictureStats, ReceivedPictureStats, Way } from './api/call-stats.ts';
export type { DisconnectReason, MediaWatch, WatchEvents, WatchState } from './api/call-watch.ts';
export type {
  CameraFacing,
  ChosenDevice,
  Device,
  DeviceChange,
  DeviceCheck,
  DeviceCheckEvents,
  DeviceInfo,
  DeviceProblem,
  LocalMedia,
  MediaOptions,
  RemoteMedia,
  Tracks,
} from './api/media.ts';
export type { ChatApi, ChatEvents, HandedText, Text, TextState } from './api/chat.ts';
export type {
  ConnectionApi,
  ConnectionEvents,
  ConnectionState,
  OnlineUsers,
  PresenceApi,
  PresenceChange,
  PresenceEvents,
} from './api/connection.ts';
export type {
  AnswerOf,
  AskOf,
  IncomingMessage,
  IncomingQuery,
  MessagesApi,
  MessageTypes,
  PayloadOf,
  QueryOptions,
  TypeIn,
} from './api/messages.ts';
export type { Handover, Parley } from './api/parley.ts';
export type { MediaEnvironment } from './call/media-environment.ts';
export type { MediaSource } from './media/capture.ts';
export type { Listenable } from './events.ts';
export {
  assertNever,
  CONNECT_CAUSES,
  END_REASONS,
  ERROR_CODES,
  isAccountName,
  isErrorCode,
  isSendableText,
  LIMITS,
  SERVER,
} from '@parley/protocol';
export type {
  BlobId,
  Brand,
  CallId,
  CallMedia,
  ConnectCause,
  EndReason,
  ErrorCode,
  MediaStatus,
  PresenceStatus,
  QueryId,
  DeviceId,
  SessionId,
  TextId,
  UserId,
} from '@parley/protocol';
