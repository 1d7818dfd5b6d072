// 1 GiB from one person to another through the server: how much the three processes grow, and how fast against bare sockets.
import { carry, startBlobPeer, type Ticket } from '../load/blob-carry.ts';
import { median } from '../measure/stats.ts';
import { startProcess } from '../process/remote.ts';
import { atMost, type Benchmark, type Context, type Figure } from '../report/figure.ts';
import type { BareBytesOperations } from '../servers/bare-bytes.ts';
import { startServer, type ServerUnderTest } from './servers.ts';

const MIB = 1024 * 1024;
const WHOLE = 1024 * MIB;
const CUTS = [0.25, 0.5, 0.75];
const PART = 256 * MIB;
const ROUNDS = 3;
/** MiB. */
const GROWTH = 64;

export const blob: Benchmark = {
  name: 'blob',
  title: 'A transfer of 1 GiB through the server, cut three times',
  async run(context) {
    const server = await startServer('parley');
    try {
      const growth = await grow(server, context);
      return [...growth, ...(await race(server, context))];
    } finally {
      await server.process.close();
    }
  },
};

async function ticketsOf(
  server: ServerUnderTest,
  round: string,
): Promise<[sender: Ticket, receiver: Ticket]> {
  const people = await server.people([`sender-${round}`, `receiver-${round}`]);
  const [sender, receiver] = people.map(({ name, credential }) => ({ user: name, token: credential }));
  if (!sender || !receiver) throw new Error('the server lets nobody in');
  return [sender, receiver];
}

async function grow(server: ServerUnderTest, { say }: Context): Promise<Figure[]> {
  const [sender, receiver] = await ticketsOf(server, 'whole');
  const at = { port: server.port, pid: server.process.pid };
  const { growth, connections, ms } = await carry({ server: at, sender, receiver, bytes: WHOLE, cuts: CUTS });
  say(`  1 GiB in ${(ms / 1000).toFixed(1)} s over ${connections} connections`);
  return Object.entries(growth).map(([who, bytes]) => ({
    name: `growth of the ${who}, at most`,
    value: bytes / MIB,
    unit: 'MiB',
    target: atMost(GROWTH),
  }));
}

/** Round by round, each in turn. The first round warms the server up and isn't counted. */
async function race(server: ServerUnderTest, { quiet, say }: Context): Promise<Figure[]> {
  const parley: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    await quiet();
    const [sender, receiver] = await ticketsOf(server, String(round));
    const at = { port: server.port, pid: server.process.pid };
    const { ms } = await carry({ server: at, sender, receiver, bytes: PART, cuts: [] });
    const rates = [PART / 1e3 / ms, PART / 1e3 / (await carryBare())] as const;
    say(`  round ${round}: Parley ${rates[0].toFixed(0)} MB/s, bare ws ${rates[1].toFixed(0)} MB/s`);
    if (round === 0) continue;
    parley.push(rates[0]);
    bare.push(rates[1]);
  }
  const ratios = parley.map((rate, round) => rate / (bare[round] ?? Number.NaN));
  return [
    { name: 'Parley / bare ws', value: median(ratios), unit: '×', rounds: ratios },
    { name: 'Parley', value: median(parley), unit: 'MB/s', rounds: parley },
    { name: 'bare ws', value: median(bare), unit: 'MB/s', rounds: bare },
  ];
}

/** The same bytes between the same programs, by two sockets that a process joins. Answers the ms it took. */
async function carryBare(): Promise<number> {
  const relay = startProcess<BareBytesOperations>('../servers/bare-bytes.ts', import.meta.url);
  const [from, to] = [startBlobPeer(), startBlobPeer()];
  try {
    const { port } = await relay.call.listen();
    const url = `ws://localhost:${port}`;
    const receiving = to.call.bareReceive({ url, bytes: PART });
    const { ms } = await from.call.bareSend({ url, bytes: PART });
    await receiving;
    return ms;
  } finally {
    await Promise.all([from.close(), to.close(), relay.close()]);
  }
}
