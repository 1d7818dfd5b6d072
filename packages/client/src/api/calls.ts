// The public shape of calls.
import type { CallId, CallMedia, ConnectCause, EndReason, UserId } from '@parley/protocol';
import type { Listenable } from '../events.ts';
import type { CallReport } from './call-report.ts';
import type { CallStats } from './call-stats.ts';
import type { MediaWatch } from './call-watch.ts';
import type {
  CameraFacing,
  ChosenDevice,
  Device,
  DeviceChange,
  DeviceCheck,
  DeviceInfo,
  LocalMedia,
  MediaOptions,
  RemoteMedia,
} from './media.ts';

/** How far a call has come. */
export type CallState =
  /**
   * Outgoing. `ringing` once a device of the other says that it rings. `notified` once a push service has taken the call, to
   * tell devices of theirs that have no page open.
   */
  | { name: 'dialling'; ringing: boolean; notified: boolean }
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

/** `weak`: packets go missing, come late or hardly come. `lost`: they stopped; ICE is being restarted. */
export type LineState = 'connecting' | 'good' | 'weak' | 'lost';

/**
 * What a line suffers from. `loss`: at least a tenth of what the other sent does not come. `delay`: 0.6 s and more there and
 * back. `silent`: nothing has come for 3 s. `narrow`: it carries hardly more than the voice, so that the own pictures wait.
 */
export type LineTrouble = 'loss' | 'delay' | 'silent' | 'narrow';

/** What happens to a call. */
export interface CallEvents {
  /** Anything of the call: state, media, line. */
  changed: void;
  /** The other has turned a device on or off. */
  outputChanged: { device: Device; on: boolean };
  /** Once a second while the connection stands, and measured only while somebody listens. */
  stats: CallStats;
}

/** One call, from the dialling or ringing to its end. */
export interface Call extends Listenable<CallEvents> {
  readonly id: CallId;
  /** A call that the server has started rings at both as `incoming`: for whoever accepts first it is `outgoing` from then on. */
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
  /** Of a `weak` line, and of one that pictures are held back on (`voiceFirst`). */
  readonly trouble: LineTrouble | undefined;
  /** Put on hold by this side. `remote.status.held` says it of the other's, and before the accept that they are in another call. */
  readonly held: boolean;
  /**
   * The own pictures are held back: the line to the other carries hardly more than the voice. They come back by themselves,
   * tried after 10 s and then less and less often, at most 80 s apart. `remote.status.voiceFirst` says it of the other's.
   */
  readonly voiceFirst: boolean;
  /** Incoming and ringing only; else nothing happens. Throws like `useTrack`. */
  accept(media: CallMedia, options?: MediaOptions): void;
  decline(): void;
  /** In any state: cancels, declines or hangs up. At once on this side, told to the server when there is a line. */
  hangUp(): void;
  /**
   * Of an accepted call: on hold neither side's sound and pictures flow, the own devices are closed, and what was on is on again
   * afterwards, but for a shared screen. Taking `CallsApi.other` off hold puts the current one on hold.
   */
  setHold(on: boolean): void;
  /** On an incoming call that is not accepted these do nothing. Turning on what has a problem tries it again. */
  setMicrophone(on: boolean): void;
  setCamera(on: boolean): void;
  setScreen(on: boolean): void;
  /**
   * Sends this track in place of a device, without negotiating anew (W3C WebRTC §5.2, `replaceTrack`), and turns it on: a canvas's
   * (`captureStream`), a file's, one of another call's. The device is closed, and neither opened nor asked for while the track stands
   * for it. The track stays the program's: it is never stopped nor muted here; the other is told that it is off once it has ended.
   * `undefined` goes back to the device, which opens if it is wanted; a screen is over then. Before an incoming call is accepted
   * the track is but kept for it. Throws TypeError for a sound in place of a picture, or the other way round.
   */
  useTrack(device: Device, track: MediaStreamTrack | undefined): void;
  /** Watches what comes from one device of the other's by itself. The same watch for the same device. */
  watch(device: Device): MediaWatch;
  /** What became of its connections so far, also once it is over: for who is to find out why it failed. */
  readonly report: CallReport;
  /**
   * Seven numbers from 0 to 63 that are the same on both sides of the call, unless somebody sits in between: the server
   * included, which carries the descriptions that name the two devices' certificates (RFC 8827 §6.5). They are for the two
   * persons to compare, by voice. Nothing while the call is not connected; other ones after a device has changed. Takes a
   * fraction of a second.
   */
  safetyCode(): Promise<readonly number[] | undefined>;
  /**
   * For whoever shows the other's camera and has seen nothing new of it for some seconds: to be called once a second for as long as
   * that is so. Where frames are decoded from one call to the next (W3C webrtc-stats, `framesDecoded`), which is a fault that
   * browsers have, another connection takes the place of this one, and `remote.stream` has its tracks within about a second. Else
   * nothing happens.
   */
  renewPicture(): void;
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
  /** `undefined`: the system's or the browser's default. While it is not there, another one stands in for it. */
  microphone: ChosenDevice | undefined;
  /** Likewise. In a call the picture changes without negotiating anew. */
  camera: ChosenDevice | CameraFacing | undefined;
  /** Echo and noise are taken out of the own sound, and it is kept at one loudness. Off: for music. */
  cleanSound: boolean;
  /** The system blurs what is behind the person, where it can (Media Capture Extensions, `backgroundBlur`). */
  blurBackground: boolean;
  /**
   * A second call may ring while one goes on, as `CallsApi.other`; without it whoever calls finds this person busy. For programs
   * that can show two calls.
   */
  waiting: boolean;
}

/** What happens to calls. */
export interface CallsEvents {
  /**
   * A call begins, outgoing or incoming. Exactly once a call. One that can't ring on this device (`supported`) nor on another of
   * this account's has ended with `blocked` by then.
   */
  started: Call;
  /** Any change of a call: state, media, line; also that it has become the current one. */
  changed: Call;
  ended: Call;
  /**
   * A call goes on that this account is in with a device that is lost: its browser died. `invite` the same person, within
   * the 28 s for which the call waits, to go back into it.
   */
  waiting: { with: UserId; media: CallMedia };
  /** A device came or went, told during calls and checks only: nothing is asked of the browser before. */
  devices: DeviceChange;
}

/** Calls with sound and pictures; this device is in one at a time, and may have another on hold. */
export interface CallsApi extends Listenable<CallsEvents> {
  readonly current: Call | undefined;
  /**
   * The second call beside the current one, where `preferences.waiting` is on: it rings, or is on hold. Accepting it, or taking
   * it off hold, makes it the current one and puts that on hold; it becomes the current one, too, as it is, when that ends.
   */
  readonly other: Call | undefined;
  /** Whether this device can make and take calls. A browser without RTCPeerConnection can't. */
  readonly supported: boolean;
  /** Throws ParleyError `already-in-call`, or `media-unavailable` where calls are not supported; and like `Call.useTrack`. */
  invite(to: string, media: CallMedia, options?: MediaOptions): Call;
  /** Loads the code for calls ahead of need. Safe to call often. */
  prepare(): void;
  /** Defaults until `prefer` says otherwise: no relay, no saving, no device above others, sound cleaned, nothing blurred, no second call. */
  readonly preferences: Readonly<CallPreferences>;
  /** Changes what is given; for the call that is on and for those to come. */
  prefer(preferences: Partial<CallPreferences>): void;
  /** Microphones, cameras and speakers that are there. Opens none; without names where the person has allowed none yet. */
  devices(): Promise<readonly DeviceInfo[]>;
  /**
   * Opens microphone and camera, as preferred, for the person to check them. Ends by itself when a call begins or rings. One at a
   * time: another one ends the one before. Rejects with ParleyError `already-in-call`, or `media-unavailable` where the code
   * for it could not be loaded.
   */
  check(): Promise<DeviceCheck>;
}
