import { describe, expect, it } from 'vitest';
import type { TraceEvent, TraceRecord } from '../../src/trace/record';
import { categories, type WireRow } from '../../src/trace/row';
import { rowOf } from '../../src/trace/rowOf';
import golden from '../fixtures/rows.json';

interface GoldenRow {
  sequence: number;
  turn: number;
  at: string;
  event: TraceEvent;
  row: WireRow;
}

const rows = golden as unknown as GoldenRow[];

describe('rowOf', () => {
  it.each(rows)('agrees with the host on $sequence: $event.kind', ({ sequence, turn, at, event, row }) => {
    const found = rowOf({ v: 1, run: 'r', sequence, turn, at, event });
    expect([found.sequence, found.turn, found.at, categories.indexOf(found.category), found.flags, found.call]).toEqual(row);
  });

  it('knows every category from at least one golden row', () => {
    const seen = new Set(rows.map(({ row }) => row[3]));
    expect(categories.filter((_, number) => !seen.has(number))).toEqual([]);
  });

  it('shows a kind that it does not know as unknown', () => {
    const event = { kind: 'constructor' } as unknown as TraceEvent;
    expect(rowOf(record(event))).toMatchObject({ category: 'unknown', flags: 0, call: 0 });
  });

  it('takes a time that is none for the beginning of time', () => {
    expect(rowOf({ ...record({ kind: 'text', text: '' }), at: 'yesterday' }).at).toBe(0);
  });
});

function record(event: TraceEvent): TraceRecord {
  return { v: 1, run: 'r', sequence: 1, turn: 1, at: '2026-01-01T00:00:00Z', event };
}
