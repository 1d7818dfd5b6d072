import { describe, expect, it } from 'vitest';
import { startProcess } from './remote.ts';
import type { ServerOperations } from '../servers/operations.ts';

describe('remote process', () => {
  it('answers calls, passes on what goes wrong, and says when it ends', async () => {
    const server = startProcess<ServerOperations>('../servers/bare.ts', import.meta.url);
    const { port } = await server.call.listen({});
    expect(port).toBeGreaterThan(0);
    expect(await server.call.credentials(['a', 'b'])).toEqual(['a', 'b']);
    expect(await server.call.cpu()).toBeGreaterThan(0);
    await expect(server.call.memory()).rejects.toThrow(/--expose-gc/);
    process.kill(server.pid, 'SIGKILL');
    await expect(server.call.cpu()).rejects.toThrow();
    await server.close();
  });
});
