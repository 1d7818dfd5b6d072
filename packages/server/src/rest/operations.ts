// Every operation of the REST API, once: its route, what it takes and answers, and what it does (protocol R2–R6).
import { err, ok, type CallId, type ErrorCode, type Result, type UserId } from '@parley/protocol';
import type * as v from 'valibot';
import type { Realtime } from '../realtime-api.ts';
import {
  call,
  callAnswer,
  callPath,
  calls,
  callStart,
  delivery,
  deliveryQuery,
  message,
  openApi,
  people,
  question,
  reply,
} from './schemas.ts';

export type Reply =
  | {
      readonly status: 200 | 201 | 202;
      readonly body: object;
      /** Where what is told of is found from now on. */
      readonly location?: string;
    }
  | { readonly status: 204 };

export type Outcome = Result<Reply, ErrorCode>;

/** Who asks, and what there is to ask. */
export interface Asked<Body, Query, Path> {
  readonly realtime: Realtime;
  /** Of this API, for programs. */
  readonly description: () => object;
  /** The account of the key. */
  readonly account: UserId;
  readonly body: Body;
  readonly query: Query;
  readonly path: Path;
}

type Fields = v.GenericSchema<Record<string, unknown>> & { readonly entries: v.ObjectEntries };
type Shape = v.GenericSchema;
type Read<S> = S extends v.GenericSchema ? v.InferOutput<S> : undefined;

export interface Operation {
  readonly id: string;
  readonly method: 'get' | 'post' | 'delete';
  /** Under /api/v1; parts in braces are the fields of `inPath`. */
  readonly path: string;
  readonly summary: string;
  readonly description: string;
  readonly inPath?: Fields;
  readonly query?: Fields;
  readonly body?: Shape;
  /** Answers by their status, in words and by their shape, where they have one. */
  readonly answers: Readonly<Partial<Record<Reply['status'], readonly [words: string, shape?: Shape]>>>;
  /** What may be in the way, beside what may always be. */
  readonly errors: readonly ErrorCode[];
  run(asked: Asked<never, never, never>): Outcome | Promise<Outcome>;
}

type Parts = Pick<Operation, 'body' | 'query' | 'inPath'>;

/** Types what `run` is asked by the schemas. */
function operation<P extends Parts>(
  about: Omit<Operation, keyof Parts | 'run'>,
  parts: P,
  run: (asked: Asked<Read<P['body']>, Read<P['query']>, Read<P['inPath']>>) => Outcome | Promise<Outcome>,
): Operation {
  return { ...about, ...parts, run };
}

const describeApi = operation(
  {
    id: 'describeApi',
    method: 'get',
    path: '/openapi.json',
    summary: 'This description',
    description: 'As OpenAPI 3.1.',
    answers: { 200: ['The description.', openApi] },
    errors: [],
  },
  {},
  ({ description }) => ok({ status: 200, body: description() }),
);

const listPeople = operation(
  {
    id: 'listPeople',
    method: 'get',
    path: '/people',
    summary: 'Who is online',
    description: 'The accounts that are online now, in no particular order.',
    answers: { 200: ['Who is online.', people] },
    errors: [],
  },
  {},
  ({ realtime }) => ok({ status: 200, body: { people: realtime.online() } }),
);

const sendMessage = operation(
  {
    id: 'sendMessage',
    method: 'post',
    path: '/messages',
    summary: 'Send a message',
    description:
      'A text comes from the account of the key and stands in the conversation with it; a custom message comes from ' +
      'the server, to whatever handles its type in the recipient’s program. The recipient must be online, unless it is a text ' +
      'and the server keeps a history: then it waits for them. Whoever asks again because the answer got lost may send it twice.',
    answers: { 200: ['It is delivered.', delivery], 202: ['It is on its way.', delivery] },
    errors: ['not-delivered'],
  },
  { body: message, query: deliveryQuery },
  async ({ realtime, account, body, query }) => {
    const to = body.to as UserId;
    const sent =
      'text' in body
        ? realtime.text({ from: account, to, text: body.text })
        : realtime.send(to, body.type, body.payload);
    const result = await (query.wait ? sent : Promise.race([sent, soon()]));
    if (!result) return ok({ status: 202, body: { state: 'accepted' } });
    if (!result.ok) return result;
    // A text in the history waits for somebody who is not online.
    return result.value === 'kept'
      ? ok({ status: 202, body: { state: 'accepted' } })
      : ok({ status: 200, body: { state: 'delivered' } });
  },
);

const ask = operation(
  {
    id: 'ask',
    method: 'post',
    path: '/queries',
    summary: 'Ask a program',
    description:
      'A query from the server to whatever answers its type in a person’s program: the first answer of all their ' +
      'devices. An answer of bytes comes as base64.',
    answers: { 200: ['The answer.', reply] },
    errors: ['not-online', 'no-handler', 'handler-failed', 'timeout', 'closed'],
  },
  { body: question },
  async ({ realtime, body }) => {
    const { to, type, payload, timeout } = body;
    const answered = await realtime.query(to as UserId, type, payload, { timeout });
    return answered.ok ? ok({ status: 200, body: { answer: inJson(answered.value) } }) : answered;
  },
);

const listCalls = operation(
  {
    id: 'listCalls',
    method: 'get',
    path: '/calls',
    summary: 'The calls that go on',
    description:
      'Ringing ones included. After a restart a call is among them again once all who are in it are back.',
    answers: { 200: ['The calls.', calls] },
    errors: [],
  },
  {},
  ({ realtime }) => ok({ status: 200, body: { calls: realtime.calls().map(callAnswer) } }),
);

const startCall = operation(
  {
    id: 'startCall',
    method: 'post',
    path: '/calls',
    summary: 'Start a call between two people',
    description:
      'It rings at both, on all their devices. Nobody’s camera or microphone opens before their own click: whoever ' +
      'accepts first waits for the other, and when both have accepted they are connected.',
    answers: {
      200: ['The two were in a call with each other already: that one.', call],
      201: ['It rings at both.', call],
    },
    errors: ['not-online', 'already-in-call', 'media-unavailable'],
  },
  { body: callStart },
  ({ realtime, body }) => {
    const { from, to, media } = body;
    const started = realtime.startCall({ from: from as UserId, to: to as UserId, media });
    if (!started.ok) return started;
    const { known, view } = started.value;
    const location = `/api/v1/calls/${view.call}`;
    return ok({ status: known ? 200 : 201, body: callAnswer(view), location });
  },
);

const getCall = operation(
  {
    id: 'getCall',
    method: 'get',
    path: '/calls/{id}',
    summary: 'One call',
    description: 'For five minutes after its end, too.',
    answers: { 200: ['The call.', call] },
    errors: ['no-such-call'],
  },
  { inPath: callPath },
  ({ realtime, path }) => {
    const view = realtime.call(path.id as CallId);
    return view ? ok({ status: 200, body: callAnswer(view) }) : err('no-such-call');
  },
);

const endCall = operation(
  {
    id: 'endCall',
    method: 'delete',
    path: '/calls/{id}',
    summary: 'End a call',
    description: 'For everybody who is in it, as `hung-up` by nobody, whoever has started it.',
    answers: { 204: ['It is over, or was already.'] },
    errors: ['no-such-call'],
  },
  { inPath: callPath },
  ({ realtime, path }) => {
    const id = path.id as CallId;
    const isKnown = realtime.endCall(id) || realtime.call(id) !== undefined;
    return isKnown ? ok({ status: 204 }) : err('no-such-call');
  },
);

export const OPERATIONS: readonly Operation[] = [
  describeApi,
  listPeople,
  sendMessage,
  ask,
  listCalls,
  startCall,
  getCall,
  endCall,
];

function inJson(value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
}

/** What can't be sent at all is known before this, and no acknowledgement is. */
function soon(): Promise<undefined> {
  return new Promise((resolve) => setImmediate(() => resolve(undefined)));
}
