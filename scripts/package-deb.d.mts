/** Builds the PC client's Debian package, and answers its path. Throws an Error whose message is for a person. */
export function packageDeb(): Promise<string>;
