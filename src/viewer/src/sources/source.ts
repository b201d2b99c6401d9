import type { ReadonlySignal } from '@preact/signals';
import type { RunHead } from '../trace/head';
import type { TextProperty, TraceRecord } from '../trace/record';
import type { RowTable } from '../trace/rowTable';

/** Where a timeline comes from: a run on the host, a file that somebody dropped on the page, or the data of an exported page. */
export interface TraceSource {
  /** Facts of the run; null for a trace that has none. */
  readonly head: ReadonlySignal<RunHead | null>;
  /** All rows that are known so far; grows. */
  readonly rows: RowTable;
  /** Raised with each growth of `rows`. */
  readonly version: ReadonlySignal<number>;
  readonly connection: ReadonlySignal<Connection>;
  /** Records by sequence, in the order asked for; what is not there is left out. Served from memory where it can be. */
  read(sequences: readonly number[], abort?: AbortSignal): Promise<TraceRecord[]>;
  /** A record that is in memory already. */
  peek(sequence: number): TraceRecord | undefined;
  /** A piece of a long text, in UTF-16 code units. */
  text(sequence: number, property: TextProperty, offset: number, length: number, abort?: AbortSignal): Promise<TextPiece>;
  /** Sequences of records that contain the words, oldest first, given as they are found. */
  search(query: string, found: (sequences: number[]) => void, abort: AbortSignal): Promise<void>;
  close(): void;
}

export interface TextPiece {
  text: string;
  offset: number;
  total: number;
}

export interface Connection {
  state: 'loading' | 'live' | 'waiting' | 'complete' | 'refused' | 'failed';
  /** A sentence for people, with what happens next; for `waiting`, `refused` and `failed`. */
  sentence?: string;
  /** Of what is being loaded, from 0 to 1, where that is known. */
  progress?: number;
}
