// Tries a network out from where it is run: `reflect PORT…` answers each UDP packet and TCP connection with whom it sees it
// come from; `ask HOST PORT PORT COUNT` asks two of those from one UDP socket, and one over TCP.
import { once } from 'node:events';
import { createSocket } from 'node:dgram';
import { connect, createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

const [mode, ...words] = process.argv.slice(2);

async function reflect(ports) {
  for (const port of ports) {
    const socket = createSocket('udp4').bind(port);
    socket.on('message', (packet, { address, port: from }) => {
      const reply = Buffer.alloc(packet.length);
      reply.write(JSON.stringify({ id: packet.readUInt32BE(0), from: `${address}:${from}` }));
      socket.send(reply, from, address);
    });
    await once(socket, 'listening');
    const server = createServer((line) => line.on('error', () => undefined).end(line.remoteAddress));
    await once(server.listen(port, '0.0.0.0'), 'listening');
  }
  console.log('ready');
}

async function ask(host, ports, count, bytes) {
  const socket = createSocket('udp4').bind(0);
  const sent = new Map();
  const seen = new Map();
  const trips = [];
  let last = 0;
  socket.on('message', (packet, { port }) => {
    const { id, from } = JSON.parse(packet.toString().replaceAll('\0', ''));
    last = performance.now();
    trips.push(last - sent.get(id));
    seen.set(port, from);
  });
  // Nobody there, or no way there: what does not come back is counted.
  socket.on('error', () => undefined);
  const start = performance.now();
  for (let id = 0; id < count; id++) {
    const packet = Buffer.alloc(bytes);
    packet.writeUInt32BE(id, 0);
    sent.set(id, performance.now());
    socket.send(packet, ports[id % 2], host, () => undefined);
    if (id % 10 === 9) await wait(1);
  }
  while (performance.now() < start + 1500 && trips.length < count) await wait(10);
  socket.close();
  const median = trips.toSorted((a, b) => a - b)[Math.floor(trips.length / 2)];
  const [first, second] = ports.map((port) => seen.get(port));
  return { answered: trips.length, median, first, second, took: last - start };
}

async function tcp(host, port) {
  const line = connect({ host, port, timeout: 1000 });
  try {
    const [data] = await Promise.race([once(line, 'data'), once(line, 'timeout').then(() => [undefined])]);
    return data?.toString();
  } catch {
    return undefined;
  } finally {
    line.destroy();
  }
}

if (mode === 'reflect') {
  await reflect(words.map(Number));
} else {
  const [host, ...numbers] = words;
  const [first, second, count, bytes] = numbers.map(Number);
  const udp = await ask(host, [first, second], count, bytes);
  console.log(JSON.stringify({ ...udp, tcp: await tcp(host, first), otherTcp: await tcp(host, second) }));
}
