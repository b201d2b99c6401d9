/** How much is remembered: both stand near each other. */
const maxSaid = 16;

interface Said {
  mark: string;
  source: string;
}

/**
 * Some files say a thing in two ways, in either order, and other versions of them in one. What one way says again is really said
 * again; only the other way's word for it is a repetition.
 */
export class Twice {
  readonly #said: Said[] = [];

  isRepetition(mark: string, source: string): boolean {
    const index = this.#said.findIndex((said) => said.source !== source && said.mark === mark);
    if (index >= 0) {
      this.#said.splice(index, 1);
      return true;
    }
    this.#said.push({ mark, source });
    if (this.#said.length > maxSaid) this.#said.shift();
    return false;
  }
}
