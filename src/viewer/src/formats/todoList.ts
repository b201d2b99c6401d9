import type { TodoItem } from '../trace/record';
import { cut } from './bounds';
import { anyText, flag, isObject, items, member, text, type Json } from './json';

const maxItems = 200;
const maxText = 500;

/** A task list as tools write it: what is to be done stands in `content`, `step`, `text` or `description`. */
export function todoItems(list: readonly Json[]): TodoItem[] {
  return list.slice(0, maxItems).map((entry) => todoItem(anyText(entry, 'content', 'step', 'text', 'description') ?? '', text(entry, 'status')));
}

export function todoItem(words: string, status: string | undefined): TodoItem {
  return {
    text: cut(words, maxText),
    status: status === 'completed' ? 'completed' : status === 'in_progress' || status === 'inProgress' ? 'in_progress' : 'pending',
  };
}

/**
 * The task list of Claude Code. Read from the results of the task tools, not from the calls: only a result says that the change
 * happened, and which number a new task got.
 */
export class TodoBoard {
  readonly #items = new Map<number, TodoItem>();

  /** The whole list after this result, or undefined when the result does not touch it. */
  apply(result: Json): TodoItem[] | undefined {
    if (!isObject(result)) return undefined;
    if (!this.#created(result) && !this.#updated(result) && !this.#whole(result)) return undefined;
    return [...this.#items].sort(([one], [other]) => one - other).map(([, item]) => item);
  }

  // TaskCreate: {"task":{"id":"1","subject":"…"}}
  #created(result: Json): boolean {
    const task = member(result, 'task');
    const id = number(task, 'id');
    const subject = text(task, 'subject');
    return id !== undefined && subject !== undefined && this.#set(id, subject, 'pending');
  }

  // TaskUpdate: {"success":true,"taskId":"1","updatedFields":["status"],"statusChange":{"from":"…","to":"…"}}
  #updated(result: Json): boolean {
    const id = number(result, 'taskId');
    const status = text(member(result, 'statusChange'), 'to');
    if (id === undefined || status === undefined || flag(result, 'success') !== true) return false;
    return status === 'deleted' ? this.#items.delete(id) : this.#set(id, this.#items.get(id)?.text ?? `Task ${id}`, status);
  }

  // TodoWrite of other versions: {"oldTodos":[…],"newTodos":[{"content":"…","status":"…"}]}
  #whole(result: Json): boolean {
    if (!Array.isArray(member(result, 'newTodos'))) return false;
    this.#items.clear();
    items(result, 'newTodos').slice(0, maxItems).forEach((entry, index) => this.#set(index + 1, text(entry, 'content') ?? '', text(entry, 'status') ?? 'pending'));
    return true;
  }

  #set(id: number, words: string, status: string): boolean {
    if (!this.#items.has(id) && this.#items.size >= maxItems) return false;
    this.#items.set(id, todoItem(words, status));
    return true;
  }
}

function number(value: Json, of: string): number | undefined {
  const id = text(value, of);
  return id !== undefined && /^[0-9]{1,6}$/u.test(id) ? Number(id) : undefined;
}
