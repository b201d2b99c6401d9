import { textsOf } from './words';
import type { TraceRecord } from '../trace/record';

/** What a record and its place here hold besides its texts, in characters. */
const overhead = 200;

/** Records that were read, up to a number of characters; those that were not used for longest go first. */
export class RecordCache {
  readonly #most: number;
  // A map keeps the order in which things were set: the first is the one to go.
  readonly #records = new Map<number, { record: TraceRecord; size: number }>();
  #size = 0;

  constructor(most = 32 * 1024 * 1024) {
    this.#most = most;
  }

  /** Characters that are held. */
  get size(): number { return this.#size; }

  get(sequence: number): TraceRecord | undefined {
    const kept = this.#records.get(sequence);
    if (!kept) return undefined;
    this.#records.delete(sequence);
    this.#records.set(sequence, kept);
    return kept.record;
  }

  set(record: TraceRecord): void {
    this.#remove(record.sequence);
    const size = overhead + (record.raw?.length ?? 0) + textsOf(record.event).reduce((sum, text) => sum + text.length, 0);
    this.#records.set(record.sequence, { record, size });
    this.#size += size;
    // The newest stays, however large it is: somebody has just asked for it.
    for (const [sequence] of this.#records) {
      if (this.#size <= this.#most || sequence === record.sequence) break;
      this.#remove(sequence);
    }
  }

  clear(): void {
    this.#records.clear();
    this.#size = 0;
  }

  #remove(sequence: number): void {
    this.#size -= this.#records.get(sequence)?.size ?? 0;
    this.#records.delete(sequence);
  }
}
