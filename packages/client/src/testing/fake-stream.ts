// A MediaStream's tracks, and nothing that plays them.

export class FakeStream {
  readonly #tracks: Set<MediaStreamTrack>;
  constructor(tracks: MediaStreamTrack[]) {
    this.#tracks = new Set(tracks);
  }
  getTracks = () => [...this.#tracks];
  addTrack = (track: MediaStreamTrack) => this.#tracks.add(track);
  removeTrack = (track: MediaStreamTrack) => this.#tracks.delete(track);
}
