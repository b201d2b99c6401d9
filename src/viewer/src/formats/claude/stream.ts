import { name } from '../bounds';
import type { TraceFacts } from '../facts';
import { keyed, notice, unknown, type Found, type Reader } from '../found';
import { anyText, flag, items, member, text, type Json } from '../json';
import { TodoBoard } from '../todoList';
import { assistantBlock, fileChange, toolResult, type BlockContext } from './blocks';
import { otherLine, resultLine, systemLine } from './streamLines';

const maxEvents = 256;

/** Reads `claude -p --output-format stream-json`, and what Qwen Code and Amp make in its likeness. */
export class ClaudeStreamReader implements Reader {
  readonly #facts: TraceFacts;
  readonly #todos = new TodoBoard();
  readonly #context: BlockContext = { source: 'claude', folder: undefined };
  #prompt: string | undefined;
  #hasResult = false;

  constructor(facts: TraceFacts) {
    this.#facts = facts;
    facts.tool = 'Claude Code';
  }

  read(line: Json): Found[] {
    const type = text(line, 'type');
    const found = this.#events(line, type);
    const kept = found.length > maxEvents ? [...found.slice(0, maxEvents - 1), notice('cut', 'This line had more parts than are kept.')] : found;
    return keyed(kept, keyOf(line));
  }

  #events(line: Json, type: string | undefined): Found[] {
    switch (type) {
      case 'system': return [this.#system(line)];
      case 'assistant': return this.#assistant(line);
      case 'user': return this.#user(line);
      case 'result':
        this.#hasResult = true;
        return resultLine(line);
      case 'command_lifecycle': return [this.#receipt(line)];
      default: return [otherLine(line, type, this.#context.source)];
    }
  }

  #system(line: Json): Found {
    const found = systemLine(line, this.#context.source);
    if (found.event.kind !== 'session') return found;
    const folder = text(line, 'cwd');
    if (folder !== undefined) this.#context.folder = this.#facts.cwd = folder;
    const id = found.event.sessionId;
    if (text(line, 'qwen_code_version') !== undefined || text(line, 'permission_mode') !== undefined) this.#facts.tool = 'Qwen Code';
    else if (id.startsWith('T-')) this.#facts.tool = 'Amp';
    // Said again when another round begins after a result.
    return this.#hasResult ? { ...found, begins: true } : found;
  }

  #assistant(line: Json): Found[] {
    const message = member(line, 'message');
    if (!Array.isArray(member(message, 'content'))) return [unknown(this.#context.source, 'assistant')];
    const isApiError = flag(line, 'is_api_error_message') ?? false;
    const isSubagent = text(line, 'parent_tool_use_id') !== undefined;
    const blocks = items(message, 'content').slice(0, maxEvents + 1);
    return blocks.length === 0
      ? [notice('assistant', 'An empty message.')]
      : blocks.map((block) => assistantBlock(block, isApiError, isSubagent, this.#context));
  }

  #user(line: Json): Found[] {
    const message = member(line, 'message');
    const content = member(message, 'content');
    if (typeof content === 'string') return [this.#said(line, content)];
    if (!Array.isArray(content)) return [unknown(this.#context.source, 'user')];
    const result = member(line, 'tool_use_result');
    const found = content.slice(0, maxEvents + 1).map((block: Json) => this.#userBlock(line, block, result));
    if (found.length === 0) found.push(notice('user', 'An empty message.'));
    const change = fileChange(message, result, this.#context.folder);
    if (change) found.push(change);
    const todos = this.#todos.apply(result);
    if (todos) found.push({ event: { kind: 'todo', items: todos } });
    return found;
  }

  #userBlock(line: Json, block: Json, result: Json): Found {
    const type = text(block, 'type');
    switch (type) {
      case 'tool_result': return toolResult(block, result);
      case 'text': return this.#said(line, text(block, 'text'));
      case 'image': case 'document': return notice('attachment', type);
      default: return unknown(this.#context.source, `user/${type ?? ''}`);
    }
  }

  #said(line: Json, words: string | undefined): Found {
    if (flag(line, 'isReplay') !== true) return notice(text(line, 'parent_tool_use_id') === undefined ? 'harness_said' : 'subagent_prompt', words);
    const id = text(line, 'uuid');
    this.#prompt ??= id;
    return { event: { kind: 'prompt', text: words ?? '', ...(id === undefined ? {} : { messageId: name(id) }) } };
  }

  // What became of a message; the first one that is heard of is the prompt.
  #receipt(line: Json): Found {
    const id = name(anyText(line, 'command_uuid'));
    this.#prompt ??= id;
    const said = text(line, 'state');
    const state = said === 'queued' ? 'queued' : said === 'started' ? 'delivered' : undefined;
    return state !== undefined && id.length > 0 && id !== this.#prompt
      ? { event: { kind: 'steering', messageId: id, state }, key: `steering:${id}:${state}` }
      : notice('prompt_receipt', `${said ?? ''} ${id}`);
  }
}

function keyOf(line: Json): string | undefined {
  const uuid = text(line, 'uuid');
  if (uuid !== undefined) return uuid.length <= 64 ? `claude:${uuid}` : undefined;
  const request = text(member(line, 'response'), 'request_id');
  return request !== undefined && request.length <= 64 ? `claude:response:${request}` : undefined;
}
