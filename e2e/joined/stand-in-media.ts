// Stands in for browsers' media: lines between devices that are there while both can be reached, and what would be open.
import type { CallId, MediaStatus, UserId } from '@parley/protocol';
import type { LineState } from '../../packages/client/src/api/calls.ts';
import type { DeviceProblem } from '../../packages/client/src/api/media.ts';
import type { CallMachine } from '../../packages/client/src/call/call-machine.ts';
import type { MediaLinkOptions } from '../../packages/client/src/call/media-link-options.ts';
import type { CallMediaLink } from '../../packages/client/src/call/media-link.ts';

/** Chromium's time from the last packet to `disconnected` (QUALITY.md, ICE facts), in ms. */
const NOTICED_AFTER = 5_800;

export type StandInMedia = ReturnType<typeof createStandInMedia>;

export interface StandInMediaOptions {
  now: () => number;
  /** Whether packets of the call go between this page and the other's, as the network is now. */
  reaches: (other: UserId, call: CallId) => boolean;
  /** Whether an ICE restart could be agreed on: this page has a session. */
  canSignal: () => boolean;
}

export function createStandInMedia({ now, reaches, canSignal }: StandInMediaOptions) {
  const open = new Map<CallId, CallMachine['name']>();
  const statuses: MediaStatus[] = [];
  const nothing: MediaStatus = { microphone: false, camera: false, screen: false };
  const problems: DeviceProblem[] = [];
  const links = new Set<{ look: () => void }>();

  function create(
    options: Pick<MediaLinkOptions, 'changed' | 'iceServers' | 'preferences' | 'sendStatus'>,
  ): CallMediaLink {
    let machine: CallMachine | undefined;
    let held = false;
    let { waiting } = options.preferences;
    let told: string | undefined;
    const tell = (): void => {
      if (!accepted()) return;
      const status = { ...nothing, ...(held && { held }), ...(waiting && { waits: true }) };
      if (told === JSON.stringify(status)) return;
      told = JSON.stringify(status);
      options.sendStatus(status);
    };
    let line: LineState = 'connecting';
    let silentSince: number | undefined;
    const accepted = (): boolean => machine?.name === 'connecting' || machine?.name === 'active';
    const lineNow = (): LineState => {
      const isThere = machine !== undefined && accepted() && reaches(machine.with, machine.id);
      silentSince = isThere ? undefined : (silentSince ?? now());
      // None is made before the servers for candidates are known (C18).
      if (line === 'connecting') return isThere && options.iceServers() ? 'good' : 'connecting';
      if (silentSince !== undefined) return now() - silentSince < NOTICED_AFTER ? line : 'lost';
      // What was lost comes back by an ICE restart alone.
      return line === 'lost' && !canSignal() ? 'lost' : 'good';
    };
    /** The line as packets and restarts leave it: called as often as the world likes. */
    const look = (): void => {
      const next = lineNow();
      if (next === line) return;
      line = next;
      options.changed();
    };
    const link = { look };
    links.add(link);
    return {
      local: { picture: undefined, status: nothing, problems } as unknown as CallMediaLink['local'],
      remote: { status: nothing } as CallMediaLink['remote'],
      get line() {
        return line;
      },
      voiceFirst: false,
      trouble: undefined,
      report: { connections: [] },
      safetyCode: () => Promise.resolve(undefined),
      renewPicture: () => undefined,
      /** While the line stands: as of the last look. */
      get heardAt() {
        return line === 'connecting' ? undefined : (silentSince ?? now());
      },
      get connected() {
        return accepted() && line === 'good';
      },
      follow(next) {
        if (machine) open.delete(machine.id);
        machine = next;
        if (next.name === 'ended') links.delete(link);
        else if (next.name !== 'ringing' && !held) open.set(next.id, next.name);
        line = lineNow();
        tell();
      },
      hear(message) {
        if (message.t === 'call.status') statuses.push(message.status);
      },
      hold: (on) => {
        held = on;
        if (machine && on) open.delete(machine.id);
        else if (machine && accepted()) open.set(machine.id, machine.name);
        tell();
      },
      set: () => undefined,
      use: () => undefined,
      watch: () => undefined,
      measure: () => undefined,
      prefer: (preferences) => {
        waiting = preferences.waiting;
        tell();
      },
      reach: () => undefined,
      nudge: () => {
        told = undefined;
        tell();
        look();
      },
      close: () => undefined,
    };
  }

  return {
    /** Calls whose devices are open. */
    open,
    statuses,
    create,
    look(): void {
      for (const { look } of links) look();
    },
  };
}
