// Whether what a module exports is a definition of a server's app, and if not, what is wrong with it.
import { err, ok, type Result } from '@parley/protocol';
import { nearest } from '../config/nearest.ts';
import type { ServerDefinition } from './define-server.ts';

const HANDLERS = {
  messages: 'functions',
  queries: 'functions',
  otherMessages: 'function',
  otherQueries: 'function',
} as const;
const HOOKS = {
  signIn: 'function',
  maySee: 'function',
  mayCall: 'function',
  callStarted: 'function',
  callEnded: 'function',
  cameOnline: 'function',
  wentOffline: 'function',
  started: 'function',
  stopping: 'function',
} as const;
const PARTS = { handlers: HANDLERS, hooks: HOOKS } as const;

type Kinds = Readonly<Record<string, 'function' | 'functions'>>;

/** The error completes "The app …". */
export function readDefinition(value: unknown): Result<ServerDefinition, string> {
  if (!isRecord(value)) return err(`must be an object with handlers and hooks, not ${nameOf(value)}`);
  const fault =
    unknownKey(value, '', Object.keys(PARTS)) ??
    Object.entries(PARTS)
      .map(([part, kinds]) => partFault(part, value[part], kinds))
      .find((one) => one !== undefined);
  return fault === undefined ? ok(value as ServerDefinition) : err(fault);
}

function partFault(part: string, value: unknown, kinds: Kinds): string | undefined {
  if (value === undefined) return undefined;
  if (!isRecord(value)) return `must have an object as "${part}", not ${nameOf(value)}`;
  const unknown = unknownKey(value, `${part}.`, Object.keys(kinds));
  if (unknown !== undefined) return unknown;
  for (const [name, kind] of Object.entries(kinds)) {
    const path = `${part}.${name}`;
    const one = value[name];
    const fault = kind === 'function' ? functionFault(path, one) : functionsFault(path, one);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function functionsFault(path: string, value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (!isRecord(value)) return `must have an object as "${path}", not ${nameOf(value)}`;
  return Object.entries(value)
    .map(([type, one]) => functionFault(`${path}[${JSON.stringify(type)}]`, one))
    .find((fault) => fault !== undefined);
}

function functionFault(path: string, value: unknown): string | undefined {
  if (value === undefined || typeof value === 'function') return undefined;
  return `must have a function as ${path.includes('[') ? path : `"${path}"`}, not ${nameOf(value)}`;
}

function unknownKey(value: object, prefix: string, known: readonly string[]): string | undefined {
  const stray = Object.keys(value).find((key) => !known.includes(key));
  if (stray === undefined) return undefined;
  const meant = nearest(stray, known);
  const hint = meant === undefined ? `known are ${known.join(', ')}` : `did you mean "${prefix}${meant}"?`;
  return `has an unknown "${prefix}${stray}"; ${hint}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function nameOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  return Array.isArray(value) ? 'an array' : `a ${typeof value}`;
}
