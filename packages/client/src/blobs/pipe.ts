// One way between the two devices of a transfer: frames go in order while it is up, and it may be up more than once.

export interface PipeEvents {
  /** Both devices are on it. Said again where the other has come to it anew: what was under way then may be lost. */
  up(): void;
  down(): void;
  received(frame: Uint8Array): void;
}

export interface Pipe {
  /** What is said while it is down is lost. */
  send(frame: Uint8Array<ArrayBuffer>): void;
  /** No event follows. */
  close(): void;
}
