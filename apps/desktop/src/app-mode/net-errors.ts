// Why a page could not be loaded, in words.

const WORDS: Readonly<Record<string, string>> = {
  ERR_CONNECTION_REFUSED: 'nothing answers at this address: the server may be stopped, or the port another.',
  ERR_CONNECTION_RESET: 'the connection was broken off.',
  ERR_CONNECTION_CLOSED: 'the server closed the connection.',
  ERR_EMPTY_RESPONSE:
    'the server closed the connection without an answer: it may want https where this is http.',
  ERR_CONNECTION_TIMED_OUT: 'the server does not answer.',
  ERR_TIMED_OUT: 'the server does not answer.',
  ERR_NAME_NOT_RESOLVED: 'there is no computer of this name, or the name service can’t be reached.',
  ERR_INTERNET_DISCONNECTED: 'this computer has no network.',
  ERR_NETWORK_CHANGED: 'the network changed.',
  ERR_ADDRESS_UNREACHABLE: 'there is no way to this address from here.',
  ERR_PROXY_CONNECTION_FAILED: 'the proxy of this computer does not answer.',
  ERR_TUNNEL_CONNECTION_FAILED: 'the proxy of this computer lets nobody through to it.',
  ERR_SSL_PROTOCOL_ERROR: 'it does not speak https at this port.',
  ERR_CERT_AUTHORITY_INVALID:
    'nobody known to this computer vouches for its certificate. Its start page offers the certificate to install.',
  ERR_CERT_COMMON_NAME_INVALID: 'its certificate is for another name.',
  ERR_CERT_DATE_INVALID: 'its certificate has run out, or the clock of this computer is wrong.',
  ERR_TOO_MANY_REDIRECTS: 'it sends from one address to the next without end.',
  ERR_FILE_NOT_FOUND: 'the file is not there.',
  ERR_UNSAFE_PORT: 'browsers refuse to use this port.',
};

/** `code` as Chromium gives it: `net::ERR_…` */
export function netErrorInWords(url: string, code: string): string {
  const name = code.replace(/^net::/, '');
  const where = URL.canParse(url) ? new URL(url).host || url : url;
  return `${where} could not be loaded: ${WORDS[name] ?? 'the browser gives no better reason.'} (${name})`;
}

/** Nothing where it is the server's own page, if only one that says what is not there. */
export function statusInWords(url: string, status: number): string | undefined {
  if (status < 500) return undefined;
  return `${new URL(url).host} could not be loaded: it answers ${status}, as a proxy does whose server is stopped.`;
}
