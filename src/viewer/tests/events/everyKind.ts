import { signal } from '@preact/signals';
import type { TraceSource } from '../../src/sources/source';
import type { Item } from '../../src/timeline/item';
import type { Category } from '../../src/trace/row';
import type { TraceEvent, TraceRecord } from '../../src/trace/record';

export interface Sample {
  name: string;
  item: Item;
  records: TraceRecord[];
}

let sequence = 0;

export function recordOf(event: TraceEvent | Record<string, unknown>, more: Partial<TraceRecord> = {}): TraceRecord {
  return { v: 1, run: 'run', sequence: ++sequence, turn: 1, at: new Date(1_790_000_000_000 + sequence * 1000).toISOString(), event: event as TraceEvent, ...more };
}

export function sampleOf(name: string, category: Category, records: TraceRecord[], kind: Item['kind'] = 'row', flags = 0): Sample {
  const sequences = records.map(record => record.sequence);
  const item = { index: sequences[0] ?? 0, kind, rows: sequences, sequences, sequence: sequences[0] ?? 0, turn: 1, category, flags, at: 0, until: 0, changes: [] };
  return { name, item, records };
}

/** A source of which nobody reads more than is here. */
export function emptySource(text: TraceSource['text'] = () => Promise.reject(new Error('nothing more'))): TraceSource {
  return {
    head: signal(null), connection: signal({ state: 'complete' }), version: signal(0), rows: undefined as never,
    read: () => Promise.resolve([]), peek: () => undefined, text, search: () => Promise.resolve(), close: () => undefined,
  };
}

/** Every kind of event, and every shape of a call, with one text in all places that hold text. */
export function everyKind(x: string): Sample[] {
  const row = (category: Category, event: Record<string, unknown>, more: Partial<TraceRecord> = {}): Sample => sampleOf(String(event.kind), category, [recordOf(event, more)]);
  return [
    row('step', { kind: 'state', from: x, to: x, reason: x }),
    row('step', { kind: 'step', step: x, state: x, milliseconds: 12, detail: x }),
    row('step', { kind: 'step', step: x, state: 'failed', detail: x }),
    row('session', { kind: 'session', sessionId: x, model: x, version: x }),
    row('message', { kind: 'prompt', text: x, author: x, messageId: x }),
    row('text', { kind: 'text', text: x }),
    sampleOf('pieces', 'text', [recordOf({ kind: 'text', text: x.slice(0, x.length / 2), partial: true }), recordOf({ kind: 'text', text: x.slice(x.length / 2), partial: true })], 'text'),
    row('thinking', { kind: 'thinking', text: x }),
    row('plan', { kind: 'todo', items: [{ text: x, status: x }, { text: x, status: 'completed' }, { text: x, status: 'in_progress' }] }),
    row('change', { kind: 'file_change', path: x, change: x, diff: x }),
    row('change', { kind: 'file_change', path: x, change: 'modified', diff: `@@ -1,2 +1,2 @@ ${x}\n-${x.split('\n')[0]}\n+${x.split('\n')[0]} \n` }),
    ...['sent', 'refused', x].map(state => row('steering', { kind: 'steering', messageId: x, state, detail: x, author: x })),
    row('usage', { kind: 'usage', inputTokens: x, cachedInputTokens: 1, outputTokens: 2, costUsd: x }),
    row('retry', { kind: 'retry', attempt: x, maxAttempts: x, delayMilliseconds: x, httpStatus: x, error: x }),
    row('notice', { kind: 'notice', topic: x, text: x }),
    row('notice', { kind: 'notice', topic: x, text: `${x}\n\nmore\n${x}` }),
    row('error', { kind: 'error', code: x, message: x }),
    row('answer', { kind: 'answer', text: x }),
    row('model', { kind: 'model_call', provider: x, model: x, status: 500, inputTokens: 1, cachedInputTokens: 2, cacheWriteTokens: 3, outputTokens: 4, costUsd: 5, milliseconds: 6, requestId: x, cut: true }),
    row('web', { kind: 'web_request', method: x, target: x, verdict: 'refused', reason: x }),
    row('git', { kind: 'git_request', service: x, repository: x, verdict: x, reason: x, milliseconds: 3 }),
    row('tools', { kind: 'tool_server', server: x, method: x, tool: x, verdict: x, reason: x, milliseconds: 3 }),
    row('git', { kind: 'push', stage: x, ref: x, oldSha: x, newSha: x, verdict: x, reason: x }),
    row('git', { kind: 'token', action: x, repository: x, permissions: x }),
    row('access', { kind: 'access', person: x, action: x, verdict: x, reason: x }),
    row('question', { kind: 'question', questionId: x, text: x, choices: [x, x] }),
    ...['answered', 'expired', 'withdrawn', x].map(state => row('question', { kind: 'reply', questionId: x, text: x, author: x, state })),
    sampleOf('message', 'message', [recordOf({ kind: 'prompt', text: x, author: x, messageId: 'm' }), ...['sent', 'delivered', 'refused', x].map(state => recordOf({ kind: 'steering', messageId: 'm', state, detail: x, author: x }))], 'message'),
    sampleOf('message without words', 'message', [recordOf({ kind: 'steering', messageId: 'm', state: 'sent', author: x, detail: x })], 'message'),
    sampleOf('question and reply', 'question', [recordOf({ kind: 'question', questionId: 'q', text: x, choices: [x] }), recordOf({ kind: 'reply', questionId: 'q', text: x, author: x, state: 'answered' })], 'question'),
    row('unknown', { kind: 'unknown', source: x, type: x }, { raw: x }),
    row('unknown', { kind: x, [x]: x, list: [x, { [x]: x }] }),
    row('result', { kind: 'tool_result', callId: x, output: x, isError: true, exitCode: 2 }),
    ...everyCall(x),
  ];
}

function everyCall(x: string): Sample[] {
  const call = (category: Category, tool: string, args: unknown, output = x, isError = false, changes: Record<string, unknown>[] = []): Sample => sampleOf(`call of ${tool}`, category, [
    recordOf({ kind: 'tool_call', callId: x, tool, input: typeof args === 'string' ? args : JSON.stringify(args), summary: x }),
    ...changes.map(change => recordOf({ kind: 'file_change', callId: x, ...change })),
    recordOf({ kind: 'tool_result', callId: x, output, isError, milliseconds: 5, exitCode: isError ? 1 : 0 }),
  ], 'call');
  return [
    call('run', 'Bash', { command: x, description: x, cwd: x }),
    call('run', x, { command: ['bash', '-lc', x] }, x, true),
    call('run', 'shell', x),
    call('read', 'Read', { file_path: x, offset: 2, limit: 3 }),
    call('read', 'Read', { file_path: '/workspace/a.html' }, `     1→${x.replaceAll('\n', ' ')}\n     2→${x.replaceAll('\n', ' ')}`),
    call('read', 'Grep', { pattern: x, path: x, glob: x }),
    call('edit', 'Edit', { file_path: x, old_string: x, new_string: `${x}!` }),
    call('edit', 'MultiEdit', { file_path: `${x}.ts`, edits: [{ old_string: 'a', new_string: x }] }, x, true),
    call('edit', 'Write', { file_path: `${x}.html`, content: x }, x, false, [{ path: x, change: 'added', diff: `@@ -0,0 +1,1 @@\n+${x}` }]),
    call('edit', 'apply_patch', { input: `*** Begin Patch\n*** Update File: ${x}\n@@ ${x}\n-a\n+${x}\n*** End Patch` }),
    call('edit', 'str_replace_based_edit_tool', { command: 'str_replace', path: x, old_str: x, new_str: x }),
    call('tool', `mcp__${x}__${x}`, { [x]: x, more: { [x]: [x] } }),
    call('tool', 'WebFetch', { url: x, prompt: x }),
    call('tool', 'WebFetch', { url: `https://github.com@evil.example/${x}` }),
    call('tool', 'WebSearch', { query: x }),
    call('tool', 'Task', { description: x, prompt: x, subagent_type: x }),
    call('tool', 'TodoWrite', { todos: [{ content: x, status: x }] }),
    call('tool', x, { a: x }, JSON.stringify({ [x]: x })),
    call('tool', x, x),
    sampleOf('call without a result', 'run', [recordOf({ kind: 'tool_call', callId: x, tool: x, input: x })], 'call'),
    sampleOf('result alone', 'tool', [recordOf({ kind: 'tool_result', callId: x, output: x, isError: false })], 'call'),
  ];
}
