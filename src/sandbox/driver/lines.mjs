/** A line longer than this is not kept: whoever writes it would decide how much memory we use. */
export const longestLine = 16 * 1024 * 1024;

/** How much of a line that is too long is still shown. */
const headBytes = 4096;

/**
 * Makes lines of a stream of bytes. The bytes are put together before they are decoded, so that a character that came
 * in two parts stays whole.
 */
export class Lines {
  #onLine;
  #onCut;
  #longest;
  #parts = [];
  #size = 0;

  /** @param {{onLine: (line: Buffer) => void, onCut: (head: string, bytes: number) => void, longest?: number}} options */
  constructor({ onLine, onCut, longest = longestLine }) {
    this.#onLine = onLine;
    this.#onCut = onCut;
    this.#longest = longest;
  }

  push(bytes) {
    let start = 0;
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
      this.#keep(bytes.subarray(start, end));
      this.#finish();
      start = end + 1;
    }
    this.#keep(bytes.subarray(start));
  }

  /** The stream is over; what came after the last line end is a line too. */
  end() {
    if (this.#size > 0) this.#finish();
  }

  #keep(part) {
    const wasWithin = this.#size <= this.#longest;
    this.#size += part.length;
    if (this.#size <= this.#longest) {
      if (part.length > 0) this.#parts.push(part);
    } else if (wasWithin) {
      this.#parts = [Buffer.concat([...this.#parts, part]).subarray(0, headBytes)];
    }
  }

  #finish() {
    const line = this.#parts.length === 1 ? this.#parts[0] : Buffer.concat(this.#parts);
    const size = this.#size;
    this.#parts = [];
    this.#size = 0;
    if (size > this.#longest) this.#onCut(line.toString(), size);
    else this.#onLine(line);
  }
}

/** What a line says, or undefined when it is not a JSON object. */
export function parseObject(line) {
  try {
    const value = JSON.parse(line.toString());
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
