// The site: a page with a button, and a token for whoever presses it. Nothing here is of Parley.
import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';

const PAGE = readFileSync(new URL('./page.html', import.meta.url), 'utf8');

/**
 * Answers the site's requests. `parley` is the origin of the Parley server, and `secret` what that server has in
 * PARLEY_TOKEN_SECRET. It never leaves the site.
 */
export function answerer({ parley, secret }) {
  const page = PAGE.replaceAll('{{parley}}', parley);
  return (request, response) => {
    const asked = `${request.method} ${request.url}`;
    if (asked === 'GET /') {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(page);
    } else if (asked === 'POST /token') {
      // Anybody may call here. A site with customers would look at its own session first, and put their name into `sub`.
      response.setHeader('content-type', 'application/json');
      response.setHeader('cache-control', 'no-store');
      response.end(JSON.stringify({ token: guestToken(secret) }));
    } else {
      response.writeHead(404).end();
    }
  };
}

/** A JSON Web Token (RFC 7519) for one sign-in of one visitor within a minute; docs/sign-in.md has what may be in it. */
function guestToken(secret) {
  const claims = {
    sub: `guest-${randomBytes(6).toString('hex')}`,
    // The account is gone when the visitor is.
    guest: true,
    aud: 'parley',
    exp: Math.floor(Date.now() / 1000) + 60,
    // Good once.
    jti: randomUUID(),
  };
  const signed = [{ alg: 'HS256', typ: 'JWT' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}
