// What a file's name says of a package of the PC client, as dpkg and electron-builder write it.

export type Platform = 'linux' | 'windows' | 'macos';
export type Kind = keyof typeof KINDS;

export interface Package {
  /** Absent for what is no package of the PC client. */
  platform?: Platform;
  /** Absent for a file of another kind. */
  kind?: Kind;
  /** As Node names it (`x64`, `arm64`), or `all` for every one. Absent where the name does not say. */
  arch?: string;
  /** Semantic Versioning: `0.1.0`, `0.2.0-beta.1`. */
  version?: string;
}

/** By the end of the name, for each platform what fits best first. An archive's platform is somewhere in its name. */
const KINDS = {
  deb: { platform: 'linux', type: 'application/vnd.debian.binary-package' },
  rpm: { platform: 'linux', type: 'application/x-rpm' },
  appimage: { platform: 'linux', type: 'application/vnd.appimage' },
  flatpak: { platform: 'linux', type: 'application/vnd.flatpak' },
  exe: { platform: 'windows', type: 'application/vnd.microsoft.portable-executable' },
  msi: { platform: 'windows', type: 'application/x-msi' },
  dmg: { platform: 'macos', type: 'application/x-apple-diskimage' },
  pkg: { platform: 'macos', type: 'application/octet-stream' },
  zip: { platform: undefined, type: 'application/zip' },
  'tar.gz': { platform: undefined, type: 'application/gzip' },
} as const;

const ENDING = new RegExp(`\\.(${Object.keys(KINDS).join('|').replaceAll('.', '\\.')})$`, 'i');
/** GitHub writes a dot where there was a space; dpkg a `~` before what comes before a release. */
const CLIENT =
  /^parley(?:[ ._-]desktop)?(?:[ ._-]setup)?[ ._-]v?(\d{1,5}\.\d{1,5}\.\d{1,5})(?:[-~]((?:alpha|beta|rc)[.-]?\d{0,5}))?((?:[ ._+-].*)?)$/i;
const ARCHITECTURES: Readonly<Record<string, string>> = {
  amd64: 'x64',
  x86_64: 'x64',
  x64: 'x64',
  arm64: 'arm64',
  aarch64: 'arm64',
  armhf: 'arm',
  armv7l: 'arm',
  i386: 'ia32',
  ia32: 'ia32',
  all: 'all',
  noarch: 'all',
  universal: 'all',
};
const PLATFORMS: Readonly<Record<string, Platform>> = {
  linux: 'linux',
  win: 'windows',
  win32: 'windows',
  windows: 'windows',
  mac: 'macos',
  macos: 'macos',
  darwin: 'macos',
};

export function readPackageName(name: string): Package {
  const ending = ENDING.exec(name);
  if (!ending) return {};
  const kind = ending[1]?.toLowerCase() as Kind;
  const client = CLIENT.exec(name.slice(0, ending.index));
  if (!client) return { kind };
  const [, release = '', early, rest = ''] = client;
  const platform = KINDS[kind].platform ?? wordOf(rest, PLATFORMS);
  const arch = wordOf(rest, ARCHITECTURES);
  const version = early === undefined ? release : `${release}-${early.toLowerCase()}`;
  return { kind, version, ...(platform && { platform }), ...(arch !== undefined && { arch }) };
}

/** Newest version first, then by kind; what is no package of the client comes after those. */
export function comparePackages(one: Package, other: Package): number {
  return (
    Number(one.platform === undefined) - Number(other.platform === undefined) ||
    compareVersions(other.version ?? '', one.version ?? '') ||
    rankOf(one) - rankOf(other)
  );
}

function rankOf({ kind }: Package): number {
  const rank = Object.keys(KINDS).indexOf(kind ?? '');
  return rank < 0 ? Number.MAX_SAFE_INTEGER : rank;
}

export function mediaTypeOf(name: string): string {
  const { kind } = readPackageName(name);
  return kind === undefined ? 'application/octet-stream' : KINDS[kind].type;
}

/** By precedence (Semantic Versioning §11): a release is newer than what came before it. */
export function compareVersions(one: string, other: string): number {
  const [release = '', early] = splitVersion(one);
  const [otherRelease = '', otherEarly] = splitVersion(other);
  return (
    compareNumerically(release, otherRelease) ||
    Number(early === undefined) - Number(otherEarly === undefined) ||
    compareNumerically(early ?? '', otherEarly ?? '')
  );
}

function splitVersion(version: string): string[] {
  const dash = version.indexOf('-');
  return dash < 0 ? [version] : [version.slice(0, dash), version.slice(dash + 1)];
}

const collator = new Intl.Collator('en', { numeric: true });

function compareNumerically(one: string, other: string): number {
  return collator.compare(one, other);
}

/** What the first known word of the text stands for. */
function wordOf<T>(text: string, words: Readonly<Record<string, T>>): T | undefined {
  const found = new RegExp(`(?:^|[ ._-])(${Object.keys(words).join('|')})(?=$|[ ._-])`, 'i').exec(text);
  return found?.[1] === undefined ? undefined : words[found[1].toLowerCase()];
}
