// The header Retry-After (RFC 9110 §10.2.3): seconds, or a date.

/** Ms that it asks for; 0 where it says nothing that can be read. */
export function retryAfterOf(value: string | null, now: number): number {
  if (value === null) return 0;
  if (/^\d{1,9}$/.test(value.trim())) return Number(value) * 1_000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? 0 : Math.max(0, date - now);
}
