// Sends bytes through a relay as two people in a call would, and asks it for what it must refuse.
import { randomBytes } from 'node:crypto';
import type { ConnectionOptions } from 'node:tls';
import { err, ok, type Result } from '@parley/protocol';
import type { TransportAddress } from '../turn/client/stun-attributes.ts';
import type { TransportKind } from '../turn/client/transport.ts';
import { openTurnClient, type TurnClient } from '../turn/client/turn-client.ts';
import type { TurnFault } from '../turn/client/turn-fault.ts';

export interface RelayAt {
  readonly kind: TransportKind;
  readonly host: string;
  readonly port: number;
  readonly tls: Pick<ConnectionOptions, 'ca' | 'servername'>;
  readonly credentials: { readonly username: string; readonly password: string };
}

export type RelayOutcome =
  /** Milliseconds for both allocations and the bytes both ways. */
  | { readonly name: 'relayed'; readonly ms: number }
  | { readonly name: 'fault'; readonly at: 'line' | 'allocation' | 'permission'; readonly fault: TurnFault }
  /** Everything was granted, and nothing or something else came through. */
  | { readonly name: 'lost' };

/** Each step waits so long, in milliseconds. */
const PATIENCE_MS = 4_000;
const RESEND_MS = 250;
/** Larger than a minimal packet, smaller than any path's limit: as a packet of video. */
const PAYLOAD_BYTES = 1_000;

/** Two allocations, and a payload each way between them. */
export async function relayBytes(relay: RelayAt): Promise<RelayOutcome> {
  const began = performance.now();
  const clients: TurnClient[] = [];
  try {
    const one = await join(relay, clients);
    if (!one.ok) return one.error;
    const two = await join(relay, clients);
    if (!two.ok) return two.error;
    const granted = await Promise.all([
      one.value.client.createPermission(two.value.at.address),
      two.value.client.bindChannel(one.value.at),
    ]);
    const refused = granted.find((result) => !result.ok);
    if (refused && !refused.ok) return { name: 'fault', at: 'permission', fault: refused.error };
    const isThrough = (await carries(one.value, two.value)) && (await carries(two.value, one.value));
    return isThrough ? { name: 'relayed', ms: Math.round(performance.now() - began) } : { name: 'lost' };
  } finally {
    await Promise.all(clients.map((client) => client.close()));
  }
}

interface Joined {
  readonly client: TurnClient;
  readonly at: TransportAddress;
}

async function join(relay: RelayAt, clients: TurnClient[]): Promise<Result<Joined, RelayOutcome>> {
  const opened = await openTurnClient({ ...relay, patienceMs: PATIENCE_MS });
  if (!opened.ok) return err({ name: 'fault', at: 'line', fault: opened.error });
  clients.push(opened.value);
  const allocation = await opened.value.allocate();
  if (!allocation.ok) return err({ name: 'fault', at: 'allocation', fault: allocation.error });
  return ok({ client: opened.value, at: allocation.value.relayed });
}

/** Datagrams may be lost: they are sent until one is there. */
function carries(from: Joined, to: Joined): Promise<boolean> {
  const payload = randomBytes(PAYLOAD_BYTES);
  const send = (): void => from.client.send(to.at, payload);
  return new Promise((resolve) => {
    const again = setInterval(send, RESEND_MS);
    const settle = (arrived: boolean): void => {
      clearInterval(again);
      clearTimeout(late);
      resolve(arrived);
    };
    const late = setTimeout(settle, PATIENCE_MS, false);
    to.client.onData((_peer, data) => {
      if (data.equals(payload)) settle(true);
    });
    send();
  });
}

/** Addresses at which a relay finds its own machine, its neighbours or a cloud's keys; by family of the allocation. */
const FORBIDDEN = {
  4: ['127.0.0.1', '169.254.169.254', '0.0.0.0'],
  6: ['::1', '::ffff:127.0.0.1', '64:ff9b::7f00:1'],
} as const;

export type GuardOutcome =
  | { readonly name: 'open'; readonly addresses: readonly string[] }
  | { readonly name: 'guarded'; readonly asked: readonly string[] }
  | { readonly name: 'unknown' };

/** Which of the addresses that no relay may send to it would send to. */
export async function askForForbidden(relay: RelayAt): Promise<GuardOutcome> {
  const asked: string[] = [];
  const granted: string[] = [];
  for (const family of [4, 6] as const) {
    const client = await openTurnClient({ ...relay, patienceMs: PATIENCE_MS });
    if (!client.ok) return { name: 'unknown' };
    const allocation = await client.value.allocate({ family });
    for (const address of allocation.ok ? FORBIDDEN[family] : []) {
      const permission = await client.value.createPermission(address);
      asked.push(address);
      if (permission.ok) granted.push(address);
      else if (permission.error.kind !== 'refused') return { name: 'unknown' };
    }
    await client.value.close();
  }
  if (granted.length > 0) return { name: 'open', addresses: granted };
  return asked.length > 0 ? { name: 'guarded', asked } : { name: 'unknown' };
}
