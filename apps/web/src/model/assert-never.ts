// Marks a branch that the types have ruled out.

/** Throws, because reaching it is a bug. */
export function assertNever(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
