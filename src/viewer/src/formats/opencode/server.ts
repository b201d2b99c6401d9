import { name, titleLine } from '../bounds';
import { timeFrom } from '../clock';
import type { TraceFacts } from '../facts';
import { notice, shortNotice, typeOf, unknown, type Found, type Reader } from '../found';
import { at, count, integer, isObject, items, member, text, type Json } from '../json';
import { todoItems } from '../todoList';
import { errorOf, part, toolCall, toolEnd } from './parts';

const maxOpen = 10_000;

// Events that say nothing about the work, or what other events say better.
const quiet = /^(?:server|plugin|catalog|reference|integration|installation|lsp|vcs|tui|pty|project|mcp|ide|worktree|file|storage|workspace|global|command|question\.v2)\b|^session\.(?:updated|diff|deleted|next)\b|^message\.(?:removed|part\.removed)$/u;

/** Reads the events of `opencode serve`. Parts are told again with every change; each is taken when nothing more comes to it. */
export class OpenCodeServerReader implements Reader {
  readonly #facts: TraceFacts;
  readonly #users = new Set<string>();
  /** Texts that were begun, by their part. */
  readonly #open = new Map<string, { part: Record<string, Json>; isUser: boolean }>();

  constructor(facts: TraceFacts) {
    this.#facts = facts;
    facts.tool = 'OpenCode';
  }

  read(line: Json): Found[] {
    const type = text(line, 'type');
    const said = member(line, 'properties');
    switch (type) {
      case 'session.created': return [this.#session(member(said, 'info'))];
      case 'message.updated': return this.#message(member(said, 'info'));
      case 'message.part.updated': return this.#part(member(said, 'part'));
      case 'message.part.delta': return this.#piece(said);
      case 'session.status': return [status(member(said, 'status'))];
      case 'session.error': return [...this.end(), errorOf(member(said, 'error'))];
      case 'session.idle': return [...this.end(), notice('turn', 'The agent has nothing more to do.')];
      case 'session.compacted': return [notice('compacted', "The conversation was summarised to fit the model's window.")];
      case 'todo.updated': return [{ event: { kind: 'todo', items: todoItems(items(said, 'todos')) } }];
      case 'permission.asked': case 'permission.updated': case 'permission.replied':
        return [shortNotice('permission', text(said, 'title') ?? text(said, 'permission') ?? text(said, 'reply') ?? text(said, 'response'))];
      default: break;
    }
    if (type === undefined || !quiet.test(type)) return [unknown('opencode', isObject(line) ? type : typeOf(line))];
    this.#facts.bookkeeping++;
    return [];
  }

  /** What was begun and never ended. */
  end(): Found[] {
    const found = [...this.#open.values()].filter(({ part: open }) => text(open, 'text')).flatMap(({ part: open, isUser }) => part(open, isUser, this.#facts.cwd));
    this.#open.clear();
    return found;
  }

  #session(info: Json): Found {
    const folder = text(info, 'directory');
    if (folder !== undefined) this.#facts.cwd = folder;
    const title = text(info, 'title');
    if (title) this.#facts.title = titleLine(title);
    const version = text(info, 'version');
    return { event: { kind: 'session', sessionId: name(text(info, 'id')), ...(version === undefined ? {} : { version: name(version) }) } };
  }

  #message(info: Json): Found[] {
    const id = text(info, 'id');
    if (text(info, 'role') === 'user' && id !== undefined && this.#users.size < maxOpen) this.#users.add(id);
    const model = text(info, 'modelID') ?? text(member(info, 'model'), 'modelID');
    if (model) this.#facts.model ??= name(model);
    this.#facts.bookkeeping++;
    return [];
  }

  #part(value: Json): Found[] {
    const type = text(value, 'type');
    const id = text(value, 'id') ?? '';
    const isUser = this.#users.has(text(value, 'messageID') ?? '');
    if (type === 'tool') {
      const isBegun = text(member(value, 'state'), 'status') !== 'pending';
      return isBegun ? [...toolCall(value, this.#facts.cwd), ...toolEnd(value, this.#facts.cwd)] : [];
    }
    const isOpen = (type === 'text' || type === 'reasoning') && !isUser && at(value, 'time', 'end') === undefined;
    if (!isOpen) {
      this.#open.delete(id);
      return part(value, isUser, this.#facts.cwd);
    }
    if (isObject(value) && this.#open.size < maxOpen) this.#open.set(id, { part: { ...value }, isUser });
    return [];
  }

  #piece(said: Json): Found[] {
    const open = this.#open.get(text(said, 'partID') ?? '');
    const delta = text(said, 'delta');
    if (open && delta !== undefined && text(said, 'field') === 'text') open.part['text'] = (text(open.part, 'text') ?? '') + delta;
    this.#facts.bookkeeping++;
    return [];
  }
}

function status(value: Json): Found {
  if (text(value, 'type') !== 'retry') return shortNotice('status', text(value, 'type'));
  const next = timeFrom(member(value, 'next'));
  const httpStatus = integer(value, 'statusCode');
  return {
    event: { kind: 'retry', attempt: count(value, 'attempt'), error: name(text(value, 'message') ?? 'unknown'), ...(httpStatus === undefined ? {} : { httpStatus }) },
    key: `retry:${count(value, 'attempt')}:${next ?? ''}`,
  };
}
