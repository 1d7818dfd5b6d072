// What the client knows of one server: who holds the session, which window there is, what rings.
import type { Intent, PageMessage, ShownCall } from '@parley/desktop-port';

type Media = ShownCall['media'];

/** Of the background's line to the server. */
export type Line = 'connecting' | 'connected' | 'reconnecting';

/** There is never more than one session, and this is where it is. */
export type Holder =
  /** None, and none begins by itself. */
  | { readonly name: 'nobody'; readonly why: 'never' | 'signed-out' | 'displaced' | 'outdated' }
  /** A window opens, whose page will say who is signed in: until then, or until it has failed, no session is begun. */
  | { readonly name: 'awaited'; readonly user: string }
  | { readonly name: 'background'; readonly user: string; readonly line: Line }
  /** The page waits until the background has a session that can be handed over. */
  | { readonly name: 'handing'; readonly user: string }
  | { readonly name: 'page'; readonly user: string; readonly connected: boolean; readonly over: boolean }
  /** The page has let go of it, and may be back in a moment: it was reloaded. */
  | { readonly name: 'returning'; readonly user: string; readonly over: boolean };

/** `ring`: small and on top, opened because it rings. */
export type Size = 'ring' | 'full';

export type Window =
  | { readonly name: 'none' }
  /** `unwanted`: what it was opened for is over, so it closes as soon as it is there. */
  | { readonly name: 'opening'; readonly size: Size; readonly unwanted: boolean }
  | { readonly name: 'open'; readonly size: Size }
  /** Its page has been told to let go of the session. `again`: somebody wants it back meanwhile. */
  | { readonly name: 'releasing'; readonly again: boolean }
  | { readonly name: 'closing'; readonly again: boolean };

export interface Ring {
  readonly from: string;
  readonly media: Media;
  readonly answer: 'none' | 'accepted' | 'declined';
  /** Whether who holds the session has shown it: only then does its absence there say that it is over. */
  readonly shown: boolean;
}

export interface ClientState {
  readonly holder: Holder;
  readonly window: Window;
  readonly ring: Ring | undefined;
  /** The page's, once it is past ringing. */
  readonly call: ShownCall | undefined;
  readonly unread: number;
  /** What the person wants and no page could be told yet. */
  readonly wish: Intent | undefined;
  /** Whose ring the person has put away with its window: that opens none again. */
  readonly silenced: string | undefined;
  readonly quitting: boolean;
}

export const TIMES = {
  /** Ms that a page has to let go of its session, before its window is closed all the same. */
  release: 1_500,
  /** Ms that a page may be away while it reloads. */
  reload: 2_000,
  /** Ms that a background has to get a session, before the page begins one of its own. */
  handing: 3_000,
  /** Ms after who goes on with the session is connected, within which what rang must be shown there. */
  ring: 1_500,
  /** Ms for leaving the session in good order. */
  quit: 3_000,
} as const;

export type Timer = keyof typeof TIMES;

export type ClientEvent =
  /** `user`: who was signed in when the client was last here. */
  | {
      readonly type: 'started';
      readonly hidden: boolean;
      readonly user: string | undefined;
      readonly intent?: Intent | undefined;
    }
  /** The person wants the window: by the tray, a notice, a link, a second start. */
  | { readonly type: 'wanted'; readonly intent?: Intent | undefined }
  /** By the tray, a key or a second start; only where there is a call. */
  | { readonly type: 'said'; readonly intent: Intent }
  | { readonly type: 'quit' }
  | { readonly type: 'timer'; readonly timer: Timer }
  // Of the background.
  | { readonly type: 'line'; readonly line: Line }
  | { readonly type: 'over'; readonly why: 'signed-out' | 'displaced' | 'outdated' }
  | { readonly type: 'rang'; readonly from: string; readonly media: Media }
  | { readonly type: 'rang-off'; readonly from: string; readonly media: Media; readonly missed: boolean }
  /** It has counted a text or a missed call. */
  | { readonly type: 'unread'; readonly unread: number }
  // Of the window.
  | { readonly type: 'opened'; readonly size: Size }
  | { readonly type: 'message'; readonly message: PageMessage }
  | { readonly type: 'closed' }
  /** It could not be opened, its page not be loaded, or its page has crashed. */
  | { readonly type: 'failed'; readonly reason: string }
  // Of the notice of a ring.
  | { readonly type: 'answered'; readonly answer: 'accepted' | 'declined' };

export type Told =
  | { readonly what: 'missed'; readonly from: string; readonly media: Media }
  | { readonly what: 'displaced' | 'signed-out' | 'still-here' };

export type ClientEffect =
  /** Goes on with what is kept, where there is anything. */
  | { readonly do: 'start-background' }
  /** Ends its session on the server. */
  | { readonly do: 'leave-background' }
  /** Lets go of its session, and keeps that with its texts. */
  | { readonly do: 'take-over' }
  | { readonly do: 'keep'; readonly message: Extract<PageMessage, { t: 'released' | 'remember' }> }
  /** What is kept of the session: it can't be gone on with. Texts and unread counts go with it where `all`. */
  | { readonly do: 'drop'; readonly all: boolean }
  /** Remembers by what this person signs in, for a start without a window. */
  | { readonly do: 'remember-sign-in'; readonly user: string }
  | { readonly do: 'forget-sign-in' }
  /** Answers `entering` with what is kept. */
  | { readonly do: 'begin'; readonly intent: Intent | undefined }
  | { readonly do: 'send'; readonly intent: Intent }
  | { readonly do: 'release' }
  /** Of what rings in the background. */
  | { readonly do: 'decline' }
  | { readonly do: 'open-window'; readonly size: Size }
  | { readonly do: 'close-window' }
  | { readonly do: 'place'; readonly size: Size }
  | { readonly do: 'focus' }
  | { readonly do: 'tell'; readonly told: Told }
  /** In a page of the client's own, where one can try again. */
  | { readonly do: 'show-failure'; readonly reason: string }
  | { readonly do: 'timer'; readonly timer: Timer }
  | { readonly do: 'no-timer'; readonly timer: Timer }
  /** The session is left and the window closed. */
  | { readonly do: 'exit' };

export type ClientStep = readonly [ClientState, readonly ClientEffect[]];

export const INITIAL: ClientState = {
  holder: { name: 'nobody', why: 'never' },
  window: { name: 'none' },
  ring: undefined,
  call: undefined,
  unread: 0,
  wish: undefined,
  silenced: undefined,
  quitting: false,
};
