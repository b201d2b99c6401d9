import { signal, type ReadonlySignal } from '@preact/signals';
import type { TraceSource } from '../../sources/source';
import type { Item } from '../../timeline/timeline';
import type { TraceRecord } from '../../trace/record';

/**
 * Records of the items in view. What is in memory is there at once; the rest is asked for together, once the list stands still
 * for a moment: somebody who scrolls through 200,000 items does not ask for all of them.
 */
export class ItemRecords {
  readonly #source: TraceSource;
  readonly #version = signal(0);
  readonly #complete = new Map<Item, readonly TraceRecord[]>();
  readonly #absent = new Set<number>();
  readonly #asked = new Set<number>();
  #wanted = new Set<number>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #abort = new AbortController();

  constructor(source: TraceSource) {
    this.#source = source;
  }

  /** Raised when records came. */
  get version(): ReadonlySignal<number> { return this.#version; }

  /** What is there of an item, in order. Empty: it is on its way. Null: it is not kept anywhere. */
  of(item: Item): readonly TraceRecord[] | null {
    const complete = this.#complete.get(item);
    if (complete) return complete;
    const records: TraceRecord[] = [];
    let missing = 0;
    const sequences = item.sequences.length > maxPieces ? item.sequences.slice(0, maxPieces) : item.sequences;
    for (const sequence of sequences) {
      const record = this.#source.peek(sequence);
      if (record) records.push(record);
      else if (!this.#absent.has(sequence)) {
        missing++;
        this.#want(sequence);
      }
    }
    if (missing > 0) return records;
    if (records.length === 0) return null;
    if (this.#complete.size >= maxKept) this.#complete.clear();
    this.#complete.set(item, records);
    return records;
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#abort.abort();
    this.#abort = new AbortController();
  }

  #want(sequence: number): void {
    if (this.#asked.has(sequence)) return;
    this.#wanted.add(sequence);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => { this.#ask(); }, settleTime);
  }

  #ask(): void {
    // The newest wishes are what is in view now.
    const wanted = [...this.#wanted].slice(-maxAtOnce).sort((a, b) => a - b);
    this.#wanted = new Set();
    for (let start = 0; start < wanted.length; start += maxInRequest) void this.#read(wanted.slice(start, start + maxInRequest));
  }

  async #read(sequences: readonly number[]): Promise<void> {
    const abort = this.#abort.signal;
    for (const sequence of sequences) this.#asked.add(sequence);
    try {
      const got = new Set((await this.#source.read(sequences, abort)).map(record => record.sequence));
      for (const sequence of sequences) if (!got.has(sequence)) this.#absent.add(sequence);
    } catch {
      // The connection's line says what is wrong; what is still in view is asked for again.
      if (!abort.aborted) await new Promise(resolve => { setTimeout(resolve, retryTime); });
    } finally {
      for (const sequence of sequences) this.#asked.delete(sequence);
      if (!abort.aborted) this.#version.value++;
    }
  }
}

/** Of a text that came in more pieces, the beginning is shown. */
const maxPieces = 2_000;
const maxKept = 300;
const maxAtOnce = 4_000;
const maxInRequest = 200;
const settleTime = 60;
const retryTime = 3_000;
