// The native WebRTC package, which only those install who want calls.
import { nodeMedia, type NodeMedia, type WebRtcPackage } from '@parley/client/node';
import { EXIT, Failure } from '../exit.ts';

export async function loadMedia(): Promise<NodeMedia> {
  try {
    const { default: wrtc } = (await import('@roamhq/wrtc')) as unknown as { default: WebRtcPackage };
    return nodeMedia(wrtc);
  } catch (cause) {
    throw new Failure(
      EXIT.webrtc,
      'Calls need a WebRTC package, and there is none for this machine: "npm install @roamhq/wrtc@0.10" brings it.',
      { cause },
    );
  }
}
