// What the other side's device may lack, in as many ways as there are words for.

export type Lacking = 'refused' | 'missing' | 'used' | 'broken';

/** `why`: a word for what is wrong with a device (`DeviceProblem`); an unknown one is of a newer client. */
export function lackingOf(why: string): Lacking {
  if (/^(?:denied|dismissed|system|forbidden|insecure)$/.test(why)) return 'refused';
  if (/^(?:missing|unplugged)$/.test(why)) return 'missing';
  return why === 'in-use' ? 'used' : 'broken';
}
