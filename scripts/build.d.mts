/** Builds the stale ones among the named targets, all unless told. Throws an Error whose message is for a person. */
export function build(
  names?: ('server' | 'sdk' | 'client' | 'web' | 'desktop')[],
  options?: { force?: boolean },
): Promise<void>;
