// Types of D-Bus values: a signature, taken apart (D-Bus specification, "Type System").

export type Type =
  | { readonly code: 'y' | 'b' | 'n' | 'q' | 'i' | 'u' | 'x' | 't' | 'd' | 's' | 'o' | 'g' | 'v' | 'h' }
  | { readonly code: 'a'; readonly of: Type }
  | { readonly code: '(' | '{'; readonly fields: readonly Type[] };

const SIMPLE = new Set('ybnqiuxtdsogvh');
const DEEPEST = 32;

/** Throws where it is none. */
export function parseSignature(signature: string): Type[] {
  const types: Type[] = [];
  for (let at = 0; at < signature.length;) {
    const [type, next] = parseType(signature, at, 0);
    types.push(type);
    at = next;
  }
  return types;
}

function parseType(signature: string, at: number, depth: number): [Type, number] {
  const code = signature[at] ?? '';
  if (depth > DEEPEST) throw new Error(`D-Bus signature too deep: ${signature}`);
  if (SIMPLE.has(code)) return [{ code } as Type, at + 1];
  if (code === 'a') {
    const [of, next] = parseType(signature, at + 1, depth + 1);
    return [{ code, of }, next];
  }
  if (code !== '(' && code !== '{') throw new Error(`no D-Bus signature: ${signature}`);
  const end = code === '(' ? ')' : '}';
  const fields: Type[] = [];
  let next = at + 1;
  while (signature[next] !== end) {
    const [field, after] = parseType(signature, next, depth + 1);
    fields.push(field);
    next = after;
  }
  return [{ code, fields }, next + 1];
}

/** Of bytes, to a multiple of which a value's place is padded. */
export function alignment({ code }: Type): number {
  switch (code) {
    case 'y':
    case 'g':
    case 'v':
      return 1;
    case 'n':
    case 'q':
      return 2;
    case 'x':
    case 't':
    case 'd':
    case '(':
    case '{':
      return 8;
    default:
      return 4;
  }
}
