// Lengths of time on a clock: the same in every language.

const pad = (n: number): string => String(n).padStart(2, '0');

/** `0:42`, `2:03`, `1:00:07`. Milliseconds in; broken seconds are dropped. */
export function clockLength(ms: number): string {
  const total = Math.max(0, Math.floor(ms / 1000));
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor((total % 3600) / 60);
  const seconds = pad(total % 60);
  return hours > 0 ? `${hours}:${pad(minutes)}:${seconds}` : `${minutes}:${seconds}`;
}
