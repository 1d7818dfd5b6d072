// What the server notices about its machine at the start, and goes on with: in the words of `parley doctor`.
import { clockDoubt, newestFile } from './clock-doubt.ts';
import { judgeRoom, roomIn } from './store/full-disk.ts';

export function startDoubts(data: string, now: number): string[] {
  const room = judgeRoom(data, roomIn(data));
  return [clockDoubt(now, newestFile(data)) ?? [], room.name === 'well' ? [] : room.sentence].flat();
}
