// Holds each packet between two network devices for a while; run by slow-lines.ts. Arguments: for each of the two ends the
// port to hear its socat at and the port to speak to it at, then ms and jitter in ms. Packets do not overtake each other,
// as they do not in one line.
import { once } from 'node:events';
import { createSocket } from 'node:dgram';

const HOST = '127.0.0.1';
const [hearOne, speakOne, hearOther, speakOther, ms, jitter] = process.argv.slice(2).map(Number);

async function openEnd(hear, speak) {
  const socket = createSocket('udp4').bind(hear, HOST);
  await once(socket, 'listening');
  // A socat that is not there yet, or not any more, takes nothing.
  socket.on('error', () => undefined);
  return { socket, send: (packet) => socket.send(packet, speak, HOST) };
}

function carry(from, to) {
  const held = [];
  let last = 0;
  const release = () => {
    const now = performance.now();
    while (held.length > 0 && held[0].due <= now) to.send(held.shift().packet);
    if (held.length > 0) setTimeout(release, Math.max(0, held[0].due - performance.now()));
  };
  from.socket.on('message', (packet) => {
    last = Math.max(last, performance.now() + ms + Math.random() * jitter);
    held.push({ packet, due: last });
    if (held.length === 1) setTimeout(release, last - performance.now());
  });
}

const one = await openEnd(hearOne, speakOne);
const other = await openEnd(hearOther, speakOther);
carry(one, other);
carry(other, one);
console.log('ready');
