// One port for both: a connection's first byte tells TLS from plain HTTP, and hands it to the side that speaks it.
import { createServer, type Server, type Socket } from 'node:net';

/** The first byte of a TLS record that carries a ClientHello (RFC 8446 §5.1). No HTTP method begins with it. */
const HANDSHAKE = 0x16;

export interface FrontDoorParts {
  /** Takes a connection of plain HTTP. */
  plain: (socket: Socket) => void;
  /** Takes a connection that begins with a ClientHello. */
  secure: (socket: Socket) => void;
  /** Milliseconds that a connection may say nothing. */
  patienceMs: number;
}

export function createFrontDoor({ plain, secure, patienceMs }: FrontDoorParts): Server {
  return createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    const leave = (): void => void socket.destroy();
    const decide = (): void => {
      const first = socket.read(1) as Buffer | null;
      if (!first) return;
      stopWaiting();
      // The TLS side reads what has been read before it goes on with the socket, and so does the HTTP side.
      socket.unshift(first);
      const isSecure = first[0] === HANDSHAKE;
      // An HTTP client may end its side and still read the answer; TLS has its own word for the end (RFC 8446 §6.1).
      socket.allowHalfOpen = !isSecure;
      (isSecure ? secure : plain)(socket);
    };
    const stopWaiting = (): void => {
      clearTimeout(impatience);
      socket.off('readable', decide);
      socket.off('end', leave);
      socket.off('error', leave);
      socket.off('close', stopWaiting);
    };
    const impatience = setTimeout(leave, patienceMs);
    socket.on('readable', decide);
    socket.on('end', leave);
    socket.on('error', leave);
    socket.on('close', stopWaiting);
  });
}
