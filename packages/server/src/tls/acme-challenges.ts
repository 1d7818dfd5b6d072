// The answers that a certificate authority looks for on port 80 while it checks a name (HTTP-01, RFC 8555 §8.3).

export interface Challenges {
  /** What to answer at the path of a request, where there is a challenge of that name now. */
  answerTo(path: string): string | undefined;
  offer(token: string, answer: string): void;
  withdraw(token: string): void;
}

const PREFIX = '/.well-known/acme-challenge/';

export function createChallenges(): Challenges {
  const answers = new Map<string, string>();
  return {
    answerTo: (path) => (path.startsWith(PREFIX) ? answers.get(path.slice(PREFIX.length)) : undefined),
    offer: (token, answer) => void answers.set(token, answer),
    withdraw: (token) => void answers.delete(token),
  };
}
