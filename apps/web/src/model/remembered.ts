// One yes or no, remembered on this device. Never anything secret.

export interface Remembered {
  get(): boolean;
  set(value: boolean): void;
}

/** Where the browser keeps nothing (private windows, blocked storage), it is no. */
export function createRemembered(key: string): Remembered {
  return {
    get: () => {
      try {
        return localStorage.getItem(key) === '1';
      } catch {
        return false;
      }
    },
    set: (value) => {
      try {
        if (value) localStorage.setItem(key, '1');
        else localStorage.removeItem(key);
      } catch {
        // Nothing depends on it but comfort.
      }
    },
  };
}
