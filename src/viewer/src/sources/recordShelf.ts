import { GrowingIndexes } from '../trace/growing';
import type { TraceRecord } from '../trace/record';

/** Bytes of one blob: few blobs for many records, and little to read for one. */
const shelfSize = 1024 * 1024;

/** Records as JSON in blobs, which a browser keeps outside of the script's memory and may write to disk. Sequences must grow. */
export class RecordShelf {
  readonly #sequences = new GrowingIndexes();
  // By record: the blob it is in, and where.
  readonly #blob = new GrowingIndexes();
  readonly #start = new GrowingIndexes();
  readonly #length = new GrowingIndexes();
  readonly #blobs: Blob[] = [];
  readonly #encoder = new TextEncoder();
  #open: Uint8Array<ArrayBuffer>[] = [];
  #openSize = 0;

  get length(): number { return this.#sequences.length; }

  add(record: TraceRecord): void {
    const bytes = this.#encoder.encode(JSON.stringify(record));
    this.#sequences.push(record.sequence);
    this.#blob.push(this.#blobs.length);
    this.#start.push(this.#openSize);
    this.#length.push(bytes.byteLength);
    this.#open.push(bytes);
    this.#openSize += bytes.byteLength;
    if (this.#openSize >= shelfSize) this.#seal();
  }

  /** Where a sequence is among the records, or the first one after it. */
  indexOf(sequence: number): number { return this.#sequences.positionOf(sequence); }

  sequence(index: number): number { return this.#sequences.get(index); }

  async read(sequences: readonly number[]): Promise<TraceRecord[]> {
    const read = sequences.map(async sequence => {
      const index = this.indexOf(sequence);
      return index < this.length && this.sequence(index) === sequence ? await this.#record(index) : undefined;
    });
    return (await Promise.all(read)).filter(record => record !== undefined);
  }

  /** The JSON of the records from an index on that one read gets; some kilobytes up to a whole blob. */
  async readOn(index: number): Promise<string[]> {
    const number = this.#blob.get(index);
    const start = this.#start.get(index);
    const bytes = new Uint8Array(await this.#blobOf(number).slice(start).arrayBuffer());
    const decoder = new TextDecoder();
    const found: string[] = [];
    for (let at = index; at < this.length && this.#blob.get(at) === number; at++) {
      const from = this.#start.get(at) - start;
      if (from + this.#length.get(at) > bytes.byteLength) break; // came while it was read
      found.push(decoder.decode(bytes.subarray(from, from + this.#length.get(at))));
    }
    return found;
  }

  async #record(index: number): Promise<TraceRecord> {
    const start = this.#start.get(index);
    const piece = this.#blobOf(this.#blob.get(index)).slice(start, start + this.#length.get(index));
    return JSON.parse(await piece.text()) as TraceRecord;
  }

  #blobOf(number: number): Blob {
    return this.#blobs[number] ?? new Blob(this.#open);
  }

  #seal(): void {
    this.#blobs.push(new Blob(this.#open));
    this.#open = [];
    this.#openSize = 0;
  }
}
