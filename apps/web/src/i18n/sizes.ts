// Amounts of data as people read them: decimal units, as disks and shops count.

const UNITS = ['KB', 'MB', 'GB', 'TB'] as const;

/** `512 bytes`, `2.1 MB`, `14 MB`, `1 GB`. */
export function dataSize(bytes: number): string {
  if (bytes < 1000) return bytes === 1 ? '1 byte' : `${bytes} bytes`;
  let amount = bytes;
  let unit = 'bytes';
  for (const next of UNITS) {
    amount /= 1000;
    unit = next;
    // What would be read as 1000 is one of the next unit.
    if (amount < 999.5) break;
  }
  return `${amount < 9.95 ? Number(amount.toFixed(1)) : Math.round(amount)} ${unit}`;
}
