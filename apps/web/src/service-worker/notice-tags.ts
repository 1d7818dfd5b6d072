// What notifications are about: the next one of the same takes the place of the one before, whoever shows it, page or worker.

export const ringTag = (call: string): string => `call ${call}`;
export const textTag = (from: string): string => `text ${from}`;
