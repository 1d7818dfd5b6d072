// Writes the message tables of docs/protocol.md from the schemas; with `--check` it fails where they are stale.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clientMessages, serverMessages } from '@parley/protocol';
import { format, resolveConfig } from 'prettier';
import {
  callClaim,
  callMedia,
  callView,
  connectCause,
  endReason,
  mediaStatus,
  ownStatus,
  relayServer,
  signal,
} from '../packages/protocol/src/call.ts';
import { describe, fieldsOf, partKey, type Names, type Schema } from './schema-text.ts';

const FILE = join(import.meta.dirname, '../docs/protocol.md');
const BEGIN = '<!-- table:begin (npm run docs:protocol) -->';
const END = '<!-- table:end -->';

// Parts that several messages share are described once, under these names.
const PARTS: readonly (readonly [string, Schema])[] = [
  ['CallView', callView],
  ['Participant', participantOf(callView)],
  ['CallClaim', callClaim],
  ['CallMedia', callMedia],
  ['EndReason', endReason],
  ['ConnectCause', connectCause],
  ['MediaStatus', mediaStatus],
  ['OwnStatus', ownStatus],
  ['RelayServer', relayServer],
  ['Signal', signal],
];
const NAMES: Names = new Map(PARTS.map(([name, schema]) => [partKey(schema), name]));

function participantOf(view: typeof callView): Schema {
  return view.options[0].entries.participants.item;
}

function messageTable(title: string, messages: Record<string, Schema>): string {
  const rows = Object.entries(messages).map(([type, schema]) => {
    const fields = fieldsOf(schema, NAMES).filter((field) => field.name !== 't');
    const cell = fields.map((field) => `\`${field.name}${field.optional ? '?' : ''}: ${field.type}\``);
    return `| \`${type}\` | ${cell.join(', ').replaceAll('|', '\\|') || '–'} |`;
  });
  return [`### ${title}`, '', '| Type | Fields beside `t` |', '| - | - |', ...rows].join('\n');
}

function parts(): string {
  const types = PARTS.map(([name, schema]) => {
    const others = new Map([...NAMES].filter(([, other]) => other !== name));
    return `type ${name} = ${describe(schema, others)};`;
  });
  return ['### Parts', '', '```ts', types.join('\n\n'), '```'].join('\n');
}

async function generate(current: string): Promise<string> {
  const begin = current.indexOf(BEGIN);
  const end = current.indexOf(END);
  if (begin === -1 || end < begin)
    throw new Error(`docs/protocol.md has lost its markers ${BEGIN} and ${END}`);
  const tables = [
    '`?` marks a field that may be absent; an `integer` is a whole number. Bounds are in `packages/protocol/src`.',
    messageTable('From clients', clientMessages),
    messageTable('From the server', serverMessages),
    parts(),
  ].join('\n\n');
  const text = `${current.slice(0, begin + BEGIN.length)}\n\n${tables}\n\n${current.slice(end)}`;
  const options = await resolveConfig(FILE);
  return format(text, { ...options, parser: 'markdown' });
}

const current = readFileSync(FILE, 'utf8');
const wanted = await generate(current);
if (!process.argv.includes('--check')) {
  writeFileSync(FILE, wanted);
} else if (wanted !== current) {
  console.error(
    'docs/protocol.md does not match packages/protocol/src/messages.ts: run `npm run docs:protocol`.',
  );
  process.exit(1);
}
