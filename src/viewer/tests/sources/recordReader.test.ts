import { describe, expect, it } from 'vitest';
import type { TraceRecord } from '../../src/trace/record';
import { RecordCache } from '../../src/sources/recordCache';
import { mostSequences, RecordReader } from '../../src/sources/recordReader';
import { Requests, sentences } from '../../src/sources/requests';
import { json, ManualSurroundings } from './manualSurroundings';

export const record = (sequence: number, text = `text ${sequence}`): TraceRecord => ({
  v: 1, run: 'r', sequence, turn: 1, at: '2026-01-01T00:00:00Z', event: { kind: 'text', text },
});

function reader(most?: number): { surroundings: ManualSurroundings; reader: RecordReader; cache: RecordCache } {
  const surroundings = new ManualSurroundings();
  const cache = new RecordCache(most);
  return { surroundings, cache, reader: new RecordReader(new Requests({ base: 'https://host.test/runs/r/', token: 'secret' }, surroundings), cache, surroundings) };
}

const asked = (url: URL): number[] => (url.searchParams.get('sequences') ?? '').split(',').map(Number);
const all = (url: URL): Response => json({ records: asked(url).map(sequence => record(sequence)) });
const range = (first: number, count: number): number[] => Array.from({ length: count }, (_, index) => first + index);

describe('RecordReader', () => {
  it('asks once for what several want at the same time, and not again for what it has', async () => {
    const { surroundings, reader: records } = reader();
    surroundings.answer = all;
    const reads = [records.read([3, 1]), records.read([1, 2])];
    await surroundings.pass(20);
    expect(surroundings.asked.map(one => one.get('sequences'))).toEqual(['1,2,3']);
    expect(surroundings.asked[0]!.get('t')).toBe('secret');
    expect((await Promise.all(reads)).map(found => found.map(one => one.sequence))).toEqual([[3, 1], [1, 2]]);
    await records.read([2, 3]);
    expect(surroundings.asked.length).toBe(1);
  });

  it('leaves out what the host does not have', async () => {
    const { surroundings, reader: records } = reader();
    surroundings.answer = () => json({ records: [record(2)] });
    const read = records.read([1, 2]);
    await surroundings.pass(20);
    expect((await read).map(one => one.sequence)).toEqual([2]);
  });

  it('asks for at most two hundred at once, in four requests at a time', async () => {
    const { surroundings, reader: records } = reader();
    const read = records.read(range(1, 1_100));
    await surroundings.pass(20);
    expect(surroundings.asked.map(one => asked(one.url).length)).toEqual([mostSequences, mostSequences, mostSequences, mostSequences]);
    surroundings.answer = all;
    for (const one of surroundings.asked) one.reply(all(one.url));
    await surroundings.pass(20);
    expect(surroundings.asked.length).toBe(6);
    expect((await read).length).toBe(1_100);
  });

  it('takes back what nobody wants any more, and only that', async () => {
    const { surroundings, reader: records } = reader();
    const [gone, stays] = [new AbortController(), new AbortController()];
    const first = records.read([1, 2], gone.signal);
    const second = records.read([2, 3], stays.signal);
    await surroundings.pass(20);
    gone.abort();
    await expect(first).rejects.toThrow();
    expect(surroundings.asked[0]!.signal.aborted).toBe(false);
    stays.abort();
    await expect(second).rejects.toThrow();
    expect(surroundings.asked[0]!.signal.aborted).toBe(true);
  });

  it('does not ask for what was given up before it was asked for', async () => {
    const { surroundings, reader: records } = reader();
    const abort = new AbortController();
    const read = records.read([1], abort.signal);
    abort.abort();
    await expect(read).rejects.toThrow();
    const other = records.read([2]);
    surroundings.answer = all;
    await surroundings.pass(20);
    await other;
    expect(surroundings.asked.map(one => one.get('sequences'))).toEqual(['2']);
  });

  it('asks again when the host is busy, as long as somebody wants it', async () => {
    const { surroundings, reader: records } = reader();
    surroundings.answer = () => json({}, 503, { 'retry-after': '10' });
    const read = records.read([1]);
    await surroundings.pass(20);
    surroundings.answer = all;
    await surroundings.pass(9_000);
    expect(surroundings.asked.length).toBe(1);
    await surroundings.pass(2_000);
    expect((await read).length).toBe(1);

    surroundings.answer = () => new TypeError('no network');
    const abort = new AbortController();
    const given = records.read([5], abort.signal);
    await surroundings.pass(20);
    abort.abort();
    await expect(given).rejects.toThrow();
    const before = surroundings.asked.length;
    await surroundings.pass(100_000);
    expect(surroundings.asked.length).toBe(before);
    expect(surroundings.listeners).toBe(0);
  });

  it('says how to get a fresh link when this one is refused', async () => {
    const { surroundings, reader: records } = reader();
    surroundings.answer = () => json({}, 403);
    const read = expect(records.read([1])).rejects.toThrow(sentences.refused);
    await surroundings.pass(20);
    await read;
  });

  it('ends with the page', async () => {
    const { surroundings, reader: records } = reader();
    const read = expect(records.read([1])).rejects.toThrow();
    await surroundings.pass(20);
    records.close();
    await read;
    expect(surroundings.asked[0]!.signal.aborted).toBe(true);
    await expect(records.read([2])).rejects.toThrow();
  });
});

describe('RecordCache', () => {
  it('lets go of what was not used for longest, by characters', () => {
    const cache = new RecordCache(3_000);
    for (const sequence of [1, 2, 3]) cache.set(record(sequence, 'x'.repeat(700)));
    expect(cache.get(1)?.sequence).toBe(1);
    cache.set(record(4, 'x'.repeat(700)));
    expect([1, 2, 3, 4].map(sequence => cache.get(sequence) !== undefined)).toEqual([true, false, true, true]);
    expect(cache.size).toBeLessThanOrEqual(3_000);
  });

  it('counts a record that is set again once, and keeps one that is too large alone', () => {
    const cache = new RecordCache(3_000);
    for (let time = 0; time < 10; time++) cache.set(record(1, 'x'.repeat(700)));
    expect(cache.size).toBe(900);
    cache.set(record(2, 'x'.repeat(10_000)));
    expect(cache.get(1)).toBeUndefined();
    expect(cache.get(2)).toBeDefined();
    cache.set(record(3, ''));
    expect(cache.get(2)).toBeUndefined();
  });
});
