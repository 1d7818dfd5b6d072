// Runs inside the page before the app: watches devices and connections, and measures pictures and sounds.

export interface Sound {
  /** Hz of the loudest tone. */
  frequency: number;
  /** Largest RMS within the time listened, 0 to 1. */
  level: number;
  /** Whether a person could hear it: the element plays, unmuted. */
  audible: boolean;
}

/** What has come over the newest peer connection so far. */
export interface Flow {
  /** Ms, on the page's own clock. */
  at: number;
  /** Samples of sound that were played, and of them those that were made up in place of sound that had been said. */
  samples: number;
  madeUp: number;
  frames: number;
  pictureBytes: number;
}

export interface PageProbe {
  /** Tracks of cameras, microphones and screens that are live, by kind. */
  liveTracks(): string[];
  /** How often the page asked for devices. */
  asks(): number;
  /** Peer connections that are not closed, and how many were made so far. */
  peers(): { open: number; made: number };
  /** The newest peer connection. */
  peer(): RTCPeerConnection | undefined;
  /** Mean colours of the four quadrants of the video with this label; absent while it has no picture. */
  quadrants(label: string): number[][] | undefined;
  /** Small checksum of the whole picture: two differ when it moved. */
  checksum(label: string): number | undefined;
  /** Looks out for these colours in the quadrants of the video with this label. */
  watchFor(label: string, picture: readonly (readonly number[])[]): void;
  /** When they were there first, in ms of the Unix epoch. */
  seenAt(label: string): number | undefined;
  /** Begins to time the frames of the video with this label. */
  watchFrames(label: string): void;
  /** The longest time between two frames since then, or since the last one, in ms. */
  longestGap(label: string): number;
  /** Video frames that came over the newest peer connection and could be decoded, so far. */
  framesDecoded(): Promise<number>;
  /** The way that this side's media takes: `direct`, or the relay and how it is reached, as `relay/tcp`. */
  route(): Promise<string>;
  flow(): Promise<Flow>;
  /** What the newest peer connection found and counted, a line each: for the message of a test that failed. */
  streams(): Promise<string[]>;
  /** How each picture of the page does, a line each: for the message of a test that failed. */
  pictures(): string[];
  /** Listens for `ms` to the sound of the video with this label. */
  listen(label: string, ms: number): Promise<Sound>;
}

declare global {
  // eslint-disable-next-line no-var -- a global is how a page is spoken to
  var parleyProbe: PageProbe;
}

/** Given to `addInitScript`, so it may use nothing from outside itself. */
export function installProbe(): void {
  const tracks = new Set<MediaStreamTrack>();
  const peers = new Set<RTCPeerConnection>();
  let made = 0;
  let asks = 0;

  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (devices) {
    const keep = (stream: MediaStream): MediaStream => {
      for (const track of stream.getTracks()) tracks.add(track);
      return stream;
    };
    const getUserMedia = devices.getUserMedia.bind(devices);
    devices.getUserMedia = async (constraints) => {
      asks += 1;
      return keep(await getUserMedia(constraints));
    };
    const getDisplayMedia = devices.getDisplayMedia.bind(devices);
    devices.getDisplayMedia = async (options) => {
      asks += 1;
      return keep(await getDisplayMedia(options));
    };
    const clone: (this: MediaStreamTrack) => MediaStreamTrack = Reflect.get(
      MediaStreamTrack.prototype,
      'clone',
    );
    MediaStreamTrack.prototype.clone = function cloneAndWatch(this: MediaStreamTrack): MediaStreamTrack {
      const copy = clone.call(this);
      // A copy of a device's track keeps the device on just as the first one does.
      if (tracks.has(this)) tracks.add(copy);
      return copy;
    };
  }

  const Native = globalThis.RTCPeerConnection as typeof RTCPeerConnection | undefined;
  if (Native) {
    globalThis.RTCPeerConnection = class extends Native {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        made += 1;
        peers.add(this);
      }
    };
  }

  const RTP = ['kind', 'mid', 'ssrc', 'packetsSent', 'framesEncoded', 'packetsReceived', 'framesDecoded'];
  const CANDIDATE = ['id', 'candidateType', 'protocol', 'relayProtocol', 'address', 'port', 'url'];
  const STREAM_FACTS: Record<string, readonly string[]> = {
    'inbound-rtp': [...RTP, 'keyFramesDecoded', 'framesDropped', 'totalInterFrameDelay'],
    'outbound-rtp': RTP,
    'local-candidate': CANDIDATE,
    'remote-candidate': CANDIDATE,
    'candidate-pair': ['state', 'nominated', 'localCandidateId', 'remoteCandidateId'],
  };

  const videoOf = (label: string): HTMLVideoElement | undefined => {
    const all = [...document.querySelectorAll('video')];
    return all.find((video) => video.getAttribute('aria-label') === label);
  };

  const drawn = (label: string): { data: Uint8ClampedArray; width: number; height: number } | undefined => {
    const video = videoOf(label);
    if (!video || video.videoWidth === 0 || video.readyState < 2) return undefined;
    const canvas = document.createElement('canvas');
    canvas.width = 160;
    canvas.height = 120;
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (!context) return undefined;
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    return context.getImageData(0, 0, canvas.width, canvas.height);
  };

  const mean = (image: { data: Uint8ClampedArray; width: number; height: number }, x: number, y: number) => {
    const sum = [0, 0, 0];
    const cx = Math.round(image.width * x);
    const cy = Math.round(image.height * y);
    for (let dy = -4; dy < 4; dy++) {
      for (let dx = -4; dx < 4; dx++) {
        const at = ((cy + dy) * image.width + cx + dx) * 4;
        for (let c = 0; c < 3; c++) sum[c] = (sum[c] ?? 0) + (image.data[at + c] ?? 0);
      }
    }
    return sum.map((value) => Math.round(value / 64));
  };

  const quadrants = (label: string): number[][] | undefined => {
    const image = drawn(label);
    if (!image) return undefined;
    return [
      mean(image, 0.25, 0.25),
      mean(image, 0.75, 0.25),
      mean(image, 0.25, 0.75),
      mean(image, 0.75, 0.75),
    ];
  };

  const seen = new Map<string, number>();
  const watchFor = (label: string, picture: readonly (readonly number[])[]): void => {
    seen.delete(label);
    const isNear = (part: number, i: number, c: number): boolean =>
      Math.abs(part - (picture[i]?.[c] ?? -999)) < 45;
    const timer = setInterval(() => {
      const found = quadrants(label);
      if (!found?.every((colour, i) => colour.every((part, c) => isNear(part, i, c)))) return;
      seen.set(label, Date.now());
      clearInterval(timer);
    }, 20);
  };

  const listen = async (label: string, ms: number): Promise<Sound> => {
    const video = videoOf(label);
    const stream = video?.srcObject;
    if (!video || !(stream instanceof MediaStream) || stream.getAudioTracks().length === 0) {
      return { frequency: 0, level: 0, audible: false };
    }
    const audio = new AudioContext();
    await audio.resume();
    const analyser = audio.createAnalyser();
    analyser.fftSize = 8192;
    analyser.smoothingTimeConstant = 0;
    audio.createMediaStreamSource(stream).connect(analyser);
    const bins = new Float32Array(analyser.frequencyBinCount);
    const wave = new Float32Array(2048);
    let best = { peak: -Infinity, bin: 0 };
    let level = 0;
    const until = performance.now() + ms;
    while (performance.now() < until) {
      await new Promise((resolve) => {
        setTimeout(resolve, 40);
      });
      analyser.getFloatFrequencyData(bins);
      analyser.getFloatTimeDomainData(wave);
      level = Math.max(level, Math.sqrt(wave.reduce((sum, value) => sum + value * value, 0) / wave.length));
      // Below 100 Hz there is only what the codec adds.
      for (let bin = Math.ceil((100 * analyser.fftSize) / audio.sampleRate); bin < bins.length; bin++) {
        const peak = bins[bin] ?? -Infinity;
        if (peak > best.peak) best = { peak, bin };
      }
    }
    const frequency = (best.bin * audio.sampleRate) / analyser.fftSize;
    await audio.close();
    return { frequency, level, audible: !video.muted && !video.paused && video.volume > 0 };
  };

  const gaps = new Map<string, { longest: number; at: number }>();
  const watchFrames = (label: string): void => {
    const video = videoOf(label);
    if (!video) throw new Error(`there is no video called ${label}`);
    const seen = { longest: 0, at: performance.now() };
    gaps.set(label, seen);
    const frame = (): void => {
      const now = performance.now();
      seen.longest = Math.max(seen.longest, now - seen.at);
      seen.at = now;
      video.requestVideoFrameCallback(frame);
    };
    video.requestVideoFrameCallback(frame);
  };
  const longestGap = (label: string): number => {
    const seen = gaps.get(label);
    return seen ? Math.max(seen.longest, performance.now() - seen.at) : Infinity;
  };

  globalThis.parleyProbe = {
    liveTracks: () => [...tracks].filter((track) => track.readyState === 'live').map((track) => track.kind),
    asks: () => asks,
    peers: () => ({ open: [...peers].filter((peer) => peer.signalingState !== 'closed').length, made }),
    peer: () => [...peers].at(-1),
    async framesDecoded() {
      const report = await [...peers].at(-1)?.getStats();
      let frames = 0;
      report?.forEach((one: Record<string, unknown>) => {
        if (one['type'] === 'inbound-rtp') frames += Number(one['framesDecoded'] ?? 0);
      });
      return frames;
    },
    async route() {
      const report = await [...peers].at(-1)?.getStats();
      const entries = new Map<unknown, Record<string, unknown>>();
      report?.forEach((one: Record<string, unknown>) => entries.set(one['id'], one));
      const transport = [...entries.values()].find((one) => one['type'] === 'transport');
      const pair = entries.get(transport?.['selectedCandidatePairId']);
      const local = entries.get(pair?.['localCandidateId']);
      if (!local) return 'none';
      return local['candidateType'] === 'relay' ? `relay/${String(local['relayProtocol'])}` : 'direct';
    },
    async flow() {
      const report = await [...peers].at(-1)?.getStats();
      const sum = { at: performance.now(), samples: 0, madeUp: 0, frames: 0, pictureBytes: 0 };
      report?.forEach((one: Record<string, unknown>) => {
        if (one['type'] !== 'inbound-rtp') return;
        const count = (member: string): number => Number(one[member] ?? 0);
        if (one['kind'] === 'video')
          sum.pictureBytes += count('bytesReceived') + count('headerBytesReceived');
        sum.frames += count('framesDecoded');
        sum.samples += count('totalSamplesReceived');
        sum.madeUp += count('concealedSamples') - count('silentConcealedSamples');
      });
      return sum;
    },
    async streams() {
      const report = await [...peers].at(-1)?.getStats();
      const lines: string[] = [];
      report?.forEach((one: Record<string, unknown>) => {
        const type = String(one['type']);
        const told = STREAM_FACTS[type]?.map((name) => [name, one[name]]);
        if (told) lines.push(`${type} ${JSON.stringify(Object.fromEntries(told))}`);
      });
      return lines;
    },
    pictures: () =>
      [...document.querySelectorAll('video')].map((video) => {
        const { videoWidth, readyState, paused, currentTime, srcObject } = video;
        const all = srcObject instanceof MediaStream ? srcObject.getTracks() : [];
        const tracks = all.map((track) =>
          [track.kind, track.readyState, track.enabled, track.muted].join(' '),
        );
        const { totalVideoFrames } = video.getVideoPlaybackQuality();
        const told = { videoWidth, readyState, paused, currentTime, totalVideoFrames, tracks };
        return `${video.getAttribute('aria-label')} ${JSON.stringify(told)}`;
      }),
    quadrants,
    watchFor,
    seenAt: (label) => seen.get(label),
    checksum(label) {
      const image = drawn(label);
      if (!image) return undefined;
      let sum = 0;
      for (let i = 0; i < image.data.length; i += 4)
        sum = (sum * 31 + (image.data[i + 1] ?? 0)) % 1_000_000_007;
      return sum;
    },
    watchFrames,
    longestGap,
    listen,
  };
}
