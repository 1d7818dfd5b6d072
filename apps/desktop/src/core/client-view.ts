// What of the client's state is to be seen outside its window.
import { assertNever } from '@parley/client';
import type { Presence, TrayState } from '../shell.ts';
import type { Words } from '../words/en.ts';
import type { ClientState, Ring } from './client-state.ts';

/** What rings and waits for an answer: there is a notice as long, and the window stays on top. */
export function unanswered({ ring, quitting }: ClientState): Ring | undefined {
  return ring?.answer === 'none' && !quitting ? ring : undefined;
}

export function keepsAwake({ call }: ClientState): boolean {
  return call !== undefined;
}

export function trayOf(state: ClientState | undefined, autostart: boolean, { tray, menu }: Words): TrayState {
  const presence = state ? presenceOf(state) : 'offline';
  const unread = state?.unread ?? 0;
  return {
    presence,
    unread,
    tooltip: [
      'Parley',
      state ? statusOf(state, presence, tray) : tray.presence.offline,
      ...(unread > 0 ? [tray.unread(unread)] : []),
    ].join(' · '),
    menu: menuOf(state, autostart, menu),
  };
}

function presenceOf({ holder, call }: ClientState): Presence {
  switch (holder.name) {
    case 'nobody':
      return 'offline';
    case 'background':
      return holder.line === 'connected' ? 'online' : 'connecting';
    case 'page':
      if (call) return 'in-call';
      if (holder.over) return 'offline';
      return holder.connected ? 'online' : 'connecting';
    case 'awaited':
    case 'handing':
    case 'returning':
      return 'connecting';
    default:
      return assertNever(holder);
  }
}

function statusOf({ holder, call, ring }: ClientState, presence: Presence, words: Words['tray']): string {
  if (call) return words.callWith(call.with);
  if (ring) return words.ringing(ring.from);
  if (holder.name === 'nobody' && (holder.why === 'displaced' || holder.why === 'outdated'))
    return words[holder.why];
  if (holder.name === 'page' && holder.over) return words.displaced;
  return words.presence[presence];
}

function menuOf(state: ClientState | undefined, autostart: boolean, menu: Words['menu']): TrayState['menu'] {
  const item = (name: keyof typeof menu): { name: string; label: string } => ({ name, label: menu[name] });
  const line = { name: 'separator' };
  const microphone = state?.call?.microphone;
  return [
    item('open'),
    ...(state?.call ? [line] : []),
    ...(microphone === undefined
      ? []
      : [{ name: 'toggle-microphone', label: microphone ? menu.mute : menu.unmute }]),
    ...(state?.call ? [item('hang-up')] : []),
    line,
    { ...item('autostart'), checked: autostart },
    item('servers'),
    line,
    item('quit'),
  ];
}
