import type { TraceSource } from '../../../sources/source';
import type { TraceRecord } from '../../../trace/record';

export interface Part {
  /** Oldest first. */
  readonly records: readonly TraceRecord[];
  /** How many there are in the trace; more than `records` when there are too many to read, or they are still on their way. */
  readonly total: number;
  readonly state: 'reading' | 'done' | 'failed';
}

const atOnce = 200;
/** Of more records than this, the newest are read. */
const most = 2_000;

/** Reads the records of a part of the trace, a few at a time, and only those that are new when the part has grown. */
export class PartReader {
  readonly #source: TraceSource;
  readonly #told: (part: Part) => void;
  readonly #known = new Map<number, TraceRecord>();
  readonly #abort = new AbortController();
  #sequences: readonly number[] = [];
  #reading = false;

  constructor(source: TraceSource, told: (part: Part) => void) {
    this.#source = source;
    this.#told = told;
  }

  /** All sequences of the part as it is now, ascending. */
  want(sequences: readonly number[]): void {
    this.#sequences = sequences;
    if (!this.#reading) void this.#read();
  }

  close(): void { this.#abort.abort(); }

  async #read(): Promise<void> {
    this.#reading = true;
    const asked = new Set<number>();
    try {
      for (;;) {
        const missing = this.#sequences.slice(-most).filter(sequence => !this.#known.has(sequence) && !asked.has(sequence)).slice(0, atOnce);
        if (missing.length === 0) break;
        for (const sequence of missing) asked.add(sequence);
        for (const record of await this.#source.read(missing, this.#abort.signal)) this.#known.set(record.sequence, record);
        this.#tell('reading');
      }
      this.#tell('done');
    } catch {
      this.#tell('failed');
    } finally {
      this.#reading = false;
    }
  }

  #tell(state: Part['state']): void {
    if (this.#abort.signal.aborted) return;
    const records = this.#sequences.slice(-most).flatMap(sequence => this.#known.get(sequence) ?? []);
    this.#told({ records, total: this.#sequences.length, state });
  }
}
