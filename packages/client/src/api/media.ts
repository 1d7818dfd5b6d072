// The public shape of a call's media: devices, tracks, and what may be wrong with them.
import type { MediaStatus } from '@parley/protocol';
import type { Listenable } from '../events.ts';

/** What a call can take sound or pictures from. */
export type Device = 'microphone' | 'camera' | 'screen';

/** A call's tracks, by the device that they come from or stand for. */
export type Tracks = Readonly<Partial<Record<Device, MediaStreamTrack>>>;

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
    /** The preferred one is not there, and another one stands in for it: `name`. */
    | 'stand-in'
    /** The one that was chosen in the call, `name`, does not start: the one before goes on. */
    | 'kept'
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

/** What this side has to send. */
export interface LocalMedia {
  /** Camera picture for the preview; no sound in it. Absent while the camera is off or missing. */
  readonly picture: MediaStream | undefined;
  readonly status: MediaStatus;
  /** Those that go to the other once the call is accepted: of devices that are open, and the program's own. */
  readonly tracks: Tracks;
  /** What was asked for and could not be had, or is not as one would expect. Empty when all is well. */
  readonly problems: readonly DeviceProblem[];
}

/** What the other side sends. */
export interface RemoteMedia {
  /** The other's camera and microphone, one stream for the whole call. */
  readonly stream: MediaStream;
  /** The other's screen. */
  readonly screen: MediaStream;
  /** The same, track by track. They are others with every connection: `changed` of the call tells. */
  readonly tracks: Tracks;
  /** What the other's device says it sends. */
  readonly status: MediaStatus;
}

/** What a call may bring beside its kind. */
export interface MediaOptions {
  /**
   * Tracks in place of devices: `useTrack` from the start. Each is on where the device would be: a microphone always, a camera in
   * a video call; and a screen always.
   */
  tracks?: Tracks;
}

/** A microphone, camera or speaker that is there. */
export interface DeviceInfo {
  kind: 'microphone' | 'camera' | 'speaker';
  /** For this browser and origin only, and until their data are cleared. Empty before the person has allowed such a device. */
  id: string;
  /** As its maker calls it. Empty where the browser does not tell, as before the person has allowed such a device. */
  label: string;
}

/** A device that a person prefers: found by its id, or where that is known no more, by its label. */
export type ChosenDevice = Pick<DeviceInfo, 'id' | 'label'>;

/** A camera by where it looks: at the person, or away from them (Media Capture and Streams §4.3.8, `facingMode`). */
export interface CameraFacing {
  facing: 'user' | 'environment';
}

/** What happens to a check of the devices. */
export interface DeviceCheckEvents {
  /** Tracks or problems have changed. */
  changed: void;
  /** It is over: by `close`, by a call that began, or with the connection. Nothing is open any more. */
  ended: void;
}

/** Microphone and camera open for the person alone, before any call: for a look and a level. Nothing of it is sent. */
export interface DeviceCheck extends Listenable<DeviceCheckEvents> {
  readonly local: LocalMedia;
  /** Opens it, or closes a camera and silences a microphone. */
  set(device: 'microphone' | 'camera', on: boolean): void;
  /** Tries again what has a problem. */
  retry(device: 'microphone' | 'camera'): void;
  /** Closes what is open, at once. */
  close(): void;
}

/** A device of this side's has been plugged in or out. */
export interface DeviceChange {
  change: 'added' | 'removed';
  kind: 'microphone' | 'camera' | 'speaker';
  /** As its maker calls it. Empty where the browser does not tell. */
  label: string;
}
