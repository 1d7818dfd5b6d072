// The public shape of what is measured of a call, once a second. Names in parentheses are those of W3C webrtc-stats.

/** How media leaves this device: straight to the other, or to a relay by UDP, by TCP or by TLS (RFC 8656). */
export type Way = 'direct' | 'relay-udp' | 'relay-tcp' | 'relay-tls';

/** Of moving pictures in one direction. */
export interface PictureStats {
  /** Pixels (`frameWidth`, `frameHeight`). Absent before the first frame. */
  readonly width: number | undefined;
  readonly height: number | undefined;
  /** Of the last second (`framesPerSecond`). */
  readonly framesPerSecond: number | undefined;
}

/** Of pictures that come in. */
export interface ReceivedPictureStats extends PictureStats {
  /**
   * How often the picture stood still, and for how many ms, told once it moves again (`freezeCount`,
   * `totalFreezesDuration`): of the last second, so that the sum over a call is the whole. Absent where the browser doesn't count.
   */
  readonly freezes: number | undefined;
  readonly frozenMs: number | undefined;
}

/** Of all that goes in one direction. */
export interface DirectionStats<Picture extends PictureStats> {
  /**
   * Share of the packets that got lost, 0 to 1: of those sent as the other reports it (`fractionLost`), of those received as counted
   * here (`packetsLost`). Absent while nothing is sent, or nothing said of it.
   */
  readonly loss: number | undefined;
  /** Bit/s of sound and pictures with their RTP headers (`bytesSent`, `bytesReceived`, `headerBytesSent`…). */
  readonly bitrate: number;
  /** How loud the sound is, 0 to 1, linear (`audioLevel`). Absent where the browser doesn't tell, or the sound is off. */
  readonly audioLevel: number | undefined;
  /** The camera's. Absent while none is sent. */
  readonly video: Picture | undefined;
  readonly screen: Picture | undefined;
}

/** Of about the last second. What the browser does not tell is absent; so does Firefox with some, and Node with few. */
export interface CallStats {
  /** Ms of the Unix epoch. */
  readonly at: number;
  /** Ms there and back (`currentRoundTripTime` of the candidate pair in use). */
  readonly roundTrip: number | undefined;
  readonly way: Way | undefined;
  readonly sent: DirectionStats<PictureStats>;
  readonly received: DirectionStats<ReceivedPictureStats>;
}
