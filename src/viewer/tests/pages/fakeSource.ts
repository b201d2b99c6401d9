import { signal, type Signal } from '@preact/signals';
import type { Connection, TextPiece, TraceSource } from '../../src/sources/source';
import type { RunHead } from '../../src/trace/head';
import type { TraceEvent, TraceRecord } from '../../src/trace/record';
import { rowOf } from '../../src/trace/rowOf';
import { RowTable } from '../../src/trace/rowTable';

/** A source that a test fills by hand. Everything is in memory unless it is made to come late. */
export class FakeSource implements TraceSource {
  readonly rows = new RowTable();
  readonly head: Signal<RunHead | null>;
  readonly version = signal(0);
  readonly connection: Signal<Connection>;
  readonly records: TraceRecord[] = [];
  /** What was asked for by `read`. */
  readonly asked: number[][] = [];
  inMemory = true;

  constructor(head: RunHead | null = null, state: Connection['state'] = 'complete') {
    this.head = signal(head);
    this.connection = signal({ state });
  }

  /** Adds events, a second apart unless told otherwise. */
  add(turn: number, ...events: TraceEvent[]): this {
    for (const event of events) this.addAt(turn, startedAt + (this.records.length + 1) * 1_000, event);
    return this;
  }

  addAt(turn: number, at: number, event: TraceEvent): this {
    const record: TraceRecord = { v: 1, run: 'r-1', sequence: this.records.length + 1, turn, at: new Date(at).toISOString(), event };
    this.records.push(record);
    this.rows.push(rowOf(record));
    this.version.value++;
    return this;
  }

  read(sequences: readonly number[]): Promise<TraceRecord[]> {
    this.asked.push([...sequences]);
    return Promise.resolve(sequences.flatMap(sequence => this.records[sequence - 1] ?? []));
  }

  peek(sequence: number): TraceRecord | undefined { return this.inMemory ? this.records[sequence - 1] : undefined; }

  text(): Promise<TextPiece> { return Promise.resolve({ text: '', offset: 0, total: 0 }); }

  search(query: string, found: (sequences: number[]) => void): Promise<void> {
    found(this.records.filter(record => JSON.stringify(record.event).toLowerCase().includes(query.toLowerCase())).map(record => record.sequence));
    return Promise.resolve();
  }

  close(): void { /* Nothing is open. */ }
}

export const startedAt = Date.parse('2026-02-03T10:00:00Z');

export const say = (text: string): TraceEvent => ({ kind: 'text', text });

export function command(id: string, what: string, isError = false): [TraceEvent, TraceEvent] {
  return [
    { kind: 'tool_call', callId: id, tool: 'Bash', input: JSON.stringify({ command: what }), summary: what },
    { kind: 'tool_result', callId: id, output: isError ? 'no such test' : 'ok', isError, exitCode: isError ? 1 : 0 },
  ];
}

export function headOf(some: Partial<RunHead> = {}): RunHead {
  return {
    id: 'r-1', title: 'Fix the login test', state: 'Running', atRest: false,
    requester: { id: 'U1', name: 'Maria' }, channel: '#shop', surface: 'slash command',
    repository: 'acme/shop', repositoryChoice: '', branch: 'agent/fix', base: 'main',
    harness: 'claude', harnessName: 'Claude Code', model: 'model-1', provider: 'provider-1',
    createdAt: '2026-02-03T10:00:00Z', stateSince: '2026-02-03T10:00:10Z', now: '2026-02-03T10:04:12Z', turn: 1,
    usage: { inputTokens: 1_000, cachedInputTokens: 2_000, outputTokens: 500, totalTokens: 3_500, costUsd: 0.42 },
    limits: { costUsd: 2, tokens: 100_000, turnSeconds: 3_600, silenceSeconds: 600 },
    push: true, last: 0, ...some,
  };
}
