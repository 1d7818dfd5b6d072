// The data folder: whose it is, whether it can be written, and how much room its disk has.
import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { StartFailure } from '../start-failure.ts';
import { prepareDataFolder } from '../store/data-folder.ts';
import { judgeRoom, inWords, roomIn, type Room } from '../store/full-disk.ts';
import { fail, ok, warn, type Check } from './check.ts';

export interface DataFolderFacts {
  readonly folder: string;
  readonly exists: boolean;
  /** Why it can't be written, as the server says it at its start. */
  readonly refusal?: string;
  /** Its owner and whoever runs this, by name where they have one. */
  readonly owner?: string;
  readonly user?: string;
  /** Absent where it can't be told. */
  readonly room?: Room;
}

export function lookAtDataFolder(folder: string): DataFolderFacts {
  const user = process.geteuid?.();
  const whose = user === undefined ? {} : { user: userName(user) };
  if (!existsSync(folder)) return { folder, exists: false, ...whose, ...roomOf(nearestFolder(folder)) };
  const owner = { owner: userName(statSync(folder).uid) };
  return { folder, exists: true, ...whose, ...owner, ...refusalOf(folder), ...roomOf(folder) };
}

export function checkDataFolder({ folder, exists, refusal, owner, user }: DataFolderFacts): Check {
  const isOthers = owner !== undefined && user !== undefined && owner !== user;
  const whose = isOthers ? `It belongs to the user ${owner}, and this is ${user}.` : undefined;
  if (refusal !== undefined) return fail('data', refusal, whose);
  if (!exists) return ok('data', `The data folder ${folder} is not there yet; the first start makes it.`);
  if (whose === undefined) return ok('data', `The data folder ${folder} can be written.`);
  const advice = `${whose} Run this as the user that runs the server, to see what that one may do.`;
  return warn('data', `The data folder ${folder} is another user's.`, advice);
}

export function checkDisk({ folder, room }: DataFolderFacts): Check {
  if (!room) return warn('disk', `How much room the disk of ${folder} has can't be told: look with "df".`);
  const state = judgeRoom(folder, room);
  switch (state.name) {
    case 'full':
      return fail('disk', state.sentence);
    case 'low':
      return warn('disk', state.sentence);
    default:
      return ok('disk', `The disk has ${inWords(room.bytes)} free${filesOf(room)}.`);
  }
}

/** Whether this user may look into a folder; there is nothing to see in one that is not there. */
export function isOpen(folder: string): boolean {
  if (!existsSync(folder)) return true;
  try {
    accessSync(folder, constants.R_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function filesOf({ files }: Room): string {
  return files === undefined ? '' : `, and room for ${files} files`;
}

function refusalOf(folder: string): { refusal: string } | undefined {
  try {
    prepareDataFolder(folder);
    return undefined;
  } catch (cause) {
    if (cause instanceof StartFailure) return { refusal: cause.message };
    throw cause;
  }
}

function roomOf(folder: string): { room: Room } | undefined {
  try {
    return { room: roomIn(folder) };
  } catch {
    return undefined; // Said as what it is: it can't be told.
  }
}

/** The folder in which a missing one would be made. */
function nearestFolder(folder: string): string {
  const parent = dirname(folder);
  return existsSync(parent) || parent === folder ? parent : nearestFolder(parent);
}

/** As the system's own list has it; networks of users may have more than that. */
function userName(id: number): string {
  try {
    const line = readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .find((one) => one.split(':')[2] === String(id));
    return line?.split(':')[0] ?? String(id);
  } catch {
    return String(id); // A system without that list.
  }
}
