import type { TraceEvent } from '../../trace/record';
import { name, relativePath, summaryLine } from '../bounds';
import type { Found } from '../found';
import { flag, integer, isObject, items, member, number, text, write, type Json } from '../json';
import { boundedDiff, wholeFile } from '../patch';

const maxParts = 200;
const tools = new Set(['commandExecution', 'fileChange', 'mcpToolCall', 'dynamicToolCall', 'collabAgentToolCall', 'webSearch']);
const others = new Set([
  'userMessage', 'agentMessage', 'reasoning', 'plan', 'imageView', 'imageGeneration', 'contextCompaction', 'subAgentActivity',
  'hookPrompt', 'functionCallOutput', 'enteredReviewMode', 'exitedReviewMode', 'sleep', 'todoList', 'error',
]);

export function isTool(type: string | undefined): boolean {
  return type !== undefined && tools.has(type);
}

/** Whether an item of this type is no surprise. */
export function isKnownItem(type: string | undefined): boolean {
  return type !== undefined && (tools.has(type) || others.has(type));
}

/**
 * An item in the spelling of the app-server. `codex exec` and session files spell the same facts in their own way: `snake_case`,
 * types in capitals, a kind of change as a word, changes as an object by path, a duration in seconds and nanoseconds.
 */
export function normalItem(item: Json): Json {
  if (!isObject(item)) return item;
  const normal = new Map(Object.entries(item).map(([key, value]) => [camel(key), value]));
  const type = text(item, 'type');
  if (type !== undefined) normal.set('type', itemType(type));
  const command = normal.get('command');
  if (Array.isArray(command)) normal.set('command', command.slice(0, maxParts).filter((word) => typeof word === 'string').at(-1) ?? '');
  const changes = normal.get('changes');
  if (Array.isArray(changes)) normal.set('changes', changes.map(normalChange));
  else if (isObject(changes)) normal.set('changes', Object.entries(changes).map(([path, change]) => fileOf(path, change)));
  const duration = normal.get('duration');
  if (isObject(duration)) normal.set('durationMs', (number(duration, 'secs') ?? 0) * 1000 + Math.round((number(duration, 'nanos') ?? 0) / 1e6));
  return Object.fromEntries(normal);
}

const renamed = new Map([['mcpToolCall', 'mcpToolCall'], ['collabToolCall', 'collabAgentToolCall']]);

function itemType(type: string): string {
  const word = camel(type);
  const lower = word.slice(0, 1).toLowerCase() + word.slice(1);
  return renamed.get(lower) ?? lower;
}

function camel(word: string): string {
  return word.length > 80 ? word : word.replace(/_([a-z])/gu, (_, letter: string) => letter.toUpperCase());
}

function normalChange(change: Json): Json {
  const kind = member(change, 'kind');
  return typeof kind === 'string' ? { path: text(change, 'path'), diff: text(change, 'diff'), kind: { type: kind } } : change;
}

function fileOf(path: string, change: Json): Json {
  return {
    path,
    diff: text(change, 'content') ?? text(change, 'unified_diff'),
    kind: { type: text(change, 'type'), move_path: text(change, 'move_path') },
  };
}

/** The call that an item is, or undefined for an item that is none. */
export function callOf(item: Json, folder: string | undefined): Found | undefined {
  const type = text(item, 'type');
  switch (type) {
    case 'commandExecution': {
      const command = commandOf(item);
      return call(item, 'shell', write({ command, cwd: text(item, 'cwd') ?? null }), `shell: ${command}`);
    }
    case 'fileChange': {
      const files = filesOf(item, folder);
      return call(item, 'apply_patch', write({ files }), `Edit ${files.join(', ')}`);
    }
    case 'mcpToolCall': {
      const [server, tool] = [text(item, 'server') ?? '', text(item, 'tool') ?? ''];
      return call(item, `mcp__${server}__${tool}`, argumentsOf(item), `${server}: ${tool}`);
    }
    case 'dynamicToolCall': return call(item, text(item, 'tool') ?? '', argumentsOf(item), text(item, 'tool') ?? '');
    case 'collabAgentToolCall': return call(item, text(item, 'tool') ?? '', write({ prompt: text(item, 'prompt') ?? null }), `Subagent: ${text(item, 'tool') ?? ''}`);
    case 'webSearch': return call(item, 'web_search', write({ query: text(item, 'query') ?? null }), `web_search: ${text(item, 'query') ?? ''}`);
    default: return undefined;
  }
}

function call(item: Json, tool: string, input: string, summary: string): Found {
  return { event: { kind: 'tool_call', callId: name(text(item, 'id')), tool: name(tool), input, summary: summaryLine(summary) } };
}

export function resultOf(item: Json): Found {
  const exitCode = integer(item, 'exitCode');
  const milliseconds = number(item, 'durationMs');
  const failed = ['failed', 'declined', 'interrupted'].includes(text(item, 'status') ?? '')
    || (exitCode !== undefined && exitCode !== 0) || flag(item, 'success') === false || member(item, 'error') !== undefined;
  const event: TraceEvent = {
    kind: 'tool_result', callId: name(text(item, 'id')), output: outputOf(item), isError: failed,
    ...(milliseconds === undefined ? {} : { milliseconds }), ...(exitCode === undefined ? {} : { exitCode }),
  };
  return { event };
}

/** The files that an item changed, when it did. */
export function changesOf(item: Json, folder: string | undefined): Found[] {
  if (text(item, 'status') !== 'completed') return [];
  const callId = name(text(item, 'id'));
  return items(item, 'changes').slice(0, maxParts).map((change) => ({ event: changeOf(change, callId, folder) }));
}

// Of a new or a deleted file Codex gives the content, of a changed one the hunks.
function changeOf(change: Json, callId: string, folder: string | undefined): TraceEvent {
  const kind = member(change, 'kind');
  const type = text(kind, 'type');
  const path = relativePath(text(change, 'path'), folder);
  const diff = text(change, 'diff');
  const target = text(kind, 'move_path');
  const event = (where: string, what: 'added' | 'modified' | 'deleted', how: string | undefined): TraceEvent =>
    ({ kind: 'file_change', callId, path: where, change: what, ...(how === undefined ? {} : { diff: how }) });
  if (type === 'add') return event(path, 'added', wholeFile(diff, true));
  if (type === 'delete') return event(path, 'deleted', wholeFile(diff, false));
  if (!target) return event(path, 'modified', boundedDiff(diff));
  const moved = relativePath(target, folder);
  return event(moved, 'modified', boundedDiff(`rename from ${path}\nrename to ${moved}\n${diff ?? ''}`));
}

function outputOf(item: Json): string {
  switch (text(item, 'type')) {
    case 'commandExecution': return text(item, 'aggregatedOutput') ?? '';
    case 'fileChange': case 'collabAgentToolCall': return text(item, 'status') ?? '';
    case 'mcpToolCall': return text(member(item, 'error'), 'message') ?? partsOf(member(item, 'result'), 'content');
    case 'dynamicToolCall': return partsOf(item, 'contentItems');
    default: {
      const rest = member(item, 'results') ?? member(item, 'action');
      return rest === undefined ? '' : write(rest);
    }
  }
}

/** Texts of parts, a line each; what is no text is named. */
export function partsOf(owner: Json, of: string): string {
  return items(owner, of).slice(0, maxParts).map((part) => text(part, 'text') ?? `[${name(text(part, 'type') ?? 'part')}]`).join('\n');
}

/** Texts of a list of texts or parts, a paragraph each. */
export function joined(item: Json, of: string): string {
  return items(item, of).slice(0, maxParts)
    .map((part) => (typeof part === 'string' ? part : text(part, 'text')))
    .filter((part) => part !== undefined && part.trim().length > 0)
    .join('\n\n');
}

function filesOf(item: Json, folder: string | undefined): string[] {
  return items(item, 'changes').slice(0, maxParts).map((change) => relativePath(text(change, 'path'), folder));
}

function argumentsOf(item: Json): string {
  const found = member(item, 'arguments');
  return found === undefined ? '{}' : write(found);
}

const shells = ['/bin/bash -lc ', 'bash -lc ', '/bin/bash -c ', '/bin/sh -c ', '/bin/sh -lc ', '/bin/zsh -lc ', 'zsh -lc '];

/** The command that the model wrote, out of the shell call that Codex made of it. */
function commandOf(item: Json): string {
  // Told as it was written only when Codex did not take it apart.
  const actions = items(item, 'commandActions');
  const only = actions.length === 1 && text(actions[0], 'type') === 'unknown' ? text(actions[0], 'command') : undefined;
  if (only) return only;
  const whole = text(item, 'command') ?? '';
  const shell = shells.find((prefix) => whole.startsWith(prefix));
  const words = shell === undefined ? whole : whole.slice(shell.length);
  // Quotes within are kept as they are: this is for reading, not for running.
  const first = words.charAt(0);
  return words.length >= 2 && (first === "'" || first === '"') && words.endsWith(first) ? words.slice(1, -1) : words;
}
