/** The path of a browser of the Chromium family, `PARLEY_CHROMIUM` first, or `undefined`. */
export function findBrowser(env?: NodeJS.ProcessEnv): string | undefined;
/** Finds or installs a browser. Throws an error whose message tells a person what to do. */
export function needBrowser(): string;
