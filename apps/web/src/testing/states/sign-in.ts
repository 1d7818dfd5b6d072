// The sign-in page.
import { ParleyError, type ErrorCode, type UserId } from '@parley/client';
import { t } from '../../i18n/strings.ts';
import type { SignInState, Stage } from '../gallery-state.ts';

const attempt = async (stage: Stage): Promise<void> => {
  await stage.write(t.signIn.account, 'anna');
  await stage.write(t.signIn.password, 'correct horse');
  await stage.press(t.signIn.submit);
};

const refused = (name: string, code: ErrorCode, retryAfter?: number): SignInState => ({
  at: 'sign-in',
  name: `sign-in-${name}`,
  signIn: () => Promise.reject(new ParleyError(code, retryAfter === undefined ? {} : { retryAfter })),
  show: async (stage) => {
    await attempt(stage);
    await stage.element('[role=alert].failure');
  },
});

const FILES = [
  {
    name: 'parley_0.1.0_amd64.deb',
    size: 41_300_000,
    platform: 'linux',
    kind: 'deb',
    arch: 'x64',
    version: '0.1.0',
  },
  {
    name: 'Parley-Setup-0.1.0.exe',
    size: 78_400_000,
    platform: 'windows',
    kind: 'installer',
    arch: 'x64',
    version: '0.1.0',
  },
  {
    name: 'Parley-0.1.0-arm64.dmg',
    size: 92_100_000,
    platform: 'macos',
    kind: 'dmg',
    arch: 'arm64',
    version: '0.1.0',
  },
];

export const states: readonly SignInState[] = [
  { at: 'sign-in', name: 'sign-in' },
  { at: 'sign-in', name: 'sign-in-busy', show: attempt },
  {
    at: 'sign-in',
    name: 'sign-in-password-shown',
    show: async (stage) => {
      await stage.write(t.signIn.password, 'correct horse');
      await stage.press(t.signIn.show);
    },
  },
  { at: 'sign-in', name: 'sign-in-no-newcomers', newcomers: { registration: 'closed' } },
  { at: 'sign-in', name: 'sign-in-provider', newcomers: { provider: 'Example Organisation' } },
  { at: 'sign-in', name: 'sign-in-signed-out', notice: 'signed-out' },
  { at: 'sign-in', name: 'sign-in-sign-out-unheard', notice: 'sign-out-unheard' },
  { at: 'sign-in', name: 'sign-in-server-away', notice: 'server-away' },
  {
    at: 'sign-in',
    name: 'sign-in-name-too-long',
    newcomers: { accountLength: 16 },
    show: (stage) => stage.write(t.signIn.account, 'a-name-that-is-rather-long'),
  },
  {
    at: 'sign-in',
    name: 'sign-in-leaving',
    show: (stage) => stage.write(t.signIn.server, 'https://another.example'),
  },
  {
    at: 'sign-in',
    name: 'sign-in-malformed-server',
    show: async (stage) => {
      await stage.write(t.signIn.server, 'not an address');
      await stage.press(t.signIn.submit);
      await stage.element('[role=alert].failure');
    },
  },
  refused('wrong-password', 'wrong-password'),
  refused('too-many-attempts', 'too-many-attempts', 24),
  refused('account-invalid', 'account-invalid'),
  refused('account-taken', 'account-taken'),
  refused('offline', 'offline'),
  refused('disk-full', 'disk-full'),
  {
    at: 'sign-in',
    name: 'sign-in-app-unavailable',
    signIn: () => Promise.resolve({ user: 'anna' as UserId }),
    show: async (stage) => {
      await attempt(stage);
      await stage.element('[role=alert].failure');
    },
  },
  {
    at: 'sign-in',
    name: 'downloads',
    newcomers: { downloads: true },
    answers: { '/api/downloads': { files: FILES } },
    show: async (stage) => {
      await stage.press(t.signIn.getClient);
      await stage.sees('Parley-Setup-0.1.0.exe');
    },
  },
  {
    at: 'sign-in',
    name: 'downloads-none-for-this-computer',
    newcomers: { downloads: true },
    answers: { '/api/downloads': { files: [] } },
    show: async (stage) => {
      await stage.press(t.signIn.getClient);
      await stage.sees(t.downloads.noneOwn);
    },
  },
];
