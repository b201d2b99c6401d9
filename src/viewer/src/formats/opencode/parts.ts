import type { TraceEvent } from '../../trace/record';
import { changeOfMetadata } from '../acp/tools';
import { name, relativePath } from '../bounds';
import { withoutHeader } from '../calls';
import { timeFrom } from '../clock';
import { notice, unknown, type Found } from '../found';
import { at, count, integer, items, member, money, text, write, type Json } from '../json';
import { wholeFile } from '../patch';
import { todoItems } from '../todoList';
import { toolLineOf } from '../toolWords';

/** A part of a message of OpenCode, when nothing more comes to it. */
export function part(value: Json, isUser: boolean, folder: string | undefined): Found[] {
  const type = text(value, 'type');
  const key = partKey(value);
  switch (type) {
    case 'text': return [{ ...said(value, isUser), key }];
    case 'reasoning': return [{ event: { kind: 'thinking', text: text(value, 'text') ?? '' }, key, ...timed(value, 'start') }];
    case 'tool': return [...toolCall(value, folder), ...toolEnd(value, folder)];
    case 'step-start': case 'snapshot': case 'patch': return [];
    case 'step-finish': return [usage(value)];
    case 'file': return [notice('attachment', text(value, 'filename') ?? text(value, 'mime'), key)];
    case 'agent': case 'subtask': return [notice('subagent', text(value, 'description') ?? text(value, 'name'), key)];
    case 'retry': return [retry(value)];
    case 'compaction': return [notice('compacted', "The conversation was summarised to fit the model's window.", key)];
    default: return [unknown('opencode', `part/${type ?? ''}`, key)];
  }
}

function said(value: Json, isUser: boolean): Found {
  const words = text(value, 'text') ?? '';
  if (member(value, 'synthetic') === true || member(value, 'ignored') === true) return notice('harness_said', words);
  return isUser ? { event: { kind: 'prompt', text: words }, begins: true } : { event: { kind: 'text', text: words }, ...timed(value, 'start') };
}

function partKey(value: Json): string | undefined {
  const id = text(value, 'id');
  return id === undefined ? undefined : `part:${name(id)}`;
}

function timed(owner: Json, of: 'start' | 'end'): { at?: number } {
  const time = timeFrom(at(owner, 'time', of));
  return time === undefined ? {} : { at: time };
}

/** A call, once its arguments are there. */
export function toolCall(value: Json, folder: string | undefined): Found[] {
  const state = member(value, 'state');
  const callId = name(text(value, 'callID'));
  const tool = name(text(value, 'tool') ?? 'tool');
  const input = member(state, 'input');
  return [{
    event: { kind: 'tool_call', callId, tool, input: input === undefined ? '{}' : write(input), summary: toolLineOf(tool, input, folder) },
    key: `call:${callId}`, ...timed(state, 'start'),
  }];
}

/** What came of a call; nothing while it is under way. */
export function toolEnd(value: Json, folder: string | undefined): Found[] {
  const state = member(value, 'state');
  const status = text(state, 'status');
  if (status !== 'completed' && status !== 'error') return [];
  const callId = name(text(value, 'callID'));
  const exitCode = integer(at(state, 'metadata'), 'exit');
  const [start, end] = [timeFrom(at(state, 'time', 'start')), timeFrom(at(state, 'time', 'end'))];
  const event: TraceEvent = {
    kind: 'tool_result', callId, output: text(state, 'output') ?? text(state, 'error') ?? '', isError: status === 'error' || (exitCode !== undefined && exitCode !== 0),
    ...(start === undefined || end === undefined || end < start ? {} : { milliseconds: end - start }), ...(exitCode === undefined ? {} : { exitCode }),
  };
  const ended: Found[] = [{ event, key: `result:${callId}` }];
  if (status === 'completed') ended.push(...change(value, state, callId, folder));
  const todos = at(state, 'metadata', 'todos');
  if (Array.isArray(todos)) ended.push({ event: { kind: 'todo', items: todoItems(todos as Json[]) }, key: `todo:${callId}` });
  return ended.map((made) => ({ ...made, ...timed(state, 'end') }));
}

function change(value: Json, state: Json, callId: string, folder: string | undefined): Found[] {
  const tool = text(value, 'tool');
  const metadata = member(state, 'metadata');
  const found = tool === 'write' || tool === 'edit' || tool === 'patch' ? changeOfMetadata(metadata, callId, folder) : undefined;
  if (found?.kind !== 'file_change') return [];
  // Of a new file only what was asked for is told.
  const diff = (found.diff && withoutHeader(found.diff)) ?? (found.change === 'added' ? wholeFile(text(member(state, 'input'), 'content'), true) : undefined);
  return [{ event: { ...found, path: relativePath(found.path, folder), ...(diff === undefined ? {} : { diff }) }, key: `change:${callId}` }];
}

function usage(value: Json): Found {
  const tokens = member(value, 'tokens');
  const cache = member(tokens, 'cache');
  const costUsd = money(value, 'cost');
  return {
    event: {
      kind: 'usage', inputTokens: count(tokens, 'input') + count(cache, 'write'), cachedInputTokens: count(cache, 'read'),
      outputTokens: count(tokens, 'output') + count(tokens, 'reasoning'), ...(costUsd === undefined ? {} : { costUsd }),
    },
    key: partKey(value),
  };
}

function retry(value: Json): Found {
  return { event: { kind: 'retry', attempt: count(value, 'attempt'), error: name(text(at(value, 'error', 'data'), 'message') ?? 'unknown') }, key: partKey(value) };
}

/** An error of the session: its name, or the HTTP status where there is one. */
export function errorOf(error: Json): Found {
  const data = member(error, 'data');
  const status = integer(data, 'statusCode');
  return {
    event: {
      kind: 'error', code: status === undefined ? name(text(error, 'name') ?? 'error') : String(status),
      message: text(data, 'message') ?? text(error, 'message') ?? text(error, 'name') ?? 'No reason was given.',
    },
  };
}

export function partsOf(message: Json): readonly Json[] {
  return items(message, 'parts').slice(0, 100_000);
}
