// The client's words in English: in notices, in the tray, in its own pages. What is written to the log and to a terminal is
// for operators, and stays where it is written.
import type { Presence } from '../shell.ts';

export const en = {
  notice: {
    ring: {
      voice: (from: string): string => `Incoming voice call from ${from}`,
      video: (from: string): string => `Incoming video call from ${from}`,
      text: 'It rings.',
    },
    missed: {
      voice: (from: string): string => `Missed voice call from ${from}`,
      video: (from: string): string => `Missed video call from ${from}`,
    },
    displaced: {
      title: 'Signed in elsewhere',
      text: 'Parley does not ring here until you sign in here again.',
      action: 'Sign in here',
    },
    signedOut: {
      title: 'Signed out',
      text: 'Parley does not ring here until you sign in again.',
      action: 'Sign in',
    },
    stillHere: {
      title: 'Parley goes on in the background',
      text: 'It rings when somebody calls. To end it, use its icon, or start it with --quit.',
    },
    inCall: {
      title: 'You are in a call',
      text: (server: string): string => `Hang up first, and then go to ${server}.`,
    },
    update: {
      title: (version: string): string => `Parley ${version} is there`,
      text: 'Your server has a newer version of this program.',
      action: 'Get it',
    },
    show: 'Show',
    accept: 'Accept',
    decline: 'Decline',
    open: 'Open',
    ok: 'OK',
  },
  tray: {
    presence: {
      offline: 'Not signed in',
      connecting: 'Connecting…',
      online: 'Online',
      'in-call': 'In a call',
    } as Readonly<Record<Presence, string>>,
    displaced: 'Signed in elsewhere',
    outdated: 'Too old for its server',
    unread: (count: number): string => `${count} unread`,
    callWith: (other: string): string => `In a call with ${other}`,
    ringing: (other: string): string => `${other} calls`,
  },
  menu: {
    open: 'Open Parley',
    mute: 'Mute microphone',
    unmute: 'Unmute microphone',
    'hang-up': 'Hang up',
    autostart: 'Start with the computer',
    servers: 'Servers…',
    quit: 'Quit',
  },
  setup: {
    where: 'Where is your server? Its operator can tell you the address.',
    server: 'Server',
    autostart: 'Start with the computer, so that it rings',
    connect: 'Connect',
    connecting: 'Connecting…',
    known: 'Used before',
    use: (server: string): string => `Use ${server}`,
    forget: 'Forget',
    forgetServer: (server: string): string => `Forget ${server}`,
  },
  picker: { title: 'Share a screen or window', what: 'What do you want to share?' },
  newServer: (server: string): string =>
    `A link asks for ${server}, which you have not used here. Connect only if you trust who gave it to you.`,
  address: {
    missing: 'Enter the address of your server, such as parley.example or https://192.168.1.5:8443.',
    scheme: (scheme: string): string => `An address begins with https://, and this one with ${scheme}://.`,
    malformed: (text: string): string =>
      `“${text}” is not an address, such as parley.example or https://192.168.1.5:8443.`,
    credentials: 'An address has no name and no password in it: those are asked for when you sign in.',
    insecure: (host: string): string => `Camera and microphone work over https alone: use https://${host}.`,
  },
  server: {
    failing: (origin: string, status: number): string =>
      `${origin} answers with an error (${status}): its server may be starting. Try again in a moment.`,
    other: (origin: string): string => `${origin} answers, but it is not a Parley server.`,
    unknown: (name: string): string => `There is no server called ${name}, or this computer is offline.`,
    refused: (host: string): string =>
      `Nothing answers at ${host}: the server is not running, or it has another port.`,
    silent: (host: string): string =>
      `${host} does not answer: it is switched off, or a firewall is in the way.`,
    noWay: (host: string): string =>
      `There is no way to ${host}: this computer may be offline, or in another network.`,
    noHttps: (host: string): string => `${host} does not speak https: it may have another port for that.`,
    /** `why`: one of the reasons below, or what a library says. */
    unreachable: (host: string, why: string): string => `${host} can't be reached: ${why}.`,
    certificate: {
      otherName: 'its certificate is for another name: use the address that its operator gives',
      expired: "its certificate has expired, or this computer's clock is wrong",
      early: "its certificate is not valid yet: this computer's clock is wrong",
      untrusted:
        'its certificate is from an authority that this computer does not trust. The server offers it on its start page, to be installed here',
    },
  },
  link: {
    malformed: (link: string): string => `The link ${link} is not of the form parley://server/call/account.`,
    credentials: (link: string): string => `The link ${link} has a name or a password before the server.`,
    verb: (link: string): string => `The link ${link} says neither /call/account nor /chat/account.`,
    nobody: (link: string): string => `The link ${link} names no account.`,
    media: (link: string): string => `The link ${link} asks for media that is neither voice nor video.`,
  },
  page: {
    /** `why`: a sentence of those below. `code`: Chromium's, for who looks it up. */
    failed: (host: string, why: string, code: string): string =>
      `${host} could not be loaded: ${why} (${code})`,
    status: (host: string, status: number): string =>
      `${host} could not be loaded: it answers ${status}, as a proxy does whose server is stopped.`,
    crashed: 'The page has crashed: the browser ended its process.',
    unexplained: 'the browser gives no better reason.',
    refused: 'nothing answers at this address: the server may be stopped, or the port another.',
    reset: 'the connection was broken off.',
    closed: 'the server closed the connection.',
    empty: 'the server closed the connection without an answer: it may want https where this is http.',
    silent: 'the server does not answer.',
    unknown: 'there is no computer of this name, or the name service can’t be reached.',
    offline: 'this computer has no network.',
    changed: 'the network changed.',
    noWay: 'there is no way to this address from here.',
    proxy: 'the proxy of this computer does not answer.',
    tunnel: 'the proxy of this computer lets nobody through to it.',
    noHttps: 'it does not speak https at this port.',
    untrusted:
      'nobody known to this computer vouches for its certificate. Its start page offers the certificate to install.',
    otherName: 'its certificate is for another name.',
    date: 'its certificate has run out, or the clock of this computer is wrong.',
    redirects: 'it sends from one address to the next without end.',
    file: 'the file is not there.',
    port: 'browsers refuse to use this port.',
  },
  certificate: {
    unknown: (host: string): string => `Nobody known vouches for the certificate of ${host}.`,
    compare: (fingerprint: string): string =>
      `A server of a house or company often has an authority of its own. Ask its operator for the fingerprint, and compare:\n\n${fingerprint}`,
    trust: 'Trust this server',
    changed: (host: string): string => `The certificate of ${host} is another one than before.`,
    compareBoth: (fingerprint: string, before: string): string =>
      `Somebody may be listening in between, or the operator has set the server up anew. Go on only when the operator has told you this fingerprint:\n\n${fingerprint}\n\nUntil now it was:\n\n${before}`,
    trustNew: 'Trust the new certificate',
    cancel: 'Cancel',
  },
};

/** All that a language has to say. */
export type Words = typeof en;
