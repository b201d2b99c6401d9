import { batch, effect, signal, untracked, type ReadonlySignal, type Signal } from '@preact/signals';
import type { RowTable } from '../trace/rowTable';
import type { TraceSource } from '../sources/source';
import { Counter, type Counts } from './counts';
import { everything, passes, type TimelineFilter } from './filter';
import { GrowingIndexes, neighbour, positionIn } from '../trace/growing';
import { ItemTable, type Former } from './itemTable';
import { failing } from './mask';
import { Search, type SearchState } from './search';
import { TurnList, type TurnStart } from './turns';

export type { Counts } from './counts';
export { everything, type TimelineFilter } from './filter';
export type { Item } from './item';
export { allCategories, maskOf } from './mask';
export type { SearchState } from './search';
export type { TurnStart } from './turns';

/**
 * The items of a trace and which of them are shown. Everything grows with the rows of its source: an event costs the same
 * in a run of 100 and of 200,000. Items are named by their index, which never changes.
 */
export class Timeline {
  readonly source: TraceSource;
  readonly rows: RowTable;
  /** All items; `items.get(index)` makes the object, `items.length` says how many. Read `version` to hear of more. */
  readonly items: ItemTable;
  /** What is to be shown; set it. */
  readonly filter: Signal<TimelineFilter> = signal(everything);

  readonly #version = signal(0);
  readonly #visible: Signal<Uint32Array> = signal(new Uint32Array(0));
  readonly #shown = new GrowingIndexes();
  readonly #failures = new GrowingIndexes();
  readonly #counter = new Counter();
  readonly #counts: Signal<Counts> = signal(this.#counter.counts());
  readonly #turns = new TurnList();
  readonly #search: Search;
  readonly #stop: (() => void)[] = [];
  #knownRows = 0;

  constructor(source: TraceSource) {
    this.source = source;
    this.rows = source.rows;
    this.items = new ItemTable(source.rows);
    this.#search = new Search(source, sequence => this.indexOfSequence(sequence));
    this.#stop.push(
      effect(() => {
        void source.version.value;
        untracked(() => { this.#absorb(); });
      }),
      effect(() => {
        const filter = this.filter.value;
        // What was found matters to the list only while it shows nothing else.
        if (filter.matchesOnly) void this.matches.value;
        untracked(() => { this.#showAgain(); });
      }),
    );
  }

  /** Raised with each growth or change of items. */
  get version(): ReadonlySignal<number> { return this.#version; }
  /** Indexes of the items under the filter, ascending. A new array whenever it changed; an old one stays as it was. */
  get visible(): ReadonlySignal<Uint32Array> { return this.#visible; }
  /** Of all items, whatever the filter. */
  get counts(): ReadonlySignal<Counts> { return this.#counts; }
  get turns(): ReadonlySignal<readonly TurnStart[]> { return this.#turns.list; }
  /** What is searched for and what was found of it until now. */
  get matches(): ReadonlySignal<SearchState> { return this.#search.state; }

  /** The item that a sequence is in, also as a piece, a result or a change; -1 when it is not there (yet). */
  indexOfSequence(sequence: number): number {
    const row = this.rows.indexOf(sequence);
    return row < this.rows.length && this.rows.sequence(row) === sequence && row < this.#knownRows ? this.items.ofRow(row) : -1;
  }

  /** Where an item is in `visible`; -1 when the filter hides it. */
  positionOf(item: number): number {
    const visible = this.#visible.peek();
    const position = positionIn(visible, item);
    return visible[position] === item ? position : -1;
  }

  /** The next visible item before or after this one that failed or was refused; -1 for none. Start with -1, or with `items.length` backwards. */
  nextFailure(from: number, direction: 1 | -1): number {
    return this.#next(this.#failures.view(), from, direction);
  }

  /** The next visible item before or after this one that the search found; -1 for none. */
  nextMatch(from: number, direction: 1 | -1): number {
    return this.#next(this.matches.peek().items, from, direction);
  }

  /** Searches for words; ends the search before. Hits come into `matches` as they are found. Nothing but spaces: no search. */
  search(query: string): void { this.#search.start(query); }

  close(): void {
    this.#search.stop();
    for (const stop of this.#stop.splice(0)) stop();
  }

  #next(sorted: Uint32Array, from: number, direction: 1 | -1): number {
    return neighbour(sorted, from, direction, item => this.positionOf(item) >= 0);
  }

  #absorb(): void {
    const firstRow = this.#knownRows;
    const firstItem = this.items.length;
    if (this.rows.length === firstRow) return;
    const changed = this.items.absorb();
    this.#knownRows = this.rows.length;
    batch(() => {
      this.#takeChanged(changed);
      this.#takeNew(firstItem);
      this.#counts.value = this.#counter.counts();
      this.#version.value++;
      this.#search.look(this.#sequences(firstRow));
      const filter = this.filter.peek();
      if (isOfMatches(filter, this.matches.peek())) this.#showAgain();
      else this.#visible.value = this.#shown.view();
    });
  }

  /** Items from before that are something else now: a call whose result failed. */
  #takeChanged(changed: readonly Former[]): void {
    const filter = this.filter.peek();
    const failed: number[] = [];
    const shown: number[] = [];
    for (const { index, mask, flags } of changed) {
      this.#counter.remove(mask, flags);
      this.#counter.add(this.items.mask(index), this.items.flags(index));
      if ((flags & failing) === 0 && (this.items.flags(index) & failing) !== 0) failed.push(index);
      if (!passes(filter, mask, flags, this.items.turn(index)) && this.#passes(filter, index)) shown.push(index);
    }
    this.#failures.merge(failed);
    this.#shown.merge(shown);
  }

  #takeNew(firstItem: number): void {
    const filter = this.filter.peek();
    const starts: TurnStart[] = [];
    for (let index = firstItem; index < this.items.length; index++) {
      const flags = this.items.flags(index);
      this.#counter.add(this.items.mask(index), flags);
      if ((flags & failing) !== 0) this.#failures.push(index);
      if (this.#passes(filter, index)) this.#shown.push(index);
      const turn = this.items.turn(index);
      if (turn > (starts.at(-1)?.turn ?? 0)) {
        const row = this.items.firstRow(index);
        starts.push({ turn, item: index, sequence: this.rows.sequence(row), at: this.rows.at(row) });
      }
    }
    this.#turns.add(starts);
  }

  #passes(filter: TimelineFilter, index: number): boolean {
    return passes(filter, this.items.mask(index), this.items.flags(index), this.items.turn(index));
  }

  /** Looks at all candidates again: for another filter, and for a list of what was found. */
  #showAgain(): void {
    const filter = this.filter.peek();
    const matches = this.matches.peek();
    this.#shown.clear();
    if (isOfMatches(filter, matches)) {
      for (const index of matches.items) if (this.#passes(filter, index)) this.#shown.push(index);
    } else {
      for (let index = 0; index < this.items.length; index++) if (this.#passes(filter, index)) this.#shown.push(index);
    }
    this.#visible.value = this.#shown.view();
  }

  *#sequences(firstRow: number): Generator<number> {
    for (let row = firstRow; row < this.rows.length; row++) yield this.rows.sequence(row);
  }
}

function isOfMatches(filter: TimelineFilter, matches: SearchState): boolean {
  return filter.matchesOnly && matches.state !== 'none';
}
