import { signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { cutRecord, textOf } from '../trace/cutRecord';
import type { RunHead } from '../trace/head';
import type { TextProperty, TraceRecord } from '../trace/record';
import { rowOf } from '../trace/rowOf';
import { RowTable } from '../trace/rowTable';
import { Breath } from './breath';
import { RecordCache } from './recordCache';
import type { Connection, TextPiece, TraceSource } from './source';
import { containsWords, jsonTest, wordsOf } from './words';

/**
 * The data of an exported page: a record as JSON in each line, sequences growing. The lines are kept as they are and read again
 * when somebody looks at them; all work is done in small steps, for such a page has no worker.
 */
export class EmbeddedSource implements TraceSource {
  readonly rows = new RowTable();
  readonly #head: Signal<RunHead | null>;
  readonly #version = signal(0);
  readonly #connection: Signal<Connection> = signal({ state: 'loading' });
  /** One for each row. */
  readonly #lines: string[] = [];
  readonly #cache = new RecordCache();
  /** Of which a long text is read in pages. */
  #whole: TraceRecord | undefined;
  readonly #closed = new AbortController();

  constructor(lines: Iterable<string> | AsyncIterable<string>, head: RunHead | null) {
    this.#head = signal(head);
    this.#load(lines).catch((error: unknown) => {
      if (this.#closed.signal.aborted) return;
      this.#version.value++;
      this.#connection.value = { state: 'failed', sentence: `The data in this page is damaged: ${String(error)}. Export the run again.` };
    });
  }

  get head(): ReadonlySignal<RunHead | null> { return this.#head; }
  get version(): ReadonlySignal<number> { return this.#version; }
  get connection(): ReadonlySignal<Connection> { return this.#connection; }

  async read(sequences: readonly number[], abort?: AbortSignal): Promise<TraceRecord[]> {
    const breath = new Breath();
    const found: TraceRecord[] = [];
    for (const sequence of sequences) {
      if (breath.isDue) await breath.take();
      abort?.throwIfAborted();
      this.#closed.signal.throwIfAborted();
      let record = this.#cache.get(sequence);
      if (!record) {
        const whole = this.#read(sequence);
        if (!whole) continue;
        record = cutRecord(whole);
        this.#cache.set(record);
      }
      found.push(record);
    }
    return found;
  }

  peek(sequence: number): TraceRecord | undefined { return this.#cache.get(sequence); }

  text(sequence: number, property: TextProperty, offset: number, length: number): Promise<TextPiece> {
    if (this.#whole?.sequence !== sequence) this.#whole = this.#read(sequence);
    const text = this.#whole && textOf(this.#whole.event, property) || '';
    return Promise.resolve({ text: text.slice(offset, offset + length), offset, total: text.length });
  }

  async search(query: string, found: (sequences: number[]) => void, abort: AbortSignal): Promise<void> {
    const words = wordsOf(query);
    const mayContain = jsonTest(words);
    const breath = new Breath();
    let hits: number[] = [];
    const tell = (): void => {
      if (hits.length > 0) found(hits);
      hits = [];
    };
    for (let row = 0; words.length > 0 && row < this.#lines.length; row++) {
      if (breath.isDue) {
        tell();
        await breath.take();
        abort.throwIfAborted();
        this.#closed.signal.throwIfAborted();
      }
      const line = this.#lines[row]!;
      if (mayContain(line) && containsWords((JSON.parse(line) as TraceRecord).event, words)) hits.push(this.rows.sequence(row));
    }
    tell();
  }

  close(): void {
    this.#closed.abort(new DOMException('The trace was closed.', 'AbortError'));
  }

  async #load(lines: Iterable<string> | AsyncIterable<string>): Promise<void> {
    const breath = new Breath();
    for await (const line of lines) {
      this.#closed.signal.throwIfAborted();
      if (line.trim() !== '' && this.rows.push(rowOf(JSON.parse(line) as TraceRecord))) this.#lines.push(line);
      if (breath.isDue) {
        this.#version.value++;
        await breath.take();
      }
    }
    this.#version.value++;
    this.#connection.value = { state: 'complete' };
  }

  #read(sequence: number): TraceRecord | undefined {
    const row = this.rows.indexOf(sequence);
    const line = this.rows.sequence(row) === sequence ? this.#lines[row] : undefined;
    return line === undefined ? undefined : JSON.parse(line) as TraceRecord;
  }
}
