import { describe, expect, it } from 'vitest';
import { callHash, type Row } from '../../src/trace/row';
import { RowTable } from '../../src/trace/rowTable';

const row = (sequence: number): Row => ({ sequence, turn: 1, at: sequence * 1000, category: 'text', flags: 0, call: 0 });

describe('a table of rows', () => {
  it('keeps what was added beyond its first capacity', () => {
    const table = new RowTable();
    for (let sequence = 1; sequence <= 5000; sequence++) table.push(row(sequence));
    expect(table.length).toBe(5000);
    expect([table.sequence(0), table.sequence(4999), table.at(4999), table.category(2500)]).toEqual([1, 5000, 5_000_000, 'text']);
  });

  it('leaves out what it has heard before', () => {
    const table = new RowTable();
    table.push(row(3));
    expect([table.push(row(3)), table.push(row(2)), table.push(row(4)), table.length]).toEqual([false, false, true, 2]);
  });

  it('finds a sequence, or the next one', () => {
    const table = new RowTable();
    for (const sequence of [2, 4, 8]) table.push(row(sequence));
    expect([1, 2, 3, 8, 9].map((sequence) => table.indexOf(sequence))).toEqual([0, 0, 1, 2, 3]);
  });
});

describe('the hash of a call', () => {
  it('is that of FNV-1a over the code units, and never that of no call', () => {
    expect([callHash(undefined), callHash(''), callHash('a'), callHash('toolu_01')]).toEqual([0, 0, expect.any(Number), expect.any(Number)]);
    expect(callHash('a')).not.toBe(callHash('b'));
  });
});
