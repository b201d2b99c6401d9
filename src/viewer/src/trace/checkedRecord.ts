import { beginningOf } from './cutRecord';
import type { TraceEvent, TraceRecord } from './record';

type Shape = 'long' | 'text' | 'number' | 'flag' | 'texts' | 'todo';

/** What each kind has; a question mark for what may be missing. */
const shapes: { [Kind in TraceEvent['kind']]: Record<string, Shape | `${Shape}?`> } = {
  state: { from: 'text', to: 'text', reason: 'text?' },
  step: { step: 'text', state: 'text', milliseconds: 'number?', detail: 'long?' },
  session: { sessionId: 'text', model: 'text?', version: 'text?' },
  prompt: { text: 'long', author: 'text?', messageId: 'text?' },
  text: { text: 'long', partial: 'flag?' },
  thinking: { text: 'long', partial: 'flag?' },
  tool_call: { callId: 'text', tool: 'text', input: 'long', summary: 'text?' },
  tool_result: { callId: 'text', output: 'long', isError: 'flag', milliseconds: 'number?', exitCode: 'number?' },
  todo: { items: 'todo' },
  file_change: { callId: 'text?', path: 'text', change: 'text', diff: 'long?' },
  steering: { messageId: 'text', state: 'text', detail: 'long?' },
  usage: { inputTokens: 'number', cachedInputTokens: 'number', outputTokens: 'number', costUsd: 'number?' },
  retry: { attempt: 'number', maxAttempts: 'number?', delayMilliseconds: 'number?', httpStatus: 'number?', error: 'text' },
  notice: { topic: 'text', text: 'long' },
  error: { code: 'text', message: 'long' },
  answer: { text: 'long' },
  model_call: {
    provider: 'text', model: 'text?', status: 'number', inputTokens: 'number', cachedInputTokens: 'number', cacheWriteTokens: 'number',
    outputTokens: 'number', costUsd: 'number', milliseconds: 'number', requestId: 'text?', cut: 'flag?',
  },
  web_request: { method: 'text', target: 'text', verdict: 'text', reason: 'text' },
  git_request: { service: 'text', repository: 'text', verdict: 'text', reason: 'text?', milliseconds: 'number' },
  tool_server: { server: 'text', method: 'text', tool: 'text?', verdict: 'text', reason: 'text?', milliseconds: 'number' },
  push: { stage: 'text', ref: 'text', oldSha: 'text?', newSha: 'text?', verdict: 'text', reason: 'text?' },
  token: { action: 'text', repository: 'text', permissions: 'text' },
  access: { person: 'text', action: 'text', verdict: 'text', reason: 'text?' },
  question: { questionId: 'text', text: 'long', choices: 'texts?' },
  reply: { questionId: 'text', text: 'long', author: 'text?', state: 'text' },
  unknown: { source: 'text', type: 'text' },
};

const kinds: ReadonlyMap<string, Record<string, string>> = new Map(Object.entries(shapes));

/** Code units of names, paths, reasons: what is shown whole. */
const longestName = 4_000;
const mostItems = 500;

/** The newest sequence and time of a trace; a record that states none, or an older one, follows it. */
export interface Place {
  sequence: number;
  at: string;
}

/**
 * A record of a file that anybody may have written: properties of another type than the schema's are left out or empty, names are
 * bounded, sequences grow. A property that the schema adds later stays, and so does a kind that this page does not know.
 */
export function checkedRecord(value: unknown, before: Place): TraceRecord {
  const from = isObject(value) ? value : {};
  const sequence = whole(from.sequence, 0xffff_ffff);
  const at = typeof from.at === 'string' && from.at.length < 64 && !Number.isNaN(Date.parse(from.at)) ? from.at : before.at;
  return {
    v: 1,
    run: textFrom(from.run),
    sequence: sequence > before.sequence ? sequence : before.sequence + 1,
    turn: whole(from.turn, 0x7fff_ffff),
    at,
    event: checkedEvent(from.event),
    ...(typeof from.raw === 'string' ? { raw: from.raw } : {}),
  };
}

function checkedEvent(value: unknown): TraceEvent {
  if (!isObject(value) || typeof value.kind !== 'string') return { kind: 'unknown', source: 'trace', type: 'no event' };
  const kind = textFrom(value.kind);
  const event: Record<string, unknown> = { ...value, kind };
  for (const [name, shape] of Object.entries(kinds.get(kind) ?? {})) {
    const isOptional = shape.endsWith('?');
    const checked = checkedValue(value[name], isOptional ? shape.slice(0, -1) as Shape : shape as Shape);
    if (checked !== undefined) event[name] = checked;
    else if (isOptional) delete event[name];
    else event[name] = emptyOf(shape as Shape);
  }
  return event as unknown as TraceEvent;
}

function checkedValue(value: unknown, shape: Shape): unknown {
  switch (shape) {
    case 'long': return typeof value === 'string' ? value : undefined;
    case 'text': return typeof value === 'string' ? textFrom(value) : undefined;
    case 'number': return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
    case 'flag': return typeof value === 'boolean' ? value : undefined;
    case 'texts': return Array.isArray(value) ? value.slice(0, mostItems).map(textFrom) : undefined;
    case 'todo': return Array.isArray(value) ? value.slice(0, mostItems).filter(isObject).map(({ text, status }) => ({ text: textFrom(text), status: textFrom(status) })) : undefined;
  }
}

function emptyOf(shape: Shape): unknown {
  switch (shape) {
    case 'number': return 0;
    case 'flag': return false;
    case 'texts':
    case 'todo': return [];
    default: return '';
  }
}

function textFrom(value: unknown): string {
  if (typeof value !== 'string') return '';
  return value.length > longestName ? `${beginningOf(value, longestName)}…` : value;
}

function whole(value: unknown, most: number): number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most ? value : 0;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
