import type { TraceEvent } from '../../trace/record';
import { cut, name, named, relativePath, summaryLine } from '../bounds';
import { notice, type Found } from '../found';
import { anyText, at, flag, integer, isObject, items, member, text, write, type Json } from '../json';
import { boundedDiff, diffOf } from '../patch';

const maxProgress = 400;
const maxFiles = 50;
const maxPaths = 20;

/** A call that was asked for, told in whichever line tells it first; `owner` makes its ids unique. */
export function toolCall(update: Json, folder: string | undefined, owner: string): Found {
  const callId = name(text(update, 'toolCallId'));
  const input = member(update, 'rawInput');
  return {
    event: {
      kind: 'tool_call', callId, tool: toolName(update),
      input: input === undefined ? write({ title: text(update, 'title') ?? null, paths: paths(update) }) : write(input),
      summary: summary(update, folder),
    },
    key: `${owner}:call:${callId}`,
  };
}

/** `tool_call` and `tool_call_update`: a call is announced, begun, under way, and ended, in any number of lines. */
export function toolLine(update: Json, isFirst: boolean, showsChangesEarly: boolean, folder: string | undefined, owner: string): Found[] {
  const status = text(update, 'status');
  if (status === 'completed' || status === 'failed') {
    return [...(isFirst ? [toolCall(update, folder, owner)] : []), toolResult(update, owner), ...fileChanges(update, folder, owner)];
  }
  if (isFirst ? !isBareAnnouncement(update) : member(update, 'rawInput') !== undefined) {
    return [toolCall(update, folder, owner), ...(showsChangesEarly ? fileChanges(update, folder, owner) : [])];
  }
  return [notice(isFirst ? 'tool_announced' : 'tool_progress', progress(update))];
}

// While the model still writes the arguments; the next line has them. Agents that never tell the arguments leave the member out, and
// then this line is all there is.
function isBareAnnouncement(update: Json): boolean {
  const input = member(update, 'rawInput');
  return text(update, 'status') === 'pending' && isObject(input) && Object.keys(input).every((argument) => argument === 'cwd');
}

function toolResult(update: Json, owner: string): Found {
  const callId = name(text(update, 'toolCallId'));
  const exitCode = exitCodeOf(update);
  return {
    event: {
      kind: 'tool_result', callId, output: outputOf(update), isError: text(update, 'status') === 'failed' || (exitCode !== undefined && exitCode !== 0),
      ...(exitCode === undefined ? {} : { exitCode }),
    },
    key: `${owner}:result:${callId}`,
  };
}

function progress(update: Json): string {
  const output = outputOf(update);
  if (output.length === 0) return cut(text(update, 'title') ?? toolName(update), maxProgress);
  // The newest is what somebody who looks now wants to see; the result has all of it.
  return output.length <= maxProgress ? output : `…${output.slice(-maxProgress)}`;
}

// The protocol has one place for what a tool gave back, and every agent another one beside it that says more.
function outputOf(update: Json): string {
  const raw = member(update, 'rawOutput');
  return (typeof raw === 'string' ? raw : text(raw, 'output'))
    ?? contentOf(update)
    ?? text(raw, 'content')
    ?? text(at(update, '_meta', 'terminal_output_delta'), 'data')
    // Where a change of a file is shown, the raw output only says it again.
    ?? (isObject(raw) && items(update, 'content').length === 0 ? write(raw) : '');
}

function contentOf(update: Json): string | undefined {
  const parts = items(update, 'content')
    .filter((part) => text(part, 'type') === 'content')
    .map((part) => member(part, 'content'))
    .map((block) => text(block, 'text') ?? `[${name(text(block, 'type') ?? 'part')}]`)
    .join('\n');
  return parts.length === 0 ? undefined : parts;
}

function exitCodeOf(update: Json): number | undefined {
  const raw = member(update, 'rawOutput');
  const code = integer(raw, 'exitCode')
    ?? integer(member(raw, 'metadata'), 'exit')
    ?? items(raw, 'contents').map((part) => integer(part, 'exitCode')).find((found) => found !== undefined)
    ?? integer(at(update, '_meta', 'terminal_exit'), 'exit_code');
  return code !== undefined && code >= -1 && code <= 255 ? code : undefined;
}

function fileChanges(update: Json, folder: string | undefined, owner: string): Found[] {
  const callId = name(text(update, 'toolCallId'));
  const shown = items(update, 'content')
    .filter((part) => text(part, 'type') === 'diff' && text(part, 'path') !== undefined)
    .slice(0, maxFiles)
    .map((part) => changeOfDiff(part, callId, folder));
  const told = shown.length > 0 ? undefined : changeOfMetadata(at(update, 'rawOutput', 'metadata'), callId, folder);
  return (told ? [told] : shown).map((event, index) => ({ event, key: `${owner}:change:${callId}:${index}` }));
}

function changeOfDiff(part: Json, callId: string, folder: string | undefined): TraceEvent {
  const before = text(part, 'oldText') ?? '';
  const diff = diffOf(before, text(part, 'newText') ?? '');
  return { kind: 'file_change', callId, path: relativePath(text(part, 'path'), folder), change: changeKind(text(member(part, '_meta'), 'kind'), before), ...(diff === undefined ? {} : { diff }) };
}

function changeKind(kind: string | undefined, before: string): 'added' | 'modified' | 'deleted' {
  if (kind === 'delete') return 'deleted';
  if (kind === 'add') return 'added';
  // A new file has no old text, or an empty one.
  return kind === 'modify' || kind === 'update' || before.length > 0 ? 'modified' : 'added';
}

/** OpenCode shows a change as text and tells the facts beside it. */
export function changeOfMetadata(metadata: Json, callId: string, folder: string | undefined): TraceEvent | undefined {
  const path = text(metadata, 'filepath') ?? text(member(metadata, 'filediff'), 'file');
  if (path === undefined) return undefined;
  const diff = boundedDiff(text(metadata, 'diff'));
  return { kind: 'file_change', callId, path: relativePath(path, folder), change: flag(metadata, 'exists') === false ? 'added' : 'modified', ...(diff === undefined ? {} : { diff }) };
}

function paths(update: Json): string[] {
  return items(update, 'locations').slice(0, maxPaths).map((place) => text(place, 'path')).filter((path) => path !== undefined);
}

// The tool's own name where the agent tells it, else the kind of work it does.
function toolName(update: Json): string {
  const meta = member(update, '_meta');
  return name(text(update, 'name') ?? text(member(meta, 'claudeCode'), 'toolName') ?? text(meta, 'toolName')
    ?? nameInId(text(update, 'toolCallId')) ?? text(update, 'kind') ?? 'tool');
}

// Gemini CLI makes its ids of the tool's name and the model's id: run_shell_command__fc_1.
function nameInId(id: string | undefined): string | undefined {
  return /^([a-z0-9_]{1,60}?)__/u.exec(id ?? '')?.[1];
}

// In the words that are used for every harness; for what no rule knows, the agent's own title.
function summary(update: Json, folder: string | undefined): string {
  const input = member(update, 'rawInput');
  const title = text(update, 'title');
  const found = anyText(input, 'file_path', 'filePath', 'path') ?? paths(update)[0];
  const path = found === undefined ? undefined : relativePath(found, folder);
  return summaryLine(words(text(update, 'kind') ?? kindOf(input), update, input, title, path));
}

function words(kind: string | undefined, update: Json, input: Json, title: string | undefined, path: string | undefined): string {
  switch (kind) {
    case 'execute': return named('Bash', commandOf(member(input, 'command')) ?? commandOf(member(input, 'cmd')) ?? title, ': ');
    case 'edit': return named(isNew(update, input) ? 'Write' : 'Edit', path ?? title);
    case 'read': return named('Read', path ?? title);
    case 'delete': return named('Delete', path ?? title);
    case 'move': return named('Move', path ?? title);
    case 'search': return named('Grep', anyText(input, 'pattern', 'query') ?? title);
    case 'fetch': return named('WebFetch', text(input, 'url') ?? title);
    default: return title?.trim() ? title : toolName(update);
  }
}

// A later line about a call need not say its kind again.
function kindOf(input: Json): string | undefined {
  if (member(input, 'command') !== undefined) return 'execute';
  return text(input, 'file_path') !== undefined && text(input, 'content') !== undefined ? 'edit' : undefined;
}

// A whole text given, instead of a piece to replace.
function isNew(update: Json, input: Json): boolean {
  const tool = toolName(update);
  return member(input, 'content') !== undefined || tool === 'write_file' || tool === 'Write';
}

// A command is a text, or its words.
function commandOf(command: Json): string | undefined {
  if (typeof command === 'string') return command;
  return Array.isArray(command) ? command.slice(0, 20).map((word) => (typeof word === 'string' ? word : write(word))).join(' ') : undefined;
}
