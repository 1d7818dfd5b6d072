// A named state of the page: what it begins with, and how one gets there. States are in `states/`, a file a noun.
import type { Newcomers, UserId } from '@parley/client';
import type { Notice } from '../model/entrance.ts';
import type { Reach } from '../model/reach.ts';
import type { Session } from '../model/session.ts';
import type { FakeParley } from './fake-parley.ts';

export type GalleryState = SignInState | AppState;

/** One of the sign-in page. */
export interface SignInState {
  readonly at: 'sign-in';
  /** Unique, in kebab case: the picture's name. */
  readonly name: string;
  /** What differs from a server that lets everybody in. */
  readonly newcomers?: Partial<Newcomers>;
  readonly notice?: Notice;
  /** How the attempt ends that `show` makes; without it, it never does. */
  readonly signIn?: () => Promise<{ user: UserId }>;
  /** What the server answers to `GET` by path. */
  readonly answers?: Readonly<Record<string, unknown>>;
  show?(stage: Stage): Promise<void>;
}

/** One of the signed-in page. */
export interface AppState {
  readonly at: 'app';
  readonly name: string;
  /** `SELF` unless it says otherwise. */
  readonly user?: string;
  /** Who is there: `PEOPLE` unless it says otherwise. */
  readonly online?: readonly string[];
  /** Whether the page still offers to ring in the background. */
  readonly askable?: boolean;
  show?(stage: AppStage): Promise<void>;
}

/** Steers the page as a person would: by the words on the screen, which come from the catalogue in whatever language. */
export interface Stage {
  /** Ms of the Unix epoch. The clock stands still but for `advance`. */
  readonly now: number;
  /** Presses what has this accessible name, once it is there. */
  press(name: string): Promise<void>;
  /** Writes into the field of this accessible name. */
  write(name: string, text: string): Promise<void>;
  /** Presses a key where the focus is. */
  key(key: string): Promise<void>;
  /** Until these words are on the screen, or the name of something on it. */
  sees(words: string): Promise<void>;
  /** Until there is one that is visible. */
  element(selector: string): Promise<HTMLElement>;
  /** Timers of the page that fall due within `ms` ring. */
  advance(ms: number): void;
}

export interface AppStage extends Stage {
  readonly parley: FakeParley;
  readonly session: Session;
  /** What reaches people whose page is closed, as the state wants it. */
  reach(reach: Reach): void;
  readonly pictures: Pictures;
  /** Opens the conversation with somebody. */
  choose(user: string): Promise<void>;
  /** A call with somebody that has been going on for two minutes. */
  talk(user: string, media?: 'video' | 'voice'): Promise<Talk>;
}

export interface Pictures {
  readonly own: MediaStream;
  readonly theirs: MediaStream;
  /** Theirs, from a phone held upright. */
  readonly upright: MediaStream;
  readonly screen: MediaStream;
}

/** The call that is on. */
export interface Talk {
  readonly call: ReturnType<FakeParley['strings']['ring']>;
  /** What the other sends, which is picture and sound as the call was made. */
  theirs(status: {
    microphone?: boolean;
    camera?: boolean;
    screen?: boolean;
    voiceFirst?: boolean;
    held?: boolean;
  }): void;
}

export const SELF = 'anna';
export const PEOPLE = ['ben', 'clara', 'david', 'elif', 'jonas', 'mei', 'tomás'];
