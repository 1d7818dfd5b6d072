// English words about the safety check: two people compare what they see.

export const safety = {
  open: 'Safety check',
  title: 'Safety check',
  text: (name: string): string =>
    `Read these seven pictures to each other. If ${name} sees the same ones in the same order, nobody is listening in between: not even this server could.`,
  symbols: 'Your seven pictures',
  differ: (name: string): string =>
    `If they differ, hang up: somebody sits between you and ${name}. Then tell the person who runs this server.`,
  notYet: 'The pictures are there once the call is connected.',
  working: 'Working them out…',
  done: 'Done',
};
