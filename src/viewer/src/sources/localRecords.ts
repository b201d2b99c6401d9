import { cutRecord, textOf, wholeText } from '../trace/cutRecord';
import type { TextProperty, TraceRecord } from '../trace/record';
import { Breath } from './breath';
import { LongTexts } from './longTexts';
import { RecordShelf } from './recordShelf';
import type { TextPiece } from './source';
import { jsonTest, missingWords, wordsOf } from './words';

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
    const mayContain = jsonTest(words);
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
        if (await this.#matches(json, words, mayContain, breathe)) hits.push(this.#shelf.sequence(index));
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

  async #matches(json: string, words: readonly string[], mayContain: (json: string) => boolean, breathe: () => Promise<void>): Promise<boolean> {
    // A text that was cut can hold any word.
    if (!json.includes('"cut":{') && !mayContain(json)) return false;
    const record = JSON.parse(json) as TraceRecord;
    let missing = missingWords(record.event, words);
    for (const property of Object.keys(record.cut ?? {}) as TextProperty[]) {
      if (missing.length === 0) break;
      const inText = await this.#texts.wordsIn(record.sequence, property, missing, breathe);
      missing = missing.filter(word => !inText.includes(word));
    }
    return missing.length === 0;
  }
}
