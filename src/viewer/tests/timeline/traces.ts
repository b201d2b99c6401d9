import { signal } from '@preact/signals';
import type { Connection, TextPiece, TraceSource } from '../../src/sources/source';
import { flag, type Category, type Row } from '../../src/trace/row';
import type { TraceRecord } from '../../src/trace/record';
import { RowTable } from '../../src/trace/rowTable';

/** A row in short: category, turn and call, the flags by name. */
export interface Short {
  category: Category;
  turn?: number;
  call?: number;
  flags?: (keyof typeof flag)[];
}

/** A source that a test fills by hand. */
export class FakeSource implements TraceSource {
  readonly head = signal(null);
  readonly rows: RowTable;
  readonly version = signal(0);
  readonly connection = signal<Connection>({ state: 'live' });
  readonly records = new Map<number, TraceRecord>();
  readonly searches: { query: string; found: (sequences: number[]) => void; abort: AbortSignal; end: () => void; fail: (error: Error) => void }[] = [];

  constructor(rows = new RowTable()) {
    this.rows = rows;
  }

  add(...rows: Short[]): this {
    this.push(rows);
    this.version.value++;
    return this;
  }

  push(rows: readonly Short[]): void {
    for (const row of rows) this.rows.push(toRow(row, this.rows.length + 1));
  }

  read(sequences: readonly number[]): Promise<TraceRecord[]> {
    return Promise.resolve(sequences.flatMap(sequence => this.records.get(sequence) ?? []));
  }

  peek(sequence: number): TraceRecord | undefined { return this.records.get(sequence); }

  text(): Promise<TextPiece> { return Promise.reject(new Error('not here')); }

  search(query: string, found: (sequences: number[]) => void, abort: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => { this.searches.push({ query, found, abort, end: resolve, fail: reject }); });
  }

  close(): void { /* nothing is open */ }
}

export function toRow({ category, turn = 1, call = 0, flags = [] }: Short, sequence: number): Row {
  return { sequence, turn, at: sequence * 100, category, flags: flags.reduce((all, name) => all | flag[name], 0), call };
}

/** A random trace that holds everything that can interleave. The same seed gives the same. */
export function randomTrace(seed: number, length: number): Short[] {
  const random = generator(seed);
  const pick = <T>(some: readonly T[]): T => some[Math.floor(random() * some.length)]!;
  const rows: Short[] = [];
  let turn = 1;
  while (rows.length < length) {
    if (random() < 0.01) turn++;
    const kind = random();
    if (kind < 0.25) rows.push({ category: pick(['read', 'run', 'edit', 'tool']), turn, call: Math.floor(random() * 6) });
    else if (kind < 0.45) rows.push({ category: 'result', turn: pick([turn, turn, turn - 1]), call: Math.floor(random() * 7), flags: random() < 0.2 ? ['bad'] : [] });
    else if (kind < 0.5) rows.push({ category: 'change', turn, call: Math.floor(random() * 7) });
    else if (kind < 0.7) rows.push({ category: pick(['text', 'thinking']), turn, flags: random() < 0.8 ? ['partial'] : [] });
    else if (kind < 0.85) rows.push({ category: pick(['model', 'web', 'git']), turn: pick([0, turn]), flags: random() < 0.2 ? ['aside', 'refused'] : ['aside'] });
    else if (kind < 0.9) rows.push({ category: pick(['message', 'steering']), turn, call: Math.floor(random() * 3), flags: ['aside'] });
    else if (kind < 0.93) rows.push({ category: 'question', turn, call: Math.floor(random() * 3) });
    else rows.push({ category: pick(['notice', 'answer', 'step', 'error']), turn, flags: random() < 0.2 ? ['hidden'] : random() < 0.2 ? ['bad'] : [] });
  }
  return rows;
}

export function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}
