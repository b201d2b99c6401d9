/** A list of growing numbers of 32 bits. What `view` gave stays as it was: appending writes behind it, all else into a new buffer. */
export class GrowingIndexes {
  #buffer = new Uint32Array(256);
  #view = this.#buffer.subarray(0, 0);
  length = 0;

  push(value: number): void {
    if (this.length === this.#buffer.length) this.#buffer = widened(this.#buffer);
    this.#buffer[this.length++] = value;
  }

  clear(): void {
    this.#buffer = new Uint32Array(256);
    this.length = 0;
  }

  get(position: number): number { return this.#buffer[position] ?? 0; }

  /** The same array as before while nothing changed. */
  view(): Uint32Array {
    if (this.#view.length !== this.length || this.#view.buffer !== this.#buffer.buffer) this.#view = this.#buffer.subarray(0, this.length);
    return this.#view;
  }

  /** Position of a value in a list in ascending order, or of the first one above it. */
  positionOf(value: number): number { return positionIn(this.view(), value); }

  /** Adds values in ascending order, wherever they belong. */
  merge(added: readonly number[]): void {
    if (added.length === 0) return;
    const merged = new Uint32Array(Math.max(256, this.length + added.length));
    let length = 0;
    let next = 0;
    for (let position = 0; position < this.length; position++) {
      const value = this.get(position);
      while (next < added.length && added[next]! < value) merged[length++] = added[next++]!;
      if (added[next] === value) next++;
      merged[length++] = value;
    }
    while (next < added.length) merged[length++] = added[next++]!;
    this.#buffer = merged;
    this.length = length;
  }
}

/** Position of a value in a list in ascending order, or of the first one above it. */
export function positionIn(sorted: Uint32Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The value next to `from` in a list in ascending order, to the given side, that passes; -1 for none. */
export function neighbour(sorted: Uint32Array, from: number, direction: 1 | -1, passes: (value: number) => boolean = () => true): number {
  let position = positionIn(sorted, from);
  if (direction < 0) position--;
  else if (sorted[position] === from) position++;
  for (; position >= 0 && position < sorted.length; position += direction) {
    const value = sorted[position]!;
    if (passes(value)) return value;
  }
  return -1;
}

/** A column of numbers with room for twice as many. */
export function widened<T extends Uint8Array | Uint16Array | Uint32Array | Float64Array>(column: T): T {
  const wide = new (column.constructor as new (length: number) => T)(column.length * 2);
  wide.set(column);
  return wide;
}
