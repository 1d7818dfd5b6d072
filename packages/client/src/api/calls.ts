// The public shape of calls and of their media.
import type { CallId, CallMedia, ConnectCause, EndReason, MediaStatus, UserId } from '@parley/protocol';
import type { Listenable } from '../events.ts';

export type CallState =
  /** Outgoing. `ringing` once a device of the other says that it rings. */
  | { name: 'dialling'; ringing: boolean }
  /** Incoming. */
  | { name: 'ringing' }
  /** Accepted; media is about to flow. */
  | { name: 'connecting' }
  /** `since`: ms of the Unix epoch on this device's clock. */
  | { name: 'active'; since: number }
  /** `duration` in ms. `by`: whose act or loss it was. `causes`: of `media-failed`, what each device knows of why. */
  | {
      name: 'ended';
      reason: EndReason;
      duration: number;
      by?: UserId;
      causes?: readonly { user: UserId; cause: ConnectCause }[];
    };

export type Device = 'microphone' | 'camera' | 'screen';
/** What is wrong with a device, by the device and one of `kind`'s words. */
export interface DeviceProblem {
  device: Device;
  kind:
    /** None there. */
    | 'missing'
    /** It was there, and is no more. It is opened again by itself once it is back. */
    | 'unplugged'
    /** It was unplugged, and another one stands in for it: `name`. */
    | 'switched'
    /** The browser waits for the person's answer. */
    | 'asking'
    /** The person has put the browser's question aside: another try asks again. */
    | 'dismissed'
    /** Refused, and refused again until the person allows it in the browser. */
    | 'denied'
    /** The browser may not have it from the operating system, whatever the person allows the page. */
    | 'system'
    /** The page may not have it, by its Permissions-Policy or the browser's administrator. */
    | 'forbidden'
    /** Open, and silent or black by the operating system, the device's own switch, or a telephone call. */
    | 'muted'
    /** Another program has it, or it does not start. */
    | 'in-use'
    /** The page is not in a secure context, so the browser offers none. */
    | 'insecure'
    | 'failed';
  /** The device's name, as its maker calls it. */
  name?: string;
  /** Being tried again at this moment. */
  trying?: true;
}

export interface LocalMedia {
  /** Camera picture for the preview; no sound in it. Absent while the camera is off or missing. */
  readonly picture: MediaStream | undefined;
  readonly status: MediaStatus;
  /** What was asked for and could not be had, or is not as one would expect. Empty when all is well. */
  readonly problems: readonly DeviceProblem[];
}

export interface RemoteMedia {
  /** The other's camera and microphone, one stream for the whole call. */
  readonly stream: MediaStream;
  /** The other's screen. */
  readonly screen: MediaStream;
  /** What the other's device says it sends. */
  readonly status: MediaStatus;
}

/** `weak`: packets go missing, come late or hardly come. `lost`: they stopped; ICE is being restarted. */
export type LineState = 'connecting' | 'good' | 'weak' | 'lost';

export interface Call extends Listenable<{ changed: void }> {
  readonly id: CallId;
  readonly direction: 'outgoing' | 'incoming';
  /** The other person. */
  readonly with: UserId;
  /** What the caller asked for. */
  readonly media: CallMedia;
  readonly state: CallState;
  readonly local: LocalMedia;
  /**
   * Absent until the code for calls is loaded. There before the accept, so that an element can be given the stream and be
   * playing by then; its tracks are disabled, that is black and silent, until the call is accepted.
   */
  readonly remote: RemoteMedia | undefined;
  readonly line: LineState;
  /**
   * The own pictures are held back: the line to the other carries hardly more than the voice. They come back by themselves,
   * tried after 10 s and then less and less often, at most 80 s apart. `remote.status.voiceFirst` says it of the other's.
   */
  readonly voiceFirst: boolean;
  /** Incoming and ringing only; else nothing happens. */
  accept(media: CallMedia): void;
  decline(): void;
  /** In any state: cancels, declines or hangs up. At once on this side, told to the server when there is a line. */
  hangUp(): void;
  /** On an incoming call that is not accepted these do nothing. Turning on what has a problem tries it again. */
  setMicrophone(on: boolean): void;
  setCamera(on: boolean): void;
  setScreen(on: boolean): void;
  /** Tries again what has a problem and is still wanted; a screen only by `setScreen`, from within a click. */
  retry(device: Device): void;
}

/** What a person has chosen for all their calls on this device. */
export interface CallPreferences {
  /**
   * Media goes through the server's relay only, so that the other side does not learn this device's address (W3C WebRTC
   * §4.2.3, `iceTransportPolicy`). Where the server has no relay, no call connects then.
   */
  relayOnly: boolean;
  /**
   * Little data in both directions: the own camera and screen are sent small and slow, and the other side is asked to do
   * so, too. Sound stays as it is.
   */
  saveData: boolean;
}

export interface CallsEvents {
  /**
   * A call begins, outgoing or incoming. Exactly once a call. One that can't ring on this device (`supported`) nor on another of
   * this account's has ended with `blocked` by then.
   */
  started: Call;
  /** Any change of the current call: state, media, line. */
  changed: Call;
  ended: Call;
  /**
   * A call goes on that this account is in with a device that is lost: its browser died. `invite` the same person, within
   * the 28 s for which the call waits, to go back into it.
   */
  waiting: { with: UserId; media: CallMedia };
}

export interface CallsApi extends Listenable<CallsEvents> {
  readonly current: Call | undefined;
  /** Whether this device can make and take calls. A browser without RTCPeerConnection can't. */
  readonly supported: boolean;
  /** Throws ParleyError `already-in-call`, or `media-unavailable` where calls are not supported. */
  invite(to: UserId, media: CallMedia): Call;
  /** Loads the code for calls ahead of need. Safe to call often. */
  prepare(): void;
  /** Neither, until `prefer` says otherwise. */
  readonly preferences: Readonly<CallPreferences>;
  /** Changes what is given; for the call that is on and for those to come. */
  prefer(preferences: Partial<CallPreferences>): void;
}
