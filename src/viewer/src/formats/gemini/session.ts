import { name, titleLine } from '../bounds';
import { shownChange } from '../calls';
import { timeFrom } from '../clock';
import type { TraceFacts } from '../facts';
import { notice, shortNotice, typeOf, unknown, type Found, type Reader } from '../found';
import { anyText, at, count, flag, isObject, items, member, text, write, type Json } from '../json';
import { todoItems } from '../todoList';
import { toolLineOf } from '../toolWords';

const maxParts = 1000;

/**
 * Reads the chats that Gemini CLI keeps, as one JSON or as lines. A message is written down again when its calls have ended, and all
 * of them when the session goes on: what was seen is not shown again.
 */
export class GeminiSessionReader implements Reader {
  readonly #facts: TraceFacts;

  constructor(facts: TraceFacts) {
    this.#facts = facts;
    facts.tool = 'Gemini CLI';
  }

  read(line: Json): Found[] {
    const set = member(line, '$set');
    if (set !== undefined) return this.#replaced(set);
    const type = text(line, 'type');
    if (type !== undefined && text(line, 'id') !== undefined) return this.#message(line, type);
    const session = text(line, 'sessionId');
    if (session === undefined) return this.#other(line);
    const title = text(line, 'summary');
    if (title) this.#facts.title = titleLine(title);
    return [{ event: { kind: 'session', sessionId: name(session) }, key: `session:${name(session)}` }, ...this.#messages(line)];
  }

  #other(line: Json): Found[] {
    if (!isObject(line) || !Object.keys(line).some((of) => of.startsWith('$'))) return [unknown('gemini', isObject(line) ? text(line, 'type') : typeOf(line))];
    this.#facts.bookkeeping++;
    return [];
  }

  #replaced(set: Json): Found[] {
    if (member(set, 'messages') !== undefined) return this.#messages(set);
    this.#facts.bookkeeping++;
    return [];
  }

  #messages(owner: Json): Found[] {
    return items(owner, 'messages').flatMap((message) => this.#message(message, text(message, 'type')));
  }

  #message(message: Json, type: string | undefined): Found[] {
    const time = timeFrom(member(message, 'timestamp'));
    const id = name(text(message, 'id'));
    const found = this.#said(message, type, id);
    return time === undefined ? found : found.map((made) => ({ at: time, ...made }));
  }

  #said(message: Json, type: string | undefined, id: string): Found[] {
    const content = wordsOf(message);
    const key = `message:${id}`;
    switch (type) {
      case 'user':
        if (content.length === 0) return [];
        return [content.startsWith('<session_context>') ? notice('harness_said', content, key) : { event: { kind: 'prompt', text: content }, begins: true, key }];
      case 'gemini': return this.#answer(message, content, id);
      case 'info': case 'warning': return [{ ...shortNotice(type, content), key }];
      case 'error': return [{ event: { kind: 'error', code: 'error', message: content }, key }];
      default: return [unknown('gemini', type, key)];
    }
  }

  #answer(message: Json, content: string, id: string): Found[] {
    const found: Found[] = items(message, 'thoughts').slice(0, maxParts).map((thought, index) => {
      const time = timeFrom(member(thought, 'timestamp'));
      return {
        event: { kind: 'thinking', text: [text(thought, 'subject'), text(thought, 'description')].filter(Boolean).join('\n\n') },
        key: `thought:${id}:${index}`, ...(time === undefined ? {} : { at: time }),
      };
    });
    if (content.length > 0) found.push({ event: { kind: 'text', text: content }, key: `message:${id}` });
    const tokens = member(message, 'tokens');
    if (tokens !== undefined) {
      const cached = count(tokens, 'cached');
      found.push({
        event: { kind: 'usage', inputTokens: Math.max(0, count(tokens, 'input') - cached), cachedInputTokens: cached, outputTokens: count(tokens, 'output') + count(tokens, 'thoughts') },
        key: `usage:${id}`,
      });
    }
    const model = text(message, 'model');
    if (model) this.#facts.model ??= name(model);
    return [...found, ...items(message, 'toolCalls').slice(0, maxParts).flatMap((call) => this.#call(call))];
  }

  #call(call: Json): Found[] {
    const callId = name(text(call, 'id'));
    const tool = name(text(call, 'name') ?? 'tool');
    const input = member(call, 'args');
    const status = text(call, 'status');
    const found: Found[] = [{
      event: { kind: 'tool_call', callId, tool, input: input === undefined ? '{}' : write(input), summary: toolLineOf(tool, input, this.#facts.cwd) },
      key: `call:${callId}`,
    }];
    const todos = items(input, 'todos');
    if (todos.length > 0) found.push({ event: { kind: 'todo', items: todoItems(todos) }, key: `todo:${callId}` });
    if (status !== 'success' && status !== 'error' && status !== 'cancelled') return found;
    const time = timeFrom(member(call, 'timestamp'));
    const display = member(call, 'resultDisplay');
    const ended: Found[] = [
      { event: { kind: 'tool_result', callId, ...outcome(call, display, status) }, key: `result:${callId}` },
      ...shownChange(display, callId, this.#facts.cwd),
    ];
    return [...found, ...(time === undefined ? ended : ended.map((made) => ({ ...made, at: time })))];
  }
}

// What people are shown, else what the model is told; the code of a command stands only there.
function outcome(call: Json, display: Json, status: string): { output: string; isError: boolean; exitCode?: number } {
  const response = at(items(call, 'result')[0], 'functionResponse', 'response');
  const told = anyText(response, 'output', 'error') ?? '';
  const match = /^Exit Code: ([0-9]{1,3})$/mu.exec(told.slice(-2000));
  const output = typeof display === 'string' && display.length > 0 ? display : told;
  return { output, isError: status !== 'success' || match !== null, ...(match ? { exitCode: Number(match[1]) } : {}) };
}

function wordsOf(message: Json): string {
  const content = member(message, 'content');
  if (typeof content === 'string') return content;
  const parts = Array.isArray(content) ? (content.slice(0, maxParts) as Json[]) : [content];
  return parts.filter((part) => flag(part, 'thought') !== true).map((part) => (typeof part === 'string' ? part : text(part, 'text'))).filter((part) => part !== undefined).join('\n');
}
