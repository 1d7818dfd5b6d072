// Every setting of the server, once: flags, environment names, validation, --help and the documentation come from here.
import { LIMITS } from '@parley/protocol';
import { readNetwork } from '../limits/network.ts';
import { readPrivateRange, readRelayAddress, readRelayUrl } from '../turn/relay-values.ts';
import { readEventKind } from '../app/webhooks/webhook-events.ts';
import { choice, integer, readDomain, readOrigin, type ValueOf } from './setting.ts';

export const SETTINGS = {
  host: {
    kind: 'text',
    default: '127.0.0.1',
    placeholder: 'ADDRESS',
    help: 'Address to listen on; 0.0.0.0 or :: for every address of this machine',
  },
  port: integer(0, 65_535, 9_900, 'Port to listen on; 0 takes any free one'),
  data: {
    kind: 'path',
    default: './data',
    placeholder: 'FOLDER',
    help: 'Folder for accounts and sign-ins; made where it is missing',
  },
  https: choice(
    ['auto', 'off'],
    'auto',
    'HTTPS with your own files, or on a network address with a CA of this server; off is plain HTTP everywhere',
  ),
  certificate: {
    kind: 'path',
    default: '',
    placeholder: 'FILE',
    help: 'PEM file of your own certificate and what leads to its root; read again when it changes',
  },
  certificateKey: {
    kind: 'path',
    default: '',
    placeholder: 'FILE',
    help: "PEM file of the certificate's private key, without a passphrase",
  },
  domain: {
    kind: 'list',
    default: [],
    placeholder: 'NAME',
    values: 'public host names like calls.example.org',
    read: readDomain,
    help: "Public names to get a certificate for from Let's Encrypt; giving one agrees to its terms of service",
  },
  acmeDirectory: {
    kind: 'text',
    default: 'https://acme-v02.api.letsencrypt.org/directory',
    placeholder: 'URL',
    help: 'ACME directory of the certificate authority for --domain, where it is another one',
  },
  acmeEmail: {
    kind: 'text',
    default: '',
    placeholder: 'ADDRESS',
    help: 'Where that authority may write to about your certificates',
  },
  httpPort: integer(
    0,
    65_535,
    0,
    'Further port, such as 80, that only leads people from http:// to https://; 0 is none',
  ),
  registration: choice(['open', 'closed'], 'open', 'Whether the first use of a free name makes the account'),
  maxAccountLength: integer(
    1,
    LIMITS.accountLength,
    LIMITS.accountLength,
    'Characters in the name of a new account',
  ),
  policy: choice(
    ['replace', 'multiple'],
    'replace',
    'Whether signing in elsewhere replaces the earlier session or joins it',
  ),
  preconnect: choice(
    ['on', 'off'],
    'on',
    'Connect media while it rings: faster pictures, but the caller learns the address of a device that rings',
  ),
  origin: {
    kind: 'list',
    default: [],
    placeholder: 'ORIGIN',
    values: 'origins like https://calls.example.org, without a path',
    read: readOrigin,
    help: "Further origins whose pages may use this server, such as a reverse proxy's; may be given repeatedly",
  },
  trustProxy: {
    kind: 'list',
    default: [],
    placeholder: 'ADDRESS',
    values: 'addresses, ranges like 10.0.0.0/24, or loopback',
    read: readNetwork,
    help: 'Reverse proxies that are believed when they say for whom they ask',
  },
  tokenSecret: {
    kind: 'text',
    default: '',
    placeholder: 'SECRET',
    help: 'What your site signs its tokens with (HS256), 32 bytes or more, not as a flag: in the environment or the file',
    secret: true,
  },
  tokenPublicKey: {
    kind: 'path',
    default: '',
    placeholder: 'FILE',
    help: "PEM, JWK or JWK Set of your site's public keys (RS256, ES256, EdDSA), instead of a secret",
  },
  tokenIssuer: {
    kind: 'text',
    default: '',
    placeholder: 'TEXT',
    help: 'What must be in the "iss" of those tokens; without it that is not looked at',
  },
  tokenAudience: {
    kind: 'text',
    default: 'parley',
    placeholder: 'TEXT',
    help: 'What must be in the "aud" of those tokens',
  },
  tokenAccounts: choice(
    ['own', 'any'],
    'own',
    'Whether tokens sign in to accounts that tokens have made, or to any, those with a password included',
  ),
  tokenHours: integer(1, 720, 24, 'Hours that a sign-in by a token lasts'),
  oidcIssuer: {
    kind: 'text',
    default: '',
    placeholder: 'URL',
    help: 'OpenID provider by which people can sign in, as it writes its own name: https://id.example.org/realms/main',
  },
  oidcClientId: {
    kind: 'text',
    default: '',
    placeholder: 'TEXT',
    help: 'What Parley is called at that provider; its redirect URI there is https://YOUR.NAME/api/oidc/callback',
  },
  oidcClientSecret: {
    kind: 'text',
    default: '',
    placeholder: 'SECRET',
    help: 'The secret that the provider gave to that client, if any, not as a flag: in the environment or the file',
    secret: true,
  },
  oidcName: {
    kind: 'text',
    default: '',
    placeholder: 'TEXT',
    help: 'What stands on the button after "Sign in with"; without it the host of the provider',
  },
  oidcAccountClaim: {
    kind: 'text',
    default: 'preferred_username',
    placeholder: 'NAME',
    help: 'Claim that the name of a new account is made of, up to an @',
  },
  maxSessions: integer(1, 1_000_000, 10_000, 'Sessions at once'),
  maxAccounts: integer(1, 100_000_000, 100_000, 'Accounts that registration may fill the server with'),
  messageBurst: integer(1, 1_000_000, 60, 'Messages a session may send at once'),
  messagesPerSecond: integer(1, 1_000_000, 20, 'Messages a session may send per second after that'),
  blobs: choice(['on', 'off'], 'on', 'Whether people may send each other files and other large data'),
  blobMaxBytes: integer(1, 10 ** 14, 4 * 1024 ** 3, 'Bytes of one transfer'),
  blobQuota: integer(
    0,
    10 ** 14,
    10 * 1024 ** 3,
    'Bytes of transfers that an account may send through the server in an hour; what goes from device to device is free',
  ),
  historyDays: integer(
    0,
    3_650,
    0,
    'Days for which texts are kept, and delivered to people who were offline; 0 keeps none and removes what there is',
  ),
  loginBurst: integer(1, 1_000_000, 5, 'Wrong passwords for one account at once; then one per 6 to 30 s'),
  addressBurst: integer(1, 1_000_000, 20, 'Wrong passwords from one address at once; then one per 3 s'),
  registrationBurst: integer(1, 1_000_000, 6, 'Accounts made from one address at once; then one per 30 s'),
  limitLoopback: choice(
    ['on', 'off'],
    'off',
    'Whether accounts made from this very machine count; on behind a proxy that says nothing of others',
  ),
  turn: choice(
    ['auto', 'external', 'off'],
    'auto',
    'Relay for calls that find no direct way: coturn run by this server, one elsewhere, or none',
  ),
  turnHost: {
    kind: 'list',
    default: [],
    placeholder: 'ADDRESS',
    values: 'addresses of this machine other than loopback',
    read: readRelayAddress,
    help: 'Where the relay listens, if not where the server does',
  },
  turnPort: integer(1, 65_535, 3_478, "The relay's port, by UDP and TCP"),
  turnTlsPort: integer(
    0,
    65_535,
    5_349,
    "The relay's port by TLS, where the server has a certificate; 0 is none",
  ),
  turnMinPort: integer(1024, 65_535, 49_152, 'First UDP port that the relay relays from'),
  turnMaxPort: integer(1024, 65_535, 65_535, 'Last UDP port that the relay relays from'),
  turnPublicAddress: {
    kind: 'text',
    default: '',
    placeholder: 'ADDRESS',
    help: 'Address by which the relay is known outside, where a NAT is in between',
  },
  turnName: {
    kind: 'text',
    default: '',
    placeholder: 'NAME',
    help: "Host name or address of the relay as told to devices; the default is the one in the page's own address",
  },
  turnAllow: {
    kind: 'list',
    default: [],
    placeholder: 'RANGE',
    values: 'private ranges like 192.168.1.0/24',
    read: readPrivateRange,
    help: 'Private addresses that the relay may send to: those of your LAN',
  },
  turnQuota: integer(
    1,
    10_000,
    40,
    'Allocations of one account at the relay at once; a call takes up to ten',
  ),
  turnTotalQuota: integer(1, 65_535, 4_000, 'Allocations at the relay at once'),
  turnBandwidth: integer(1, 1_000_000, 1_000, 'KB per second of one allocation, in each direction'),
  turnUrls: {
    kind: 'list',
    default: [],
    placeholder: 'URL',
    values: 'addresses like turn:relay.example.org:3478?transport=udp',
    read: readRelayUrl,
    help: 'The relay elsewhere',
  },
  turnSecret: {
    kind: 'text',
    default: '',
    placeholder: 'SECRET',
    help: "The secret shared with it (coturn's static-auth-secret), not as a flag: in the environment or the file",
    secret: true,
  },
  push: choice(
    ['on', 'off'],
    'on',
    'Whether calls reach people who have closed the page, by the push services of their browsers',
  ),
  pushContact: {
    kind: 'text',
    default: '',
    placeholder: 'ADDRESS',
    help: 'Where those services may write to about this server, by e-mail or https://; without it --acme-email or --domain',
  },
  pushAllow: {
    kind: 'list',
    default: [],
    placeholder: 'ADDRESS',
    values: 'addresses, ranges like 10.0.0.0/24, or loopback',
    read: readNetwork,
    help: 'Addresses that are not public where a push service of your own may be',
  },
  app: {
    kind: 'path',
    default: '',
    placeholder: 'FILE',
    help: 'JavaScript module with your own handlers and hooks (docs/server-app.md); it runs in the server',
  },
  webhook: {
    kind: 'text',
    default: '',
    placeholder: 'URL',
    help: 'Where to tell, by signed POST requests, what happens here (docs/server-app.md)',
  },
  webhookSecret: {
    kind: 'text',
    default: '',
    placeholder: 'SECRET',
    help: 'What the requests are signed with ("whsec_…"), not as a flag: in the environment or the file',
    secret: true,
  },
  webhookEvents: {
    kind: 'list',
    default: ['call', 'user'],
    placeholder: 'KIND',
    values: 'call, user or message',
    read: readEventKind,
    help: 'What to tell it of: calls, who comes and goes, messages to the server',
  },
  apiKeyFile: {
    kind: 'path',
    default: '',
    placeholder: 'FILE',
    help: 'File with the keys of the REST API, one a line as "parley key" prints them; read at the start',
  },
  apiKey: {
    kind: 'text',
    default: '',
    placeholder: 'ACCOUNT:KEY',
    help: 'Such a line itself, not as a flag: in the environment or the file',
    secret: true,
  },
  downloads: {
    kind: 'path',
    default: '',
    placeholder: 'FOLDER',
    help: 'Folder of files that people may download, such as the PC client; without it "downloads" in the data folder, if there is one',
  },
  webRoot: {
    kind: 'path',
    default: '',
    placeholder: 'FOLDER',
    help: 'Folder of the built web app, where it is not the one that comes with Parley',
  },
  logLevel: choice(['error', 'warn', 'info', 'debug', 'silent'], 'info', 'Least important lines to log'),
} as const;

export type SettingName = keyof typeof SETTINGS;
export type Settings = { readonly [K in SettingName]: ValueOf<(typeof SETTINGS)[K]> };

export const SETTING_NAMES = Object.keys(SETTINGS) as SettingName[];

/** `maxSessions` as a flag and as a key of the file: `max-sessions`. */
export function flagOf(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** `maxSessions` in the environment: `PARLEY_MAX_SESSIONS`. */
export function variableOf(name: string): string {
  return `PARLEY_${flagOf(name).replaceAll('-', '_').toUpperCase()}`;
}

export function defaultSettings(): Settings {
  const defaults = SETTING_NAMES.map((name): [SettingName, unknown] => [name, SETTINGS[name].default]);
  return Object.fromEntries(defaults) as Settings;
}
