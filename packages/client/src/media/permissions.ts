// What the browser would answer to a request for a device, where it tells (W3C Permissions; Permissions Policy).
import type { Input } from './capture.ts';

export interface DevicePermissions {
  /** `undefined` where the browser does not tell. */
  state(input: Input): Promise<PermissionState | undefined>;
  /** Whether the page's Permissions-Policy rules the device out, as far as the browser tells. */
  forbids(input: Input): boolean;
  /** Calls `fn` whenever the person has allowed a device outside of a prompt; the answer stops that. */
  onAllowed(fn: (input: Input) => void): () => void;
}

const INPUTS = ['microphone', 'camera'] as const;

export function browserPermissions(): DevicePermissions {
  const query = async (input: Input): Promise<PermissionStatus | undefined> => {
    try {
      return await globalThis.navigator?.permissions?.query({ name: input });
    } catch {
      // Firefox before 131 knows neither name.
      return undefined;
    }
  };
  return {
    state: async (input) => (await query(input))?.state,
    forbids: (input) => {
      const policy: unknown = globalThis.document && Reflect.get(document, 'featurePolicy');
      return isPolicy(policy) && !policy.allowsFeature(input);
    },
    onAllowed(fn) {
      const scope = new AbortController();
      const watch = async (input: Input): Promise<void> => {
        const status = await query(input);
        const changed = (): void => {
          if (status?.state === 'granted') fn(input);
        };
        if (!scope.signal.aborted) status?.addEventListener('change', changed, { signal: scope.signal });
      };
      for (const input of INPUTS) void watch(input);
      return () => scope.abort();
    },
  };
}

/** Chromium alone has it. */
function isPolicy(value: unknown): value is { allowsFeature(name: string): boolean } {
  return typeof value === 'object' && value !== null && 'allowsFeature' in value;
}
