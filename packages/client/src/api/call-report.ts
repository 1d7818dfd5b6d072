// The public shape of what a device has noted of a call's connections, for who is to find out why it failed.

/** Of one peer connection. There is no address in it, and nothing of what was said. */
export interface ConnectionReport {
  /** Whether this device made the offer. */
  readonly offerer: boolean;
  /** Whether it was to use nothing but the relay. */
  readonly relayOnly: boolean;
  /** The servers for candidates, without their names: `turn`, `turn tcp`, `turns tcp`. */
  readonly servers: readonly string[];
  /** How many candidates of each kind there were: `host udp`, `srflx udp`, `relay tcp` (RFC 8445 §5.1.1). */
  readonly own: Readonly<Record<string, number>>;
  readonly other: Readonly<Record<string, number>>;
  /** Codes by which servers refused or could not be reached, and how often (RFC 8656 §18; W3C WebRTC §4.8.1.3). */
  readonly errors: Readonly<Record<number, number>>;
  /** Changes of `connectionState` and `iceConnectionState`, the newest 40. `after`: ms since the connection was made. */
  readonly states: readonly { readonly after: number; readonly state: string }[];
}

/** Of one call, on this device. */
export interface CallReport {
  /** Oldest first, the newest four. */
  readonly connections: readonly ConnectionReport[];
}
