import { name } from '../bounds';
import type { TraceFacts } from '../facts';
import { notice, shortNotice, typeOf, unknown, type Found, type Reader } from '../found';
import { statusIn } from '../httpStatus';
import { count, flag, isObject, items, member, text, type Json } from '../json';
import { todoItem } from '../todoList';
import { callOf, changesOf, isTool, normalItem, resultOf } from './items';
import { retry } from './notifications';
import { completedItem } from './server';

/** Reads `codex exec --json`. Ids of items count anew in every process, so nothing is known by them alone. */
export class CodexExecReader implements Reader {
  readonly #facts: TraceFacts;
  /** Counts of the thread so far: the lines tell sums. */
  #before: Json;
  #error: string | undefined;

  constructor(facts: TraceFacts) {
    this.#facts = facts;
    facts.tool = 'Codex';
  }

  read(line: Json): Found[] {
    const type = text(line, 'type');
    switch (type) {
      case 'thread.started': return [{ event: { kind: 'session', sessionId: name(text(line, 'thread_id')) } }];
      case 'turn.started': return [{ ...notice('turn', 'The turn begins.'), begins: true }];
      case 'turn.completed': return [this.#usage(member(line, 'usage')), notice('turn', 'The turn ends: completed.')];
      case 'turn.failed': return [this.#failed(text(member(line, 'error'), 'message') ?? 'No reason was given.')];
      case 'error': return [this.#problem(text(line, 'message') ?? 'No reason was given.')];
      case 'item.started': return [this.#started(normalItem(member(line, 'item')))];
      case 'item.updated': return this.#updated(normalItem(member(line, 'item')));
      case 'item.completed': return this.#completed(normalItem(member(line, 'item')));
      default: return [unknown('codex', isObject(line) ? type : typeOf(line))];
    }
  }

  #started(item: Json): Found {
    const type = text(item, 'type');
    return type === 'todoList' ? todos(item) : (callOf(item, this.#facts.cwd) ?? notice('begins', name(type)));
  }

  #updated(item: Json): Found[] {
    return text(item, 'type') === 'todoList' ? [todos(item)] : [notice('tool_progress', name(text(item, 'type')))];
  }

  #completed(item: Json): Found[] {
    const type = text(item, 'type');
    if (type === 'todoList') return [todos(item)];
    if (type === 'error') return [shortNotice('warning', text(item, 'message'))];
    if (type === 'fileChange') return [resultOf(item), ...changesOf(item, this.#facts.cwd)];
    return [isTool(type) ? resultOf(item) : completedItem(item, type)];
  }

  #usage(sum: Json): Found {
    const spent = (of: string): number => Math.max(0, count(sum, of) - count(this.#before, of));
    const cached = spent('cached_input_tokens');
    const found: Found = {
      event: { kind: 'usage', inputTokens: Math.max(0, spent('input_tokens') - cached), cachedInputTokens: cached, outputTokens: spent('output_tokens') },
    };
    this.#before = sum;
    return found;
  }

  #problem(message: string): Found {
    if (/^Reconnecting/u.test(message)) return retry(message, message, statusIn(message));
    this.#error = message;
    return { event: { kind: 'error', code: String(statusIn(message) ?? 'error'), message } };
  }

  // Says again what the line before it said.
  #failed(message: string): Found {
    return message === this.#error ? shortNotice('turn', `The turn ends: failed. ${message}`) : this.#problem(message);
  }
}

function todos(item: Json): Found {
  return {
    event: {
      kind: 'todo',
      items: items(item, 'items').slice(0, 200).map((entry) => todoItem(text(entry, 'text') ?? '', flag(entry, 'completed') === true ? 'completed' : text(entry, 'status'))),
    },
  };
}
