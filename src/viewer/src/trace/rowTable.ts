import { widened } from './growing';
import { categories, type Category, type Row } from './row';

/** Rows in columns of numbers: 21 bytes a row, so that the longest run costs a phone a few megabytes. */
export class RowTable {
  #capacity = 1024;
  #sequence = new Uint32Array(this.#capacity);
  #turn = new Uint16Array(this.#capacity);
  #at = new Float64Array(this.#capacity);
  #category = new Uint8Array(this.#capacity);
  #flags = new Uint8Array(this.#capacity);
  #call = new Uint32Array(this.#capacity);

  length = 0;

  /** Adds a row at the end. One that is not newer than the last is left out: a reconnected reader may hear things twice. */
  push(row: Row): boolean {
    if (this.length > 0 && row.sequence <= this.sequence(this.length - 1)) return false;
    if (this.length === this.#capacity) this.#grow();
    const index = this.length++;
    this.#sequence[index] = row.sequence;
    this.#turn[index] = Math.min(row.turn, 0xffff);
    this.#at[index] = row.at;
    this.#category[index] = categories.indexOf(row.category);
    this.#flags[index] = row.flags;
    this.#call[index] = row.call;
    return true;
  }

  sequence(index: number): number { return this.#sequence[index] ?? 0; }
  turn(index: number): number { return this.#turn[index] ?? 0; }
  at(index: number): number { return this.#at[index] ?? 0; }
  category(index: number): Category { return categories[this.#category[index] ?? -1] ?? 'unknown'; }
  flags(index: number): number { return this.#flags[index] ?? 0; }
  call(index: number): number { return this.#call[index] ?? 0; }

  /** Index of a sequence, or of the first one after it; `length` when there is none. */
  indexOf(sequence: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.sequence(middle) < sequence) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #grow(): void {
    this.#capacity *= 2;
    this.#sequence = widened(this.#sequence);
    this.#turn = widened(this.#turn);
    this.#at = widened(this.#at);
    this.#category = widened(this.#category);
    this.#flags = widened(this.#flags);
    this.#call = widened(this.#call);
  }
}
