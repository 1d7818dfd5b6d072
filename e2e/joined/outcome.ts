// What becomes of promises, for tests that compare it.

/** The value, or the code that it was rejected with. */
export async function outcomeOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.catch((error: { code?: string }) => error.code);
}
