// One yes or no, remembered on this device. Never anything secret.

export interface Remembered {
  get(): boolean;
  set(value: boolean): void;
}

/** `otherwise`: while nothing was said, and where the browser keeps nothing (private windows, blocked storage). */
export function createRemembered(key: string, otherwise = false): Remembered {
  return {
    get: () => {
      try {
        const kept = localStorage.getItem(key);
        return kept === null ? otherwise : kept === '1';
      } catch {
        return otherwise;
      }
    },
    set: (value) => {
      try {
        if (value || otherwise) localStorage.setItem(key, value ? '1' : '0');
        else localStorage.removeItem(key);
      } catch {
        // Nothing depends on it but comfort.
      }
    },
  };
}
