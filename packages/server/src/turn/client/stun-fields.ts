// Attributes of TURN messages by what they mean: made for requests, and found in what comes back.
import {
  ATTRIBUTE,
  decodeXorAddress,
  encodeXorAddress,
  readErrorCode,
  uint32,
  type StunError,
  type TransportAddress,
} from './stun-attributes.ts';
import type { StunAttribute, StunMessage } from './stun-message.ts';

export function peerIs(peer: TransportAddress, transaction: Buffer): StunAttribute {
  return { type: ATTRIBUTE.xorPeerAddress, value: encodeXorAddress(peer, transaction) };
}

export function lifetime(seconds: number): StunAttribute {
  return { type: ATTRIBUTE.lifetime, value: uint32(seconds) };
}

export function lifetimeIn(message: StunMessage): number | undefined {
  const value = valueIn(message, ATTRIBUTE.lifetime);
  return value?.length === 4 ? value.readUInt32BE(0) : undefined;
}

export function valueIn(message: StunMessage, type: number): Buffer | undefined {
  return message.attributes.find((attribute) => attribute.type === type)?.value;
}

export function textIn(message: StunMessage, type: number): string | undefined {
  return valueIn(message, type)?.toString();
}

export function addressIn(message: StunMessage, type: number): TransportAddress | undefined {
  const value = valueIn(message, type);
  return value && decodeXorAddress(value, message.transaction);
}

export function errorIn(message: StunMessage): StunError {
  const value = valueIn(message, ATTRIBUTE.errorCode);
  return (value && readErrorCode(value)) ?? { code: 0, reason: 'an error without a code' };
}
