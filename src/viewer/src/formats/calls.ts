import type { TraceEvent } from '../trace/record';
import { name, relativePath } from './bounds';
import type { Found } from './found';
import { anyText, items, isObject, text, write, type Json } from './json';
import { diffOf, wholeFile } from './patch';
import { todoItems } from './todoList';
import { changesFiles, pathIn, toolLineOf } from './toolWords';

const maxOpen = 1000;

interface OpenCall {
  tool: string;
  input: Json;
}

/**
 * Calls of a format that tells of a result only that it is one: what was changed is read from what was asked for, once it is known
 * that it was done.
 */
export class Calls {
  readonly #open = new Map<string, OpenCall>();

  /** The call, and the task list that it writes. */
  begin(id: string | undefined, tool: string | undefined, input: Json, folder: string | undefined): Found[] {
    const callId = name(id);
    const called = name(tool ?? 'tool');
    if (this.#open.size < maxOpen) this.#open.set(callId, { tool: called, input });
    const found: Found[] = [{
      event: { kind: 'tool_call', callId, tool: called, input: input === undefined ? '{}' : write(input), summary: toolLineOf(called, input, folder) },
      key: `call:${callId}`,
    }];
    const todos = items(input, 'todos');
    if (todos.length > 0 && /todo/iu.test(called)) found.push({ event: { kind: 'todo', items: todoItems(todos) }, key: `todo:${callId}` });
    return found;
  }

  /** The change of a file that a call made which ended well. */
  changed(id: string | undefined, folder: string | undefined): Found[] {
    const callId = name(id);
    const call = this.#open.get(callId);
    this.#open.delete(callId);
    const path = call && pathIn(call.input);
    const way = call && changesFiles(call.tool);
    if (!call || path === undefined || way === undefined) return [];
    const diff = way === 'write' ? wholeFile(anyText(call.input, 'content', 'file_text'), true) : edited(call.input);
    const event: TraceEvent = { kind: 'file_change', callId, path: relativePath(path, folder), change: 'modified', ...(diff === undefined ? {} : { diff }) };
    return [{ event, key: `change:${callId}` }];
  }
}

function edited(input: Json): string | undefined {
  const before = anyText(input, 'old_string', 'oldString', 'old_str');
  const after = anyText(input, 'new_string', 'newString', 'new_str');
  if (before === undefined || after === undefined) return undefined;
  // Pieces of lines: that they end without a line end says nothing about the file.
  const ends = before.endsWith('\n') || after.endsWith('\n');
  return ends ? diffOf(before, after) : diffOf(`${before}\n`, `${after}\n`);
}

/** The change that Gemini CLI and Qwen Code show of a file. */
export function shownChange(display: Json, callId: string, folder: string | undefined): Found[] {
  const path = anyText(display, 'filePath', 'fileName');
  if (!isObject(display) || path === undefined || text(display, 'fileDiff') === undefined) return [];
  const before = text(display, 'originalContent');
  const after = text(display, 'newContent');
  const isNew = display['isNewFile'] === true || before === '' || before === undefined;
  const diff = after === undefined ? withoutHeader(text(display, 'fileDiff') ?? '') : isNew ? wholeFile(after, true) : diffOf(before ?? '', after);
  return [{
    event: { kind: 'file_change', callId, path: relativePath(path, folder), change: isNew ? 'added' : 'modified', ...(diff === undefined ? {} : { diff }) },
    key: `change:${callId}`,
  }];
}

/** A diff from its first hunk on. */
export function withoutHeader(diff: string): string {
  const start = diff.startsWith('@@') ? 0 : diff.indexOf('\n@@') + 1;
  return diff.slice(start);
}
