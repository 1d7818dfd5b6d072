// What comes from the other in one call: streams that stay the same for all of it, and tracks that come with each connection.
import type { Device, Tracks } from '../api/media.ts';

export class RemoteTracks {
  readonly stream: MediaStream;
  readonly screen: MediaStream;
  #tracks: Tracks = {};

  constructor(makeStream: (tracks: MediaStreamTrack[]) => MediaStream) {
    this.stream = makeStream([]);
    this.screen = makeStream([]);
  }

  get tracks(): Tracks {
    return this.#tracks;
  }

  take(tracks: ReadonlyMap<Device, MediaStreamTrack>): void {
    for (const stream of [this.stream, this.screen])
      for (const old of stream.getTracks()) stream.removeTrack(old);
    for (const [device, track] of tracks) (device === 'screen' ? this.screen : this.stream).addTrack(track);
    this.#tracks = Object.fromEntries(tracks);
  }

  /** Before the accept they are there to warm up with, but whatever comes over them is black and silent. */
  letThrough(on: boolean): void {
    for (const track of Object.values(this.#tracks)) track.enabled = on;
  }
}
