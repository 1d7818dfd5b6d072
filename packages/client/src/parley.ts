// Puts one signed-in client together. The only wiring in the SDK.
import { mintDeviceId, SOCKET_PATH, type UserId } from '@parley/protocol';
import type { MessageTypes } from './api/messages.ts';
import type { Handover, Parley } from './api/parley.ts';
import { Blobs } from './blobs/blobs.ts';
import type { CreateMediaLink } from './call/calls.ts';
import { mediaEnvironment, type MediaEnvironment } from './call/media-environment.ts';
import { Chat } from './chat/chat.ts';
import { Connection } from './connection/connection.ts';
import { browserPlatform, type Platform } from './connection/platform.ts';
import { Delivery } from './delivery/delivery.ts';
import { createPacer } from './delivery/pacer.ts';
import type { LoadedParts } from './loaded-parts.ts';
import { Messages } from './messages/messages.ts';
import { signOut } from './sign-in.ts';

/** For who signs in apart from connecting; else see `ConnectOptions`. */
export interface ParleyOptions {
  /** Who is signed in: what `signIn` or `askStanding` answered. */
  user: UserId;
  /** Origin of the server. Default: the page's own. */
  server?: string;
  /** Default: the page's (`browserPlatform`). Programs bring `programPlatform`. */
  platform?: Platform;
  /** Where media comes from and goes through. Default: the browser's. */
  media?: Partial<MediaEnvironment>;
  /** Ms after which a query fails with `timeout`, unless it says otherwise. Default: 5,000; 60,000 at most. */
  queryTimeout?: number | undefined;
  /** What the client calls itself in the operator's logs, at most 64 characters. */
  client?: string;
  /** Milliseconds of silence after which the server is asked for a sign of life, where it does not want that earlier. */
  heartbeat?: number | undefined;
  /** Lets calls ring, for whom `handOver` is for, where this client itself can't make any. */
  rings?: boolean;
  /** Goes on with the session that another client has let go of; `user` is its user. */
  goOn?: Handover | undefined;
  /** Ends the sign-in on the server. Default: that of the page's cookie. */
  signOut?: () => Promise<void>;
}

/** Connects at once and stays connected until `close`, or until the server says it is over. */
export function assembleParley<T extends MessageTypes = MessageTypes>(
  options: ParleyOptions,
  { createCalls, createPresence, explain }: LoadedParts,
): Parley<T> {
  const { user, platform = browserPlatform(), client = 'parley-web', heartbeat, goOn } = options;
  const url = socketUrl(options.server ?? location.origin);
  const endSignIn = options.signOut ?? (() => signOut({ server: options.server ?? '' }));
  const canCall = options.media?.makeConnection !== undefined || 'RTCPeerConnection' in globalThis;
  const device = goOn?.device ?? mintDeviceId();
  const connection = new Connection({
    url,
    platform,
    client,
    device,
    user,
    canCall: canCall || options.rings === true,
    heartbeat,
    resume: goOn,
  });
  const presence = createPresence({ connection, user });
  const pacer = createPacer({ connection, platform });
  const delivery = new Delivery({ connection, pacer });
  const chat = new Chat({ connection, delivery, platform, user, texts: goOn?.texts });
  const { queryTimeout: timeout } = options;
  const messages = new Messages({ connection, delivery, pacer, platform, explain, timeout });
  const environment = mediaEnvironment(options.media);
  const loadMedia = async (): Promise<CreateMediaLink> => {
    const { MediaLink } = await import('./call/media-link.ts');
    return (linkOptions) => new MediaLink(linkOptions);
  };
  const calls = createCalls({ connection, platform, user, canCall, loadMedia, environment });
  const blobs = new Blobs({
    connection,
    async load(offered) {
      const { Transfers } = await import('./blobs/transfers.ts');
      const direct = (): boolean => canCall && !calls.preferences.relayOnly;
      const { makeConnection } = environment;
      return new Transfers({ connection, platform, server: url, makeConnection, direct, offered });
    },
  });
  const stopLeave = platform.onLeave(() => {
    calls.leave();
    connection.leave();
  });
  const close = (code?: 'signed-out'): void => {
    stopLeave();
    calls.close();
    chat.close();
    pacer.close();
    connection.close(code);
  };
  return {
    user,
    connection,
    presence,
    chat,
    calls,
    messages,
    blobs,
    async signOut() {
      connection.acknowledge();
      await endSignIn();
      close('signed-out');
    },
    handOver() {
      // What a call says at its end goes first.
      calls.handOver();
      const session = connection.handOver();
      close();
      return session && { user, ...session, texts: chat.texts };
    },
    close: () => close(),
  };
}

function socketUrl(origin: string): string {
  const url = new URL(SOCKET_PATH, origin);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}
