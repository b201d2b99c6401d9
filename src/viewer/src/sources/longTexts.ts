import type { TextProperty } from '../trace/record';
import type { TextPiece } from './source';

/** Code units that are turned into a text at once: as many arguments as every engine takes. */
const unitsAtOnce = 8_192;

/** Code units of a piece in which words are looked for. */
const searchedAtOnce = 1024 * 1024;

/** Long texts in blobs, two bytes for each code unit: a page in the middle is read without what is before it. */
export class LongTexts {
  readonly #texts = new Map<string, Blob>();

  add(sequence: number, property: TextProperty, text: string): void {
    const units = new Uint16Array(text.length);
    for (let index = 0; index < text.length; index++) units[index] = text.charCodeAt(index);
    this.#texts.set(keyOf(sequence, property), new Blob([units]));
  }

  async read(sequence: number, property: TextProperty, offset: number, length: number): Promise<TextPiece | undefined> {
    const blob = this.#texts.get(keyOf(sequence, property));
    return blob && { text: await textIn(blob, offset, length), offset, total: blob.size / 2 };
  }

  /** Which of the words are in a text, in any case. */
  async wordsIn(sequence: number, property: TextProperty, words: readonly string[], breathe: () => Promise<void>): Promise<string[]> {
    const blob = this.#texts.get(keyOf(sequence, property));
    const found = new Set<string>();
    // Pieces overlap, so that no word is cut in two.
    const overlap = Math.max(0, ...words.map(word => word.length));
    for (let at = 0; blob && at < blob.size / 2 && found.size < words.length; at += searchedAtOnce) {
      const piece = (await textIn(blob, at, searchedAtOnce + overlap)).toLowerCase();
      for (const word of words) if (piece.includes(word)) found.add(word);
      await breathe();
    }
    return [...found];
  }
}

function keyOf(sequence: number, property: TextProperty): string {
  return `${sequence} ${property}`;
}

/** Unit by unit: a decoder would replace the halves of a character that two pages share. */
async function textIn(blob: Blob, offset: number, length: number): Promise<string> {
  const units = new Uint16Array(await blob.slice(offset * 2, (offset + length) * 2).arrayBuffer());
  let text = '';
  for (let at = 0; at < units.length; at += unitsAtOnce) text += String.fromCharCode(...units.subarray(at, at + unitsAtOnce));
  return text;
}
