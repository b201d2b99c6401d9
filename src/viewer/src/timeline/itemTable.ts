import { flag, type Category } from '../trace/row';
import type { RowTable } from '../trace/rowTable';
import { failing, maskOf } from './mask';
import { widened } from '../trace/growing';
import type { Item } from './item';

const kinds = ['row', 'text', 'call', 'question', 'message', 'step'] as const;
const text = 1;
const call = 2;
const question = 3;
const message = 4;
const step = 5;

/** Bit of a kind: the call has its result, the question its reply, the step its end. */
const ended = 8;

/** Items that were asked for and did not change since; a list shows far fewer at a time. */
const maxKept = 2000;

/** What an item was before a row was added to it. */
export interface Former {
  index: number;
  mask: number;
  flags: number;
}

/**
 * Puts rows together to items as they come. Columns of numbers: 18 bytes for a row and its item; the objects are made on demand.
 * Each row is looked at once, whenever it comes: a result may come a thousand rows after its call.
 */
export class ItemTable {
  readonly #rows: RowTable;
  #absorbed = 0;

  // By row: its item, and the next row of the same item (0 for none: no item goes on in the first row).
  #itemOf = new Uint32Array(1024);
  #next = new Uint32Array(1024);

  // By item.
  #first = new Uint32Array(1024);
  #last = new Uint32Array(1024);
  #mask = new Uint32Array(1024);
  #flags = new Uint8Array(1024);
  #kind = new Uint8Array(1024);

  /** The newest item with an id, by turn, kind and hash. */
  readonly #named = new Map<number, number>();
  /** The text that the next piece goes on in; -1 for none. */
  #openText = -1;
  readonly #kept = new Map<number, Item>();

  length = 0;

  constructor(rows: RowTable) {
    this.#rows = rows;
  }

  /**
   * Takes in the rows that came since it was called last.
   * @returns Items from before that are found under other flags or categories now, ascending, as they were.
   */
  absorb(): Former[] {
    const before = this.length;
    const changed = new Map<number, Former>();
    for (; this.#absorbed < this.#rows.length; this.#absorbed++) {
      const former = this.#place(this.#absorbed);
      if (former && former.index < before && !changed.has(former.index)) changed.set(former.index, former);
    }
    return [...changed.values()].sort((a, b) => a.index - b.index);
  }

  get(index: number): Item {
    const kept = this.#kept.get(index);
    if (kept) return kept;
    if (this.#kept.size >= maxKept) this.#kept.clear();
    const made = this.#make(index);
    this.#kept.set(index, made);
    return made;
  }

  /** Bits of the categories under which the item is found: those of all its rows, without a call's result. */
  mask(index: number): number { return this.#mask[index] ?? 0; }
  flags(index: number): number { return this.#flags[index] ?? 0; }
  turn(index: number): number { return this.#rows.turn(this.firstRow(index)); }
  firstRow(index: number): number { return this.#first[index] ?? 0; }
  lastRow(index: number): number { return this.#last[index] ?? 0; }
  /** A tool call whose result is there. */
  isAnsweredCall(index: number): boolean { return this.#kind[index] === (call | ended); }
  /** The item that a row is a part of. */
  ofRow(row: number): number { return this.#itemOf[row] ?? 0; }

  /** @returns The item that the row was added to, as it was, when its flags or mask changed by that. */
  #place(row: number): Former | undefined {
    const category = this.#rows.category(row);
    const flags = this.#rows.flags(row);
    const isPiece = (category === 'text' || category === 'thinking') && (flags & flag.partial) !== 0;
    const kind = isPiece ? text : kindOf(category, this.#rows.call(row));
    const known = isPiece ? this.#textFor(row, category) : this.#namedFor(row, kind, category);
    const changed = known < 0 ? this.#begin(row, category, flags, kind) : this.#join(known, row, category, flags);
    // What the host says in between does not part the pieces of a text.
    if (isPiece) this.#openText = this.#itemOf[row]!;
    else if ((flags & flag.aside) === 0) this.#openText = -1;
    return changed;
  }

  #textFor(row: number, category: Category): number {
    const open = this.#openText;
    if (open < 0) return -1;
    const first = this.firstRow(open);
    return this.#rows.category(first) === category && this.#rows.turn(first) === this.#rows.turn(row) ? open : -1;
  }

  /** The call that a result or a change belongs to; the question of a reply; the message of which more is told. */
  #namedFor(row: number, kind: number, category: Category): number {
    const hash = this.#rows.call(row);
    if (hash === 0 || kind === 0 || isCall(category)) return -1;
    const turn = this.#rows.turn(row);
    const own = this.#named.get(keyOf(turn, kind, hash));
    // A step that was taken again begins anew.
    if (own !== undefined && (kind !== step || !this.#hasEnded(own))) return own;
    if (kind === message) return -1;
    // What was under way when a turn ended may end in the next one.
    const earlier = this.#named.get(keyOf(turn - 1, kind, hash));
    return earlier !== undefined && !this.#hasEnded(earlier) ? earlier : -1;
  }

  #hasEnded(item: number): boolean { return (this.#kind[item]! & ended) !== 0; }

  #begin(row: number, category: Category, flags: number, kind: number): undefined {
    this.#makeRoom(row);
    const item = this.length++;
    const hash = this.#rows.call(row);
    // A result or a change without its call stands for itself.
    const beginsKind = kind !== call || isCall(category);
    this.#itemOf[row] = item;
    this.#first[item] = row;
    this.#last[item] = row;
    this.#mask[item] = maskOf(category);
    this.#flags[item] = flags;
    this.#kind[item] = beginsKind ? kind : 0;
    if (hash !== 0 && kind > text && beginsKind) this.#named.set(keyOf(this.#rows.turn(row), kind, hash), item);
  }

  #join(item: number, row: number, category: Category, flags: number): Former | undefined {
    this.#makeRoom(row);
    this.#itemOf[row] = item;
    this.#next[this.#last[item]!] = row;
    this.#last[item] = row;
    this.#kept.delete(item);
    const mask = this.#mask[item]!;
    const before = this.#flags[item]!;
    this.#flags[item] = before | (flags & failing);
    if (category === 'result' || category === 'question' || category === 'step') this.#kind[item]! |= ended;
    // Who filters by results looks for those that stand alone.
    if (category !== 'result') this.#mask[item] = mask | maskOf(category);
    return this.#flags[item] !== before || this.#mask[item] !== mask ? { index: item, mask, flags: before } : undefined;
  }

  #make(index: number): Item {
    const rows: number[] = [];
    const changes: number[] = [];
    let result = -1;
    for (let row = this.firstRow(index), first = true; first || row !== 0; row = this.#next[row]!, first = false) {
      rows.push(row);
      if (first) continue;
      const category = this.#rows.category(row);
      if (category === 'result') result = row;
      else if (category === 'change') changes.push(row);
    }
    const first = rows[0]!;
    return {
      index,
      kind: kinds[this.#kind[index]! & ~ended] ?? 'row',
      rows,
      sequences: rows.map(row => this.#rows.sequence(row)),
      sequence: this.#rows.sequence(first),
      turn: this.#rows.turn(first),
      category: this.#rows.category(first),
      flags: this.flags(index),
      at: this.#rows.at(first),
      until: this.#rows.at(this.#last[index]!),
      ...(result < 0 ? {} : { result }),
      changes,
    };
  }

  #makeRoom(row: number): void {
    if (row >= this.#itemOf.length) {
      this.#itemOf = widened(this.#itemOf);
      this.#next = widened(this.#next);
    }
    if (this.length >= this.#first.length) {
      this.#first = widened(this.#first);
      this.#last = widened(this.#last);
      this.#mask = widened(this.#mask);
      this.#flags = widened(this.#flags);
      this.#kind = widened(this.#kind);
    }
  }
}

/** Number of the kind that a category is a part of; 0 for those that are items by themselves. */
function kindOf(category: Category, hash: number): number {
  switch (category) {
    // Without a name it is a change of the run's state.
    case 'step': return hash === 0 ? 0 : step;
    case 'result':
    case 'change': return call;
    case 'question': return question;
    case 'message':
    case 'steering': return message;
    default: return isCall(category) ? call : 0;
  }
}

function isCall(category: Category): boolean {
  return category === 'read' || category === 'run' || category === 'edit' || category === 'tool';
}

/** Turns have 16 bits, kinds 3, hashes 32: exact in a double. */
function keyOf(turn: number, kind: number, hash: number): number {
  return (turn * 8 + kind) * 0x1_0000_0000 + hash;
}
