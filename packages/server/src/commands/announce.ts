// What `parley serve` prints about itself before it says that it is ready: where other devices open it, and how.
import { renderUnicodeCompact } from 'uqr';
import type { RunningServer } from '../server.ts';

export function announce({ outside }: Pick<RunningServer, 'outside'>): string[] {
  if (!outside || outside.entry === undefined) return [];
  const { urls, entry, authority } = outside;
  const lines = urls.map((url) => `On other devices: ${url}`);
  if (authority) {
    lines.push(
      `Each device has to trust this server's certificate once: ${entry} shows how.`,
      `Its SHA-256 fingerprint: ${authority.fingerprint}`,
    );
  }
  return [...lines, `For a phone, ${entry}:`, renderUnicodeCompact(entry, { border: 2 })];
}
