// Starts the servers under test, each in a process of its own, as the benchmarks want them.
import { mkdir, writeFile } from 'node:fs/promises';
import type { GeneratorOperations, Person, Protocol } from '../load/operations.ts';
import { startProcess, type RemoteProcess } from '../process/remote.ts';
import type { Context } from '../report/figure.ts';
import { topCosts } from '../report/top-costs.ts';
import type { ListenOptions, ServerOperations } from '../servers/operations.ts';

export interface ServerUnderTest {
  readonly protocol: Protocol;
  readonly port: number;
  readonly process: RemoteProcess<ServerOperations>;
  /** These people with what lets them in. */
  people(names: string[]): Promise<Person[]>;
}

/** As in `npm start`. The baselines run with Node's defaults, which suit them better. */
const NODE_FLAGS: Partial<Record<Protocol, string[]>> = { parley: ['--max-semi-space-size=4'] };

// Servers run what the build made (no `source` condition), as they do in production.
export async function startServer(protocol: Protocol, options: ListenOptions = {}): Promise<ServerUnderTest> {
  const process = startProcess<ServerOperations>(`../servers/${protocol}.ts`, import.meta.url, {
    nodeFlags: ['--expose-gc', ...(NODE_FLAGS[protocol] ?? [])],
  });
  try {
    const { port } = await process.call.listen(options);
    return {
      protocol,
      port,
      process,
      async people(names) {
        const credentials = await process.call.credentials(names);
        return names.map((name, i) => ({ name, credential: credentials[i] ?? '' }));
      },
    };
  } catch (cause) {
    await process.close();
    throw cause;
  }
}

export interface Loaded {
  readonly server: ServerUnderTest;
  readonly generator: RemoteProcess<GeneratorOperations>;
  close: () => Promise<void>;
}

/** A server with a load generator whose people are connected as pairs. */
export async function load(server: ServerUnderTest, pairs: number): Promise<Loaded> {
  const generator = startProcess<GeneratorOperations>('../load/generator.ts', import.meta.url, {
    source: true,
  });
  const close = async (): Promise<void> => {
    await Promise.all([generator.close(), server.process.close()]);
  };
  try {
    const names = Array.from({ length: pairs * 2 }, (_, i) => `pair${String(i).padStart(5, '0')}`);
    await generator.call.connect({
      protocol: server.protocol,
      port: server.port,
      people: await server.people(names),
    });
  } catch (cause) {
    await close();
    throw cause;
  }
  return { server, generator, close };
}

/** Runs `work`, with a CPU profile of the server where the run asks for profiles. */
export async function profiled<T>(
  context: Context,
  { process, protocol }: ServerUnderTest,
  name: string,
  work: () => Promise<T>,
): Promise<T> {
  if (!context.profiles) return work();
  await process.call.profile('start');
  const result = await work();
  const profile = await process.call.profile('stop');
  await mkdir(context.profiles, { recursive: true });
  const file = `${context.profiles}/${name}-${protocol}.cpuprofile`;
  await writeFile(file, profile);
  context.say(`  profile of ${protocol}, ${name}: ${file}`);
  for (const { where, share } of topCosts(JSON.parse(profile) as Parameters<typeof topCosts>[0], 25))
    context.say(`    ${(share * 100).toFixed(1).padStart(5)} %  ${where}`);
  return result;
}
