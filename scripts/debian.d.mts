export function isRootOnDebian(): boolean;
/** The path of the program of this name, or `undefined`. */
export function whereIs(name: string): string | undefined;
export function installPackages(names: readonly string[]): void;
export function run(command: string, args: readonly string[]): void;
