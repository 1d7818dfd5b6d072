// What comes from the other in one call: streams that stay the same for all of it, and tracks that come with each connection.
import type { Tracks } from '../api/media.ts';
import type { Section } from '../peer/peer.ts';

export class RemoteTracks {
  readonly stream: MediaStream;
  readonly screen: MediaStream;
  #tracks: Tracks = {};
  /** Those, and the sound of the screen. */
  #all: readonly MediaStreamTrack[] = [];

  constructor(makeStream: (tracks: MediaStreamTrack[]) => MediaStream) {
    this.stream = makeStream([]);
    this.screen = makeStream([]);
  }

  get tracks(): Tracks {
    return this.#tracks;
  }

  take(tracks: ReadonlyMap<Section, MediaStreamTrack>): void {
    for (const stream of [this.stream, this.screen])
      for (const old of stream.getTracks()) stream.removeTrack(old);
    for (const [section, track] of tracks)
      (section.startsWith('screen') ? this.screen : this.stream).addTrack(track);
    this.#all = [...tracks.values()];
    const devices = [...tracks].filter(([section]) => section !== 'screenSound');
    this.#tracks = Object.fromEntries(devices);
  }

  /** Before the accept they are there to warm up with, but whatever comes over them is black and silent. */
  letThrough(on: boolean): void {
    for (const track of this.#all) track.enabled = on;
  }
}
