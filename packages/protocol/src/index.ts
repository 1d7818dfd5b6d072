// The wire protocol of Parley: ids, limits, errors, messages, codec. Imports nothing but the validator.
export type {
  BlobId,
  Brand,
  CallId,
  DeviceId,
  QueryId,
  SessionId,
  TextId,
  TransferRef,
  UserId,
} from './ids.ts';
export {
  callId,
  deviceId,
  foldAccountName,
  isAccountName,
  isTransferRef,
  mintBlobId,
  mintCallId,
  mintDeviceId,
  mintQueryId,
  mintSessionId,
  mintTextId,
  randomToken,
  SERVER,
  sessionId,
  textId,
  transferRef,
  userId,
} from './ids.ts';
export { ACT_TYPE, ACT_LIMITS, readAct, type Act, type ActOf, type SaidId } from './act.ts';
export { BEARER_PROTOCOL, LIMITS, PROTOCOL_VERSION, SOCKET_PATH, SUBPROTOCOL, TIMES } from './limits.ts';
export { BLOB_ENDS, BLOB_PATH, blobAt, BLOB_SUBPROTOCOL, isBlobLabel, type BlobEnd } from './blob.ts';
export { BLOB_HEADER, decodeBlobFrame, encodeBlobFrame, type BlobFrame } from './blob-frame.ts';
export { CLOSE, ERROR_CODES, isErrorCode, terminalCode, type ErrorCode } from './errors.ts';
export { CONNECT_CAUSES, END_REASONS } from './call.ts';
export type {
  CallClaim,
  CallMedia,
  CallView,
  ConnectCause,
  EndReason,
  MediaStatus,
  OwnStatus,
  Participant,
  RelayServer,
  Signal,
} from './call.ts';
export { clientMessages, isSendableText, serverMessages } from './messages.ts';
export type {
  ClientMessage,
  ClientMessageOf,
  ClientMessageType,
  Sequenced,
  ServerError,
  ServerMessage,
  ServerMessageOf,
  ServerMessageType,
  Unsequenced,
} from './messages.ts';
export { decodePayload, encodePayload, isMessageType, OWN_TYPES, type Payload } from './payload.ts';
export { decodeClientMessage, decodeServerMessage, encodeMessage, type BadFrame } from './codec.ts';
export type { PresenceStatus } from './presence.ts';
export { errorResponse, signInRequest, signInResponse } from './http-api.ts';
export type { ErrorResponse, SignInRequest, SignInResponse } from './http-api.ts';
export { assertNever, err, ok, type Result } from './result.ts';
