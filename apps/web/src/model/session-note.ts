// A note that this tab keeps over a reload and no other tab sees. Never anything secret.

export interface SessionNote {
  get(): string | undefined;
  set(text: string | undefined): void;
}

/** Where the browser keeps nothing, there is never a note. */
export function createSessionNote(key: string): SessionNote {
  return {
    get: () => {
      try {
        return sessionStorage.getItem(key) ?? undefined;
      } catch {
        return undefined;
      }
    },
    set: (text) => {
      try {
        if (text === undefined) sessionStorage.removeItem(key);
        else sessionStorage.setItem(key, text);
      } catch {
        // Nothing depends on it but comfort.
      }
    },
  };
}
