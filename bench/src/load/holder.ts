// The process that holds one part of a crowd's connections.
import { goLast } from '../process/priority.ts';
import { answerCalls } from '../process/remote.ts';
import { createCrowd, type Crowd } from './crowd.ts';
import type { HolderOperations } from './operations.ts';

let crowd: Crowd | undefined;

function held(): Crowd {
  if (!crowd) throw new Error('connect first');
  return crowd;
}

goLast();

answerCalls<HolderOperations>({
  async connect(options) {
    crowd = createCrowd(options);
    await crowd.connect();
  },
  knowing: () => held().knowing(),
  presence: () => held().presence(),
  leave() {
    crowd?.close();
    crowd = undefined;
  },
});
