import { describe, expect, it } from 'vitest';
import { foldLines, joinedText, linesIn, longText, pageCount, pageLength, readPage, wholeText } from '../../src/text/longText';
import type { TraceRecord } from '../../src/trace/record';

const never = new AbortController().signal;

async function pages(text: string): Promise<string[]> {
  const long = wholeText(text);
  return Promise.all(Array.from({ length: pageCount(text.length) }, (_, page) => readPage(long, page, never)));
}

describe('A long text', () => {
  it.each([
    ['short lines', 'a line of a log\n'.repeat(20_000)],
    ['one line', 'x'.repeat(250_000)],
    ['one line of wide characters', 'a' + '😀'.repeat(100_000)],
    ['lines of every length', Array.from({ length: 700 }, (_, index) => 'y'.repeat((index * 7919) % 5000)).join('\n')],
    ['lines that are longer than is looked for their ends', Array.from({ length: 60 }, (_, index) => 'z'.repeat((index * 7919) % 20_000)).join('\n')],
    ['line ends only', '\n'.repeat(200_000)],
    ['nothing', ''],
  ])('of %s has all of it in its pages, none twice', async (_, text) => {
    const parts = await pages(text);
    expect(parts.join('') === text).toBe(true);
    for (const part of parts) {
      expect(part.length).toBeLessThanOrEqual(pageLength + 4096);
      expect(part).not.toMatch(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/);
    }
  });

  it('has whole lines in its pages', async () => {
    for (const part of await pages('a line of a log\n'.repeat(20_000))) expect(part).toMatch(/^a line[^]*log\n$/);
  });

  it('asks for what is not here in pieces that the host gives', async () => {
    const whole = 'some words\n'.repeat(30_000);
    const asked: [number, number][] = [];
    const source = {
      text: (_: number, __: string, offset: number, length: number) => {
        asked.push([offset, length]);
        return Promise.resolve({ text: whole.slice(offset, offset + length), offset, total: whole.length });
      },
    };
    const record = { sequence: 7, cut: { output: whole.length } } as TraceRecord;
    const long = longText(record, 'output', whole.slice(0, 4000), source);
    expect(long.total).toBe(whole.length);
    expect(await long.read(0, 4000, never)).toBe(whole.slice(0, 4000));
    expect(asked).toEqual([]);
    const parts = await Promise.all(Array.from({ length: pageCount(long.total) }, (_, page) => readPage(long, page, never)));
    expect(parts.join('') === whole).toBe(true);
    expect(Math.max(...asked.map(([, length]) => length))).toBeLessThanOrEqual(65_536);
  });

  it('of pieces is one, also where pieces are cut', async () => {
    const texts = ['first ', 'x'.repeat(9000), ' last'];
    const source = { text: (sequence: number, _: string, offset: number, length: number) => Promise.resolve({ text: texts[sequence]!.slice(offset, offset + length), offset, total: 0 }) };
    const long = joinedText(texts.map((text, sequence) => longText({ sequence, ...(text.length > 4000 ? { cut: { text: text.length } } : {}) } as TraceRecord, 'text', text.slice(0, 4000), source)));
    expect(long.have).toBe(`first ${'x'.repeat(4000)}`);
    expect(long.total).toBe(9011);
    expect(await long.read(0, 60_000, never)).toBe(texts.join(''));
    expect(await long.read(5, 3, never)).toBe(' xx');
    expect(await long.read(9004, 10, never)).toBe('xx last');
    expect(joinedText([]).total).toBe(0);
  });

  it('is folded by lines and by length', () => {
    expect(foldLines('a\nb\nc\n', 2)).toEqual({ head: 'a\nb\n', lines: 1, units: 2 });
    expect(foldLines('a\nb\n', 2)).toEqual({ head: 'a\nb\n', lines: 0, units: 0 });
    expect(foldLines('a\nb', 2)).toEqual({ head: 'a\nb', lines: 0, units: 0 });
    expect(foldLines('x'.repeat(30), 2, 10)).toEqual({ head: 'x'.repeat(10), lines: 1, units: 20 });
    expect(foldLines(`abcdefgh\n${'x'.repeat(30)}`, 5, 10)).toEqual({ head: 'abcdefgh\n', lines: 1, units: 30 });
    expect(foldLines(`a\n${'x'.repeat(30)}`, 5, 10).head).toBe(`a\n${'x'.repeat(8)}`);
    expect(foldLines('', 5)).toEqual({ head: '', lines: 0, units: 0 });
    expect(linesIn('a\nb\nc\n', 2)).toBe(2);
  });
});
