/** Rolls the SDK's types up from what tsc emitted, and answers what is wrong with them, in sentences. */
export function rollUpTypes(options?: { update?: boolean }): string[];
