import { signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { TraceFacts } from '../formats';
import type { RunHead } from '../trace/head';
import type { TextProperty, TraceRecord } from '../trace/record';
import type { WireRow } from '../trace/row';
import { RowTable } from '../trace/rowTable';
import type { Port, ToPage, ToService } from './fileMessages';
import { openFilePort } from './filePort';
import { RecordCache } from './recordCache';
import { rowFrom } from './rowIntake';
import type { Connection, TextPiece, TraceSource } from './source';

type Question = Extract<ToService, { id: number }>;
type Answer = Extract<ToPage, { type: 'answer' }>['value'];

interface Asked {
  resolve(value: Answer): void;
  reject(error: unknown): void;
  found?(sequences: number[]): void;
}

/** What reads the file, and how to be rid of it. */
export interface FilePort extends Port<ToService, ToPage> {
  close(): void;
}

/** A trace in a file of the reader's own. It is read and kept by a worker; nothing of it leaves the device. */
export class FileSource implements TraceSource {
  readonly rows = new RowTable();
  readonly #head: Signal<RunHead | null> = signal(null);
  readonly #facts: Signal<TraceFacts | null> = signal(null);
  readonly #version = signal(0);
  readonly #connection: Signal<Connection> = signal({ state: 'loading', progress: 0 });
  readonly #cache = new RecordCache();
  readonly #asked = new Map<number, Asked>();
  readonly #port: Promise<FilePort>;
  #questions = 0;
  #isClosed = false;

  constructor(file: Blob, name: string, openPort: () => Promise<FilePort> = openFilePort) {
    this.#port = openPort();
    this.#port.then(
      port => {
        if (this.#isClosed) {
          port.close();
          return;
        }
        port.listen(message => { if (!this.#isClosed) this.#hear(message); });
        port.post({ type: 'open', file, name, ...(file instanceof File ? { date: file.lastModified } : {}) });
      },
      (error: unknown) => { this.#fail(`The part of this page that reads files could not be loaded: ${String(error)}. Load the page again.`); },
    );
  }

  /** A file tells nothing of a run; what it tells is in `facts`. */
  get head(): ReadonlySignal<RunHead | null> { return this.#head; }
  /** What the file says about its session: its claims. Null until something was read. */
  get facts(): ReadonlySignal<TraceFacts | null> { return this.#facts; }
  get version(): ReadonlySignal<number> { return this.#version; }
  get connection(): ReadonlySignal<Connection> { return this.#connection; }

  async read(sequences: readonly number[], abort?: AbortSignal): Promise<TraceRecord[]> {
    const found = new Map<number, TraceRecord>();
    for (const sequence of sequences) {
      const record = this.#cache.get(sequence);
      if (record) found.set(sequence, record);
    }
    const missing = [...new Set(sequences.filter(sequence => !found.has(sequence)))];
    if (missing.length > 0) {
      for (const record of await this.#ask({ type: 'read', id: this.#nextId(), sequences: missing }, abort) as TraceRecord[]) {
        this.#cache.set(record);
        found.set(record.sequence, record);
      }
    }
    return sequences.flatMap(sequence => found.get(sequence) ?? []);
  }

  peek(sequence: number): TraceRecord | undefined { return this.#cache.get(sequence); }

  async text(sequence: number, property: TextProperty, offset: number, length: number, abort?: AbortSignal): Promise<TextPiece> {
    return await this.#ask({ type: 'text', id: this.#nextId(), sequence, property, offset, length }, abort) as TextPiece;
  }

  async search(query: string, found: (sequences: number[]) => void, abort: AbortSignal): Promise<void> {
    await this.#ask({ type: 'search', id: this.#nextId(), query }, abort, found);
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#port.then(port => { port.close(); }, () => undefined);
    this.#giveUp(new DOMException('The trace was closed.', 'AbortError'));
    this.#cache.clear();
  }

  #nextId(): number { return ++this.#questions; }

  async #ask(question: Question, abort?: AbortSignal, found?: (sequences: number[]) => void): Promise<Answer> {
    abort?.throwIfAborted();
    const port = await this.#port;
    abort?.throwIfAborted();
    if (this.#isClosed) throw new DOMException('The trace was closed.', 'AbortError');
    let stop: (() => void) | undefined;
    try {
      return await new Promise<Answer>((resolve, reject) => {
        this.#asked.set(question.id, { resolve, reject, ...(found ? { found } : {}) });
        stop = () => {
          port.post({ type: 'abort', id: question.id });
          reject(abort?.reason as Error);
        };
        abort?.addEventListener('abort', stop, { once: true });
        port.post(question);
      });
    } finally {
      this.#asked.delete(question.id);
      if (stop) abort?.removeEventListener('abort', stop);
    }
  }

  #hear(message: ToPage): void {
    switch (message.type) {
      case 'ready': break;
      case 'rows': {
        this.#take(message.rows);
        this.#facts.value = message.facts;
        this.#connection.value = { state: 'loading', progress: message.progress };
        break;
      }
      case 'done': {
        this.#facts.value = message.facts;
        if (this.rows.length > 0) this.#connection.value = { state: 'complete' };
        else this.#fail('Nothing in this file could be read as a trace.');
        break;
      }
      case 'failed': {
        this.#fail(message.sentence);
        break;
      }
      case 'found': {
        this.#asked.get(message.id)?.found?.(message.sequences);
        break;
      }
      case 'answer': {
        this.#asked.get(message.id)?.resolve(message.value);
        break;
      }
      case 'refused': {
        this.#asked.get(message.id)?.reject(new Error(message.sentence));
        break;
      }
    }
  }

  #take(numbers: Float64Array): void {
    for (let at = 0; at + 6 <= numbers.length; at += 6) this.rows.push(rowFrom(Array.from(numbers.subarray(at, at + 6)) as WireRow));
    if (numbers.length > 0) this.#version.value++;
  }

  #fail(sentence: string): void {
    if (this.#isClosed) return;
    this.#connection.value = { state: 'failed', sentence };
  }

  #giveUp(error: Error): void {
    for (const asked of this.#asked.values()) asked.reject(error);
  }
}
