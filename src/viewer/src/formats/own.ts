import type { TextProperty, TraceEvent, TraceRecord } from '../trace/record';
import { head, name } from './bounds';
import { timeFrom } from './clock';
import { isObject, items, member, text, write, type Json } from './json';
import { todoItem } from './todoList';

const maxRaw = 64 * 1024;
const cutTexts: readonly TextProperty[] = ['text', 'input', 'output', 'diff', 'message', 'detail'];

// What the kinds of version 1 hold: t text, n number, f flag, l texts, i list of tasks; with ? what may be missing.
const shapes = new Map<string, string>([
  ['state', 'from:t to:t reason:t?'],
  ['step', 'step:t state:t milliseconds:n? detail:t?'],
  ['session', 'sessionId:t model:t? version:t?'],
  ['prompt', 'text:t author:t? messageId:t?'],
  ['text', 'text:t partial:f?'],
  ['thinking', 'text:t partial:f?'],
  ['tool_call', 'callId:t tool:t input:t summary:t?'],
  ['tool_result', 'callId:t output:t isError:f milliseconds:n? exitCode:n?'],
  ['todo', 'items:i'],
  ['file_change', 'callId:t? path:t change:t diff:t?'],
  ['steering', 'messageId:t state:t detail:t?'],
  ['usage', 'inputTokens:n cachedInputTokens:n outputTokens:n costUsd:n?'],
  ['retry', 'attempt:n maxAttempts:n? delayMilliseconds:n? httpStatus:n? error:t'],
  ['notice', 'topic:t text:t'],
  ['error', 'code:t message:t'],
  ['answer', 'text:t'],
  ['model_call', 'provider:t model:t? status:n inputTokens:n cachedInputTokens:n cacheWriteTokens:n outputTokens:n costUsd:n milliseconds:n requestId:t? cut:f?'],
  ['web_request', 'method:t target:t verdict:t reason:t'],
  ['git_request', 'service:t repository:t verdict:t reason:t? milliseconds:n'],
  ['tool_server', 'server:t method:t tool:t? verdict:t reason:t? milliseconds:n'],
  ['push', 'stage:t ref:t oldSha:t? newSha:t? verdict:t reason:t?'],
  ['token', 'action:t repository:t permissions:t'],
  ['access', 'person:t action:t verdict:t reason:t?'],
  ['question', 'questionId:t text:t choices:l?'],
  ['reply', 'questionId:t text:t author:t? state:t'],
  ['unknown', 'source:t type:t'],
]);

/** Whether a line is a record of ours, by its looks. */
export function isOwnRecord(line: Json): boolean {
  return member(line, 'v') === 1 && isObject(member(line, 'event')) && typeof member(line, 'sequence') === 'number';
}

/**
 * Records of a `trace.jsonl` that somebody may have written by hand: every property has its type, numbers only grow, and nothing
 * that the schema does not name is taken over.
 */
export class OwnRecords {
  #last = 0;
  #time: number;

  constructor(start: number) {
    this.#time = start;
  }

  /** The record of a line, or undefined when it is none. */
  read(line: Json): TraceRecord | undefined {
    const event = ownEvent(member(line, 'event'));
    if (event === undefined) return undefined;
    const sequence = member(line, 'sequence');
    const turn = member(line, 'turn');
    this.#last = typeof sequence === 'number' && Number.isSafeInteger(sequence) && sequence > this.#last && sequence < 0xffff_ffff ? sequence : this.#last + 1;
    this.#time = timeFrom(member(line, 'at')) ?? this.#time;
    const record: TraceRecord = {
      v: 1,
      run: name(text(line, 'run')),
      sequence: this.#last,
      turn: typeof turn === 'number' && Number.isInteger(turn) && turn >= 0 && turn < 0xffff ? turn : 0,
      at: new Date(this.#time).toISOString(),
      event,
    };
    const raw = text(line, 'raw');
    if (raw !== undefined) record.raw = head(raw, maxRaw);
    const cut = cutOf(member(line, 'cut'));
    if (cut) record.cut = cut;
    return record;
  }
}

/** An event with every property of its type; of a kind that this page does not know, only the name. */
export function ownEvent(value: Json): TraceEvent | undefined {
  const kind = text(value, 'kind');
  if (kind === undefined) return undefined;
  const shape = shapes.get(kind);
  if (shape === undefined) return { kind: 'unknown', source: 'trace', type: name(kind) };
  const event: Record<string, Json> = { kind };
  for (const field of shape.split(' ')) {
    const [of = '', rule = 't'] = field.split(':');
    const found = typed(member(value, of), rule.charAt(0));
    if (found !== undefined) event[of] = found;
    else if (!rule.endsWith('?')) event[of] = empty(rule.charAt(0));
  }
  return event as unknown as TraceEvent;
}

function typed(value: Json, rule: string): Json {
  switch (rule) {
    case 't': return typeof value === 'string' ? value : value === undefined ? undefined : write(value);
    case 'n': return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
    case 'f': return typeof value === 'boolean' ? value : undefined;
    case 'l': return Array.isArray(value) ? value.slice(0, 200).filter((entry) => typeof entry === 'string') : undefined;
    default: return Array.isArray(value) ? items({ value }, 'value').slice(0, 200).map((entry) => todoItem(text(entry, 'text') ?? '', text(entry, 'status'))) : undefined;
  }
}

function empty(rule: string): Json {
  return rule === 't' ? '' : rule === 'n' ? 0 : rule === 'f' ? false : [];
}

function cutOf(value: Json): TraceRecord['cut'] {
  const cut: NonNullable<TraceRecord['cut']> = {};
  for (const of of cutTexts) {
    const length = member(value, of);
    if (typeof length === 'number' && length > 0) cut[of] = length;
  }
  return Object.keys(cut).length > 0 ? cut : undefined;
}
