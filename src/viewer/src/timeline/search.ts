import { signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { TraceSource } from '../sources/source';
import { containsWords, wordsOf } from '../sources/words';
import { GrowingIndexes } from '../trace/growing';

/** What is searched for, and what was found of it until now. */
export interface SearchState {
  readonly query: string;
  readonly state: 'none' | 'searching' | 'done' | 'failed';
  /** Indexes of the items, ascending. */
  readonly items: Uint32Array;
  /** For people, when it failed. */
  readonly sentence?: string;
}

const none: SearchState = { query: '', state: 'none', items: new Uint32Array(0) };

/** One search at a time. It goes on while the trace grows: what arrives later is looked at as it comes. */
export class Search {
  readonly #source: TraceSource;
  readonly #itemOf: (sequence: number) => number;
  readonly #state: Signal<SearchState> = signal(none);
  #words: string[] = [];
  #items = new GrowingIndexes();
  /** Found, but their rows are not there yet. */
  #early: number[] = [];
  #abort = new AbortController();

  constructor(source: TraceSource, itemOf: (sequence: number) => number) {
    this.#source = source;
    this.#itemOf = itemOf;
  }

  get state(): ReadonlySignal<SearchState> { return this.#state; }

  start(query: string): void {
    this.stop();
    this.#words = wordsOf(query);
    this.#items = new GrowingIndexes();
    this.#early = [];
    if (this.#words.length === 0) {
      this.#state.value = none;
      return;
    }
    this.#state.value = { query, state: 'searching', items: this.#items.view() };
    const abort = this.#abort = new AbortController();
    this.#source.search(query, found => { if (!abort.signal.aborted) this.#add(found); }, abort.signal).then(
      () => { if (!abort.signal.aborted) this.#state.value = { ...this.#state.peek(), state: 'done' }; },
      (error: unknown) => {
        if (!abort.signal.aborted) this.#state.value = { ...this.#state.peek(), state: 'failed', sentence: sentenceOf(error) };
      },
    );
  }

  stop(): void { this.#abort.abort(); }

  /** Looks at rows that have just come; only what is in memory, which is so of everything that arrives live. */
  look(sequences: Iterable<number>): void {
    if (this.#words.length === 0) return;
    const found = this.#early;
    this.#early = [];
    for (const sequence of sequences) {
      const record = this.#source.peek(sequence);
      if (record && containsWords(record.event, this.#words)) found.push(sequence);
    }
    this.#add(found);
  }

  #add(sequences: readonly number[]): void {
    const items = new Set<number>();
    for (const sequence of sequences) {
      const item = this.#itemOf(sequence);
      if (item >= 0) items.add(item);
      else this.#early.push(sequence);
    }
    if (items.size === 0) return;
    this.#items.merge([...items].sort((a, b) => a - b));
    this.#state.value = { ...this.#state.peek(), items: this.#items.view() };
  }
}

function sentenceOf(error: unknown): string {
  return `The search stopped: ${error instanceof Error ? error.message : String(error)}`;
}
