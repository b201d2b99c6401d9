import { describe, expect, it, vi } from 'vitest';
import type { RunHead } from '../../src/trace/head';
import type { TraceEvent } from '../../src/trace/record';
import { EmbeddedSource } from '../../src/sources/embeddedSource';

const line = (sequence: number, event: TraceEvent): string => JSON.stringify({ v: 1, run: 'r', sequence, turn: 1, at: '2026-01-01T00:00:00Z', event });
const text = (sequence: number, words: string): string => line(sequence, { kind: 'text', text: words });
const head = { id: 'r', state: 'Finished' } as unknown as RunHead;

async function open(...lines: string[]): Promise<EmbeddedSource> {
  const source = new EmbeddedSource(lines, head);
  await vi.waitFor(() => { expect(source.connection.value.state).not.toBe('loading'); });
  return source;
}

async function found(source: EmbeddedSource, query: string): Promise<number[]> {
  const sequences: number[] = [];
  await source.search(query, some => { sequences.push(...some); }, new AbortController().signal);
  return sequences;
}

describe('EmbeddedSource', () => {
  it('has the run and its rows, and reads records when somebody looks at them', async () => {
    const source = await open(text(1, 'one'), '', text(3, 'three'));
    expect(source.head.value).toBe(head);
    expect(source.connection.value).toEqual({ state: 'complete' });
    expect([source.rows.length, source.rows.sequence(1)]).toEqual([2, 3]);
    expect(source.peek(3)).toBeUndefined();
    const records = await source.read([3, 2, 1]);
    expect(records.map(record => record.event)).toEqual([{ kind: 'text', text: 'three' }, { kind: 'text', text: 'one' }]);
    expect(source.peek(3)).toBe(records[0]);
  });

  it('takes lines that come piece by piece, and leaves out those that come twice', async () => {
    const source = new EmbeddedSource((async function* () {
      yield text(1, 'one');
      await Promise.resolve();
      yield text(1, 'again');
      yield text(2, 'two');
    })(), null);
    await vi.waitFor(() => { expect(source.connection.value.state).toBe('complete'); });
    expect((await source.read([1, 2])).map(record => (record.event as { text: string }).text)).toEqual(['one', 'two']);
  });

  it('gives long texts in pages', async () => {
    const long = 'abc😀'.repeat(10_000);
    const source = await open(text(1, long));
    const [record] = await source.read([1]);
    expect(record!.cut).toEqual({ text: long.length });
    expect(await source.text(1, 'text', 20_000, 10)).toEqual({ text: long.slice(20_000, 20_010), offset: 20_000, total: long.length });
    expect((await source.text(7, 'text', 0, 10)).total).toBe(0);
  });

  it('finds words in any text and any case, whoever wrote the JSON', async () => {
    const escaped = text(3, 'pl\u00e4ce "a\\b"').replace('\u00e4', '\\u00e4');
    const source = await open(text(1, 'The LOGIN page'), text(2, 'log in'), escaped);
    expect(await found(source, 'page login')).toEqual([1]);
    expect(await found(source, 'PLÄCE')).toEqual([3]);
    expect(await found(source, '"a\\b"')).toEqual([3]);
    expect(await found(source, 'kind')).toEqual([]);
    expect(await found(source, '')).toEqual([]);
  });

  it('says that its data is damaged, and still shows what came before', async () => {
    const source = await open(text(1, 'one'), '{"v":1');
    expect(source.connection.value.state).toBe('failed');
    expect(source.connection.value.sentence).toContain('Export the run again');
    expect((await source.read([1])).length).toBe(1);
  });

  it('stops when it is closed', async () => {
    const source = await open(text(1, 'one'));
    source.close();
    await expect(source.read([1])).rejects.toThrow();
  });
});
