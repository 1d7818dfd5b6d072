// What a webhook may be told.

export type WebhookEvent =
  'server.started' | 'call.started' | 'call.ended' | 'user.online' | 'user.offline' | 'message.received';

/** What an operator chooses from. That the server has started is always told: nobody is online then. */
export type EventKind = 'call' | 'user' | 'message';

const KINDS: readonly EventKind[] = ['call', 'user', 'message'];

export function readEventKind(text: string): EventKind | undefined {
  return KINDS.find((kind) => kind === text);
}

export function isOfKind(event: WebhookEvent, kinds: readonly string[]): boolean {
  const [kind = ''] = event.split('.');
  return kind === 'server' || kinds.includes(kind);
}
