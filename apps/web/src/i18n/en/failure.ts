// English words of the card about a call that failed, beside what it says of the cause.

export const failure = {
  details: 'Details',
  about: 'For the person who runs the server. There are no addresses in it, and nothing of what was said.',
  copy: 'Copy details',
  copied: 'Copied',
};
