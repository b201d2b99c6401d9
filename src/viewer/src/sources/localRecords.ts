import { cutRecord, textOf, wholeText } from '../trace/cutRecord';
import type { TextProperty, TraceRecord } from '../trace/record';
import { Breath } from './breath';
import { LongTexts } from './longTexts';
import { RecordShelf } from './recordShelf';
import type { TextPiece } from './source';
import { textsOf, wordsOf } from './words';

/** Hits that are told at once. */
const hitsAtOnce = 200;

/** The records of a trace that is here: kept in blobs, long texts apart, so that the memory does not grow with them. */
export class LocalRecords {
  readonly #shelf = new RecordShelf();
  readonly #texts = new LongTexts();

  get length(): number { return this.#shelf.length; }

  add(record: TraceRecord): void {
    const { raw, ...rest } = cutRecord(record, (property, text) => { this.#texts.add(record.sequence, property, text); });
    // A long line says again what the record's texts say.
    this.#shelf.add(raw === undefined || raw.length > wholeText ? rest : { ...rest, raw });
  }

  read(sequences: readonly number[]): Promise<TraceRecord[]> { return this.#shelf.read(sequences); }

  async text(sequence: number, property: TextProperty, offset: number, length: number): Promise<TextPiece> {
    const long = await this.#texts.read(sequence, property, offset, length);
    if (long) return long;
    const [record] = await this.#shelf.read([sequence]);
    const text = record && textOf(record.event, property) || '';
    return { text: text.slice(offset, offset + length), offset, total: text.length };
  }

  async search(query: string, found: (sequences: number[]) => void, abort: AbortSignal): Promise<void> {
    const words = wordsOf(query);
    if (words.length === 0) return;
    const plain = words.map(plainPart);
    const breath = new Breath();
    const breathe = async (): Promise<void> => {
      await breath.take();
      abort.throwIfAborted();
    };
    let hits: number[] = [];
    const tell = (): void => {
      if (hits.length > 0) found(hits);
      hits = [];
    };
    for (let index = 0; index < this.length;) {
      const records = await this.#shelf.readOn(index);
      for (const json of records) {
        if (await this.#matches(json, words, plain, breathe)) hits.push(this.#shelf.sequence(index));
        index++;
        if (hits.length >= hitsAtOnce) tell();
        if (breath.isDue) {
          tell();
          await breathe();
        }
      }
    }
    tell();
  }

  async #matches(json: string, words: readonly string[], plain: readonly string[], breathe: () => Promise<void>): Promise<boolean> {
    // Most records are told apart without being read. A text that was cut can hold any word.
    const isCut = json.includes('"cut":{');
    const lower = json.toLowerCase();
    if (!isCut && !plain.every(part => lower.includes(part))) return false;
    const record = JSON.parse(json) as TraceRecord;
    const texts = textsOf(record.event).map(text => text.toLowerCase());
    let missing = words.filter(word => !texts.some(text => text.includes(word)));
    for (const property of Object.keys(record.cut ?? {}) as TextProperty[]) {
      if (missing.length === 0) break;
      const inText = await this.#texts.wordsIn(record.sequence, property, missing, breathe);
      missing = missing.filter(word => !inText.includes(word));
    }
    return missing.length === 0;
  }
}

/** The longest part of a word that stands in JSON as it is; empty when there is none. */
function plainPart(word: string): string {
  // eslint-disable-next-line no-control-regex -- JSON escapes them
  return word.split(/["\\\u0000-\u001f\u007f\ud800-\udfff]/u).reduce((best, part) => part.length > best.length ? part : best, '');
}
