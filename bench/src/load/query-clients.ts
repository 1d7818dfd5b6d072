// The process of the query benchmark's two programs: one asks, the other answers. Both are on the same server.
import { createParley, programPlatform, type Parley, type UserId } from '@parley/client';
import { goFirst } from '../process/priority.ts';
import { answerCalls } from '../process/remote.ts';
import { WebSocket } from '../servers/ws.ts';
import type { Person, QueryOperations } from './operations.ts';

/** Asks the other program one question and resolves with its answer. */
type Ask = (question: string) => Promise<string>;

const QUESTION = 'q'.repeat(100);
const ANSWER = 'a'.repeat(100);

goFirst();

let ask: Ask | undefined;

answerCalls<QueryOperations>({
  async connect({ protocol, port, people: [asker, answerer] }) {
    if (!asker || !answerer) throw new Error('two people are needed');
    ask = await (protocol === 'bare' ? overBare : overParley)(port, asker, answerer);
  },
  async roundTrips({ ms }) {
    if (!ask) throw new Error('connect first');
    const times: number[] = [];
    const until = performance.now() + ms;
    for (let before = performance.now(); before < until;) {
      const answer = await ask(QUESTION);
      const now = performance.now();
      if (answer !== ANSWER) throw new Error(`the answer is ${answer}`);
      times.push(now - before);
      before = now;
    }
    return Float64Array.from(times);
  },
});

/** What anybody would write first: JSON both ways, and promises by number. */
async function overBare(port: number, asker: Person, answerer: Person): Promise<Ask> {
  const open = async ({ name }: Person): Promise<InstanceType<typeof WebSocket>> => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/?user=${name}`);
    await new Promise((resolve) => socket.once('open', resolve));
    return socket;
  };
  const [asking, answering] = [await open(asker), await open(answerer)];
  const waiting = new Map<string, (answer: string) => void>();
  let last = 0;
  answering.on('message', (data: Buffer) => {
    const { id, from } = JSON.parse(data.toString()) as { id: string; from: string };
    answering.send(JSON.stringify({ id, to: from, text: ANSWER }));
  });
  asking.on('message', (data: Buffer) => {
    const { id, text } = JSON.parse(data.toString()) as { id: string; text: string };
    waiting.get(id)?.(text);
    waiting.delete(id);
  });
  return (text) =>
    new Promise((resolve) => {
      const id = String((last += 1));
      waiting.set(id, resolve);
      asking.send(JSON.stringify({ id, to: answerer.name, text }));
    });
}

/** The SDK as a program has it. */
async function overParley(port: number, asker: Person, answerer: Person): Promise<Ask> {
  const server = `http://127.0.0.1:${port}`;
  const open = async ({ name, credential }: Person): Promise<Parley> => {
    const headers = { authorization: `Bearer ${credential}` };
    const platform = programPlatform(
      (url, protocol) => new WebSocket(url, protocol, { headers }) as unknown as globalThis.WebSocket,
    );
    const parley = createParley({ user: name as UserId, server, platform, client: 'bench/1' });
    await new Promise<void>((resolve) => {
      parley.connection.on('changed', ({ name: state }) => state === 'connected' && resolve());
    });
    return parley;
  };
  const [asking, answering] = [await open(asker), await open(answerer)];
  answering.messages.answer('question', () => ANSWER);
  return async (question) => (await asking.messages.query(answerer.name, 'question', question)) as string;
}
