// The connection is over for good.
import type { ErrorCode } from '@parley/client';
import type { AppState } from '../gallery-state.ts';
import { converse } from './conversation.ts';

const closed = (name: string, code: ErrorCode): AppState => ({
  at: 'app',
  name,
  show: async (stage) => {
    await converse(stage);
    stage.parley.strings.connection({ name: 'closed', code });
    await stage.element('.closed-dialog');
  },
});

export const states: readonly AppState[] = [
  closed('closed-displaced', 'displaced'),
  closed('closed-outdated', 'unsupported-version'),
  closed('closed-broken', 'bad-message'),
];
