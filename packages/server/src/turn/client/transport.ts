// How packets reach a TURN server: UDP, TCP or TLS (RFC 8656 §3.1). Each is one line to one server, opened or refused.
import { createSocket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls, type ConnectionOptions } from 'node:tls';
import { err, ok, type Result } from '@parley/protocol';
import type { Clock } from '../../clock.ts';
import type { TurnFault } from './turn-fault.ts';
import { createPacketSplitter } from './turn-packets.ts';

export type TransportKind = 'udp' | 'tcp' | 'tls';

export interface TransportOptions {
  readonly kind: TransportKind;
  /** Name or address of the server. */
  readonly host: string;
  readonly port: number;
  /** For TLS: who is trusted, and the name in the certificate where it is not `host`. */
  readonly tls?: Pick<ConnectionOptions, 'ca' | 'servername' | 'rejectUnauthorized'>;
  /** How long a name may take to resolve and a line to open, in milliseconds. */
  readonly patienceMs: number;
  readonly clock: Clock;
}

export interface Transport {
  /** Whether it is a stream: nothing is lost on it, so nothing is sent twice. */
  readonly isStream: boolean;
  /** This end's address, as this machine sees it. */
  readonly local: string;
  send(packet: Buffer): void;
  /** Whole packets go to `onPacket`; the end, once, to `onEnd`, unless it was `close`. */
  listen(listener: TransportListener): void;
  close(): void;
}

export interface TransportListener {
  onPacket(packet: Buffer): void;
  onEnd(fault: TurnFault): void;
}

/** Opens a line to the server. For UDP that proves nothing yet: the first answer does. */
export async function openTransport(options: TransportOptions): Promise<Result<Transport, TurnFault>> {
  const { clock, patienceMs } = options;
  let late = false;
  let stopWaiting = (): void => {};
  const patience = new Promise<Result<Transport, TurnFault>>((resolve) => {
    stopWaiting = clock.after(patienceMs, () => {
      late = true;
      resolve(err({ kind: 'timeout', message: `no line to ${options.host} within ${patienceMs} ms` }));
    });
  });
  const opening = open(options);
  const first = await Promise.race([opening, patience]);
  stopWaiting();
  // A line that opens after all has nobody who would close it.
  if (late) void opening.then((opened) => opened.ok && opened.value.close());
  return first;
}

async function open(options: TransportOptions): Promise<Result<Transport, TurnFault>> {
  const { kind, host } = options;
  try {
    const address = isIP(host) === 0 ? (await lookup(host)).address : host;
    return kind === 'udp' ? await openUdp(options, address) : await openStream(options, address);
  } catch (cause) {
    return err(faultOf(cause));
  }
}

function openUdp({ port }: TransportOptions, address: string): Promise<Result<Transport, TurnFault>> {
  const socket = createSocket(isIP(address) === 6 ? 'udp6' : 'udp4');
  return new Promise((resolve) => {
    const onFailure = (cause: Error): void => {
      socket.close();
      resolve(err(faultOf(cause)));
    };
    socket.once('error', onFailure);
    // Connected, so that the kernel takes packets from the server alone and hands on that its port is closed.
    socket.connect(port, address, () => {
      socket.off('error', onFailure);
      let isOpen = true;
      const close = (): void => {
        if (isOpen) socket.close();
        isOpen = false;
      };
      let listener: TransportListener | undefined;
      socket.on('message', (packet) => listener?.onPacket(packet));
      socket.on('error', (cause) => {
        if (isOpen) listener?.onEnd(faultOf(cause));
        close();
      });
      resolve(
        ok({
          isStream: false,
          local: socket.address().address,
          send: (packet) => void (isOpen && socket.send(packet)),
          listen: (one) => void (listener = one),
          close,
        }),
      );
    });
  });
}

function openStream(options: TransportOptions, address: string): Promise<Result<Transport, TurnFault>> {
  const { kind, host, port, tls } = options;
  const name = tls?.servername ?? (isIP(host) === 0 ? host : undefined);
  const socket: Socket =
    kind === 'tls'
      ? connectTls({ ...tls, host: address, port, ...(name === undefined ? {} : { servername: name }) })
      : connectTcp({ host: address, port });
  return new Promise((resolve) => {
    const onFailure = (cause: Error): void => {
      socket.destroy();
      resolve(err(faultOf(cause)));
    };
    socket.once('error', onFailure);
    const onClose = (): void => onFailure(new Error('the server closed the line'));
    socket.once('close', onClose);
    socket.once(kind === 'tls' ? 'secureConnect' : 'connect', () => {
      socket.off('error', onFailure).off('close', onClose);
      resolve(ok(streamTransport(socket)));
    });
  });
}

function streamTransport(socket: Socket): Transport {
  let listener: TransportListener | undefined;
  let isOpen = true;
  const end = (fault: TurnFault): void => {
    if (!isOpen) return;
    isOpen = false;
    socket.destroy();
    listener?.onEnd(fault);
  };
  const split = createPacketSplitter();
  socket.setNoDelay(true);
  socket.on('error', (cause) => end(faultOf(cause)));
  socket.on('close', () => end({ kind: 'unreachable', code: '', message: 'the server closed the line' }));
  socket.on('data', (chunk: Buffer) => {
    const packets = split(chunk);
    if (!packets.ok) return end({ kind: 'malformed', message: packets.error });
    for (const packet of packets.value) listener?.onPacket(packet);
  });
  return {
    isStream: true,
    local: socket.localAddress ?? '',
    send: (packet) => void (isOpen && socket.write(packet)),
    listen: (one) => void (listener = one),
    close() {
      isOpen = false;
      // `end` sends what is written first; a server that does not answer it is not waited for.
      socket.end(() => socket.destroy());
    },
  };
}

function faultOf(cause: unknown): TurnFault {
  const { code = '', message } = cause as NodeJS.ErrnoException;
  const isTrust = /CERT|SELF_SIGNED|UNABLE_TO_|^ERR_TLS|^ERR_SSL|^EPROTO$/.test(code);
  return { kind: isTrust ? 'tls' : 'unreachable', code, message };
}
