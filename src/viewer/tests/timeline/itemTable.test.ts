import { describe, expect, it } from 'vitest';
import { flag } from '../../src/trace/row';
import { RowTable } from '../../src/trace/rowTable';
import { ItemTable } from '../../src/timeline/itemTable';
import { maskOf } from '../../src/timeline/mask';
import { counted } from './counted';
import { randomTrace, toRow, type Short } from './traces';

function itemsOf(...rows: Short[]): ItemTable {
  const table = new RowTable();
  rows.forEach((row, index) => table.push(toRow(row, index + 1)));
  const items = new ItemTable(table);
  items.absorb();
  return items;
}

const sequencesOf = (items: ItemTable): (readonly number[])[] => Array.from({ length: items.length }, (_, index) => items.get(index).sequences);

describe('ItemTable', () => {
  it('puts a call, its result and its changes together, whatever stands between them', () => {
    const items = itemsOf(
      { category: 'edit', call: 7 },
      { category: 'run', call: 8 },
      { category: 'model', flags: ['aside'] },
      { category: 'change', call: 7 },
      { category: 'result', call: 8 },
      { category: 'result', call: 7, flags: ['bad'] },
    );
    expect(sequencesOf(items)).toEqual([[1, 4, 6], [2, 5], [3]]);
    expect(items.get(0)).toMatchObject({ kind: 'call', category: 'edit', flags: flag.bad, result: 5, changes: [3], at: 100, until: 600 });
    expect(items.mask(0)).toBe(maskOf('edit', 'change'));
    expect(items.get(1)).toMatchObject({ kind: 'call', category: 'run', flags: 0, result: 4, changes: [] });
  });

  it('finds the call of a result that comes a thousand rows later', () => {
    const between = Array.from({ length: 1000 }, (): Short => ({ category: 'text' }));
    const items = itemsOf({ category: 'run', call: 1 }, ...between, { category: 'result', call: 1 });
    expect(items.get(0).sequences).toEqual([1, 1002]);
    expect(items.length).toBe(1001);
  });

  it('gives a result to the call of its own turn when an id is used again', () => {
    const items = itemsOf(
      { category: 'run', call: 1, turn: 1 },
      { category: 'result', call: 1, turn: 1 },
      { category: 'run', call: 1, turn: 2 },
      { category: 'result', call: 1, turn: 2 },
    );
    expect(sequencesOf(items)).toEqual([[1, 2], [3, 4]]);
  });

  it('gives a result to the call of the turn before when that has none', () => {
    const items = itemsOf({ category: 'run', call: 1, turn: 1 }, { category: 'result', call: 1, turn: 2 }, { category: 'result', call: 1, turn: 2 });
    expect(sequencesOf(items)).toEqual([[1, 2], [3]]);
    expect(items.get(0).turn).toBe(1);
  });

  it('gives a result to the newest of two calls with one id', () => {
    expect(sequencesOf(itemsOf({ category: 'run', call: 1 }, { category: 'run', call: 1 }, { category: 'result', call: 1 }))).toEqual([[1], [2, 3]]);
  });

  it('shows a result and a change without a call by themselves', () => {
    const items = itemsOf({ category: 'result', call: 1 }, { category: 'change', call: 2 }, { category: 'result' }, { category: 'change' });
    expect(sequencesOf(items)).toEqual([[1], [2], [3], [4]]);
    expect(items.get(0)).toMatchObject({ kind: 'row', category: 'result' });
    expect(items.get(0).result).toBeUndefined();
  });

  it('does not take a call without an id for that of a result without one', () => {
    const items = itemsOf({ category: 'tool' }, { category: 'result' });
    expect(sequencesOf(items)).toEqual([[1], [2]]);
    expect(items.get(0).kind).toBe('call');
  });

  it('joins pieces of a text across what the host says between them', () => {
    const items = itemsOf(
      { category: 'text', flags: ['partial'] },
      { category: 'model', turn: 0, flags: ['aside'] },
      { category: 'steering', flags: ['aside'] },
      { category: 'text', flags: ['partial'] },
      { category: 'text' },
      { category: 'text', flags: ['partial'] },
    );
    expect(sequencesOf(items)).toEqual([[1, 4], [2], [3], [5], [6]]);
    expect(items.get(0)).toMatchObject({ kind: 'text', category: 'text' });
  });

  it.each<[string, Short]>([
    ['a thought', { category: 'thinking', flags: ['partial'] }],
    ['a tool call', { category: 'run', call: 3 }],
    ['a result', { category: 'result', call: 9 }],
    ['another turn', { category: 'text', turn: 2, flags: ['partial'] }],
    ['a notice', { category: 'notice' }],
  ])('does not join pieces of a text across %s', (_, between) => {
    const piece: Short = { category: 'text', flags: ['partial'] };
    expect(itemsOf({ category: 'run', call: 9 }, piece, between, piece).get(1).sequences).toEqual([2]);
  });

  it('joins a question and its reply, and a message and what became of it', () => {
    const items = itemsOf(
      { category: 'steering', call: 5, flags: ['aside'] },
      { category: 'question', call: 5 },
      { category: 'message', call: 5 },
      { category: 'steering', call: 5, flags: ['aside', 'refused'] },
      { category: 'question', call: 5, turn: 2 },
      { category: 'steering', call: 5, turn: 2, flags: ['aside'] },
    );
    expect(sequencesOf(items)).toEqual([[1, 3, 4], [2, 5], [6]]);
    expect(items.get(0)).toMatchObject({ kind: 'message', category: 'steering' });
    expect(items.get(0).flags & flag.refused).toBe(flag.refused);
    expect(items.mask(0)).toBe(maskOf('steering', 'message'));
    expect(items.get(1).kind).toBe('question');
  });

  it('joins the begin of a step and its end, lets it begin anew, and leaves changes of state alone', () => {
    const items = itemsOf(
      { category: 'step', call: 4 },
      { category: 'step', call: 0 },
      { category: 'step', call: 5 },
      { category: 'step', call: 4 },
      { category: 'step', call: 4 },
      { category: 'step', call: 4, flags: ['bad'] },
    );
    expect(sequencesOf(items)).toEqual([[1, 4], [2], [3], [5, 6]]);
    expect([0, 1, 2, 3].map(index => items.get(index).kind)).toEqual(['step', 'row', 'step', 'step']);
    expect(items.get(3).flags).toBe(flag.bad);
  });

  it('gives the same object until the item changes', () => {
    const table = new RowTable();
    const items = new ItemTable(table);
    table.push(toRow({ category: 'run', call: 1 }, 1));
    items.absorb();
    const before = items.get(0);
    table.push(toRow({ category: 'text' }, 2));
    items.absorb();
    expect(items.get(0)).toBe(before);
    table.push(toRow({ category: 'result', call: 1 }, 3));
    items.absorb();
    expect(items.get(0).result).toBe(2);
  });

  it('says which items from before are others now, as they were', () => {
    const table = new RowTable();
    const items = new ItemTable(table);
    table.push(toRow({ category: 'run', call: 1 }, 1));
    table.push(toRow({ category: 'read', call: 2 }, 2));
    items.absorb();
    table.push(toRow({ category: 'result', call: 1, flags: ['bad'] }, 3));
    table.push(toRow({ category: 'result', call: 2 }, 4));
    table.push(toRow({ category: 'change', call: 1 }, 5));
    expect(items.absorb()).toEqual([{ index: 0, mask: maskOf('run'), flags: 0 }]);
  });

  it('makes the same items of any trace, row by row or at once', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const rows = randomTrace(seed, 300);
      const table = new RowTable();
      const grown = new ItemTable(table);
      rows.forEach((row, index) => {
        table.push(toRow(row, index + 1));
        if (index % (seed % 7 + 1) === 0) grown.absorb();
        // Objects that were made before must not be given out afterwards.
        for (let item = 0; item < grown.length; item += 13) grown.get(item);
      });
      grown.absorb();
      const atOnce = itemsOf(...rows);
      expect(grown.length).toBe(atOnce.length);
      for (let index = 0; index < atOnce.length; index++) expect(grown.get(index)).toEqual(atOnce.get(index));
      expectEveryRowOnce(atOnce, rows.length);
    }
  });

  it('looks at each of 200,000 rows a few times at most', () => {
    const count = 200_000;
    const table = new RowTable();
    for (let sequence = 1; sequence <= count; sequence++) {
      const call = (sequence >> 1) % 100_000 + 1;
      table.push(toRow(sequence % 2 === 0 ? { category: 'run', call } : { category: 'result', call }, sequence));
    }
    const items = new ItemTable(table);
    const looks = counted(table, ['category', 'flags', 'turn', 'call', 'sequence', 'at']).during(() => { items.absorb(); });
    expect(items.length).toBe(count / 2 + 1);
    expect(looks).toBeLessThan(count * 8);
  });
});

function expectEveryRowOnce(items: ItemTable, count: number): void {
  const seen = new Set<number>();
  for (let index = 0; index < items.length; index++) {
    const item = items.get(index);
    expect([...item.rows]).toEqual([...item.rows].sort((a, b) => a - b));
    for (const row of item.rows) {
      expect(seen.has(row)).toBe(false);
      seen.add(row);
      expect(items.ofRow(row)).toBe(index);
    }
  }
  expect(seen.size).toBe(count);
}
