// The words of the sign-in page: all that is loaded before somebody is in. The names that PRODUCT.md fixes are tests'
// interface too: keep them exactly.
import type { ErrorCode } from '@parley/client';

export const entrance = {
  product: 'Parley',
  language: {
    label: 'Language',
    unavailable: 'That language could not be loaded. Check your connection and try again.',
  },
  signIn: {
    tagline: 'See who is there, click, talk.',
    form: 'Sign in to Parley',
    account: 'Account',
    anotherName: 'Another name',
    password: 'Password',
    show: 'Show',
    hide: 'Hide',
    server: 'Server',
    submit: 'Sign in',
    submitting: 'Signing in…',
    submitWith: (provider: string): string => `Sign in with ${provider}`,
    firstUse: 'New here? Signing in with a free name makes it yours, with the password you choose.',
    getClient: 'Get the PC client',
    noClient: 'The PC client could not be looked up. Check your connection and try again.',
    noNewcomers: 'This server takes no new accounts. Ask the person who runs it for one.',
    leaving: (host: string): string => `You will continue on ${host}.`,
    malformedServer: 'That is not a server address. It looks like https://parley.example.',
    signedOut: 'You have been signed out.',
    signOutUnheard:
      'Signed out here, but the server could not be told. Close the browser on a shared computer.',
    serverAway: 'Offline: the server can’t be reached. You will be let in as soon as it answers.',
    appUnavailable: 'The app could not be loaded. Check your connection and try again.',
    newNames: (length: number): string => `New names have at most ${length} characters here.`,
    accountInvalid: (length: number): string =>
      `This account name can’t be used. Use 1 to ${length} letters, digits, dots, dashes or underscores, from one alphabet.`,
    tooManyAttempts: (seconds: number): string => `Too many attempts. Try again in ${seconds} s.`,
    failure: {
      'wrong-password': 'Wrong account or password.',
      'too-many-attempts': 'Too many attempts. Wait a moment and try again.',
      'password-invalid': 'The password needs at least 8 characters.',
      'account-banned': 'This account is blocked. Ask the person who runs the server.',
      'account-taken':
        'This account belongs to somebody who signs in here in another way. Ask the person who runs the server.',
      'provider-unreachable':
        'The sign-in service cannot be reached. Try again in a moment, or tell the person who runs this server.',
      'provider-refused': 'The sign-in was not completed. Try again.',
      'foreign-origin':
        'This server does not know the address that you opened it by. Tell the person who runs it.',
      'server-busy': 'The server is busy. Try again in a moment.',
      'server-full': 'The server is full. Try again later.',
      'disk-full':
        "The server's disk is full, so nobody can sign in or out. Tell the person who runs the server.",
      'rate-limited': 'Too many attempts. Wait a moment and try again.',
      offline: 'The server cannot be reached. Check your connection and try again.',
      timeout: 'The server did not answer in time. Try again.',
      'unsupported-version': 'This page is older than the server. Reload it and try again.',
      'bad-message': 'The server did not accept that. Check the account and the password.',
    } as Partial<Record<ErrorCode, string>>,
    unexpected: 'Something went wrong on the server. Try again in a moment.',
  },
};
