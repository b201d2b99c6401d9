// @vitest-environment node
import { describe, expect, it } from 'vitest';
import type { ParsedTrace, parseTrace } from '../../src/formats';
import type { TraceEvent, TraceRecord } from '../../src/trace/record';
import { pairOfPorts } from '../../src/sources/fileMessages';
import { serveFile, type ServiceOptions } from '../../src/sources/fileService';
import { FileSource, type FilePort } from '../../src/sources/fileSource';

/** Records of our own schema, a line each. */
const ownSchema: typeof parseTrace = (lines, name) => {
  const facts: ParsedTrace['facts'] = { format: 'slackagents', tool: '', title: name, timesAreMade: false, lines: 0, records: 0, bookkeeping: 0, unknown: 0 };
  return {
    facts,
    async* [Symbol.asyncIterator]() {
      for await (const line of lines) {
        facts.lines++;
        yield JSON.parse(line) as TraceRecord;
      }
    },
  };
};

/** As with a worker, all that is said is copied. */
function copying(options: ServiceOptions = {}): () => Promise<FilePort> {
  return () => {
    const { page, service } = pairOfPorts();
    serveFile({ post: (message, transfer = []) => { service.post(structuredClone(message, { transfer })); }, listen: service.listen }, { parse: ownSchema, ...options });
    return Promise.resolve({ ...page, close: () => { page.post({ type: 'close' }); } });
  };
}

const line = (sequence: number, event: TraceEvent, turn = 1): string =>
  JSON.stringify({ v: 1, run: 'r', sequence, turn, at: new Date(Date.UTC(2026, 0, 1) + sequence * 1_000).toISOString(), event });
const text = (sequence: number, words = `number ${sequence}`): string => line(sequence, { kind: 'text', text: words });
const output = (sequence: number, words: string): string => line(sequence, { kind: 'tool_result', callId: 'c', output: words, isError: false });

function open(lines: Iterable<string>, options?: ServiceOptions): FileSource {
  return new FileSource(new File([[...lines].join('\n')], 'trace.jsonl'), 'trace.jsonl', copying(options));
}

async function complete(source: FileSource): Promise<FileSource> {
  let stop: (() => void) | undefined;
  await new Promise<void>(resolve => {
    stop = source.connection.subscribe(({ state }) => { if (state === 'complete' || state === 'failed') resolve(); });
  });
  stop?.();
  return source;
}

async function found(source: FileSource, query: string): Promise<number[]> {
  const sequences: number[] = [];
  await source.search(query, some => { sequences.push(...some); }, new AbortController().signal);
  return sequences;
}

describe('FileSource', () => {
  it('has the rows, the records and the facts of a file', async () => {
    const source = await complete(open([text(1), line(2, { kind: 'tool_call', callId: 'c', tool: 'Bash', input: '{}' }), output(3, 'done')]));
    expect(source.connection.value).toEqual({ state: 'complete' });
    expect([0, 1, 2].map(row => source.rows.category(row))).toEqual(['text', 'run', 'result']);
    expect(source.facts.value).toMatchObject({ format: 'slackagents', title: 'trace.jsonl', lines: 3 });
    expect(source.head.value).toBeNull();
    expect(source.peek(3)).toBeUndefined();
    const records = await source.read([3, 9, 1]);
    expect(records.map(record => [record.sequence, record.event.kind])).toEqual([[3, 'tool_result'], [1, 'text']]);
    expect(source.peek(3)).toBe(records[0]);
  });

  it('reads while the file is still being read', async () => {
    const source = open(Array.from({ length: 12_000 }, (_, index) => text(index + 1)));
    await new Promise<void>(resolve => { source.version.subscribe(version => { if (version === 1) resolve(); }); });
    expect(source.connection.value.state).toBe('loading');
    expect(source.connection.value.progress).toBeLessThan(1);
    const last = source.rows.sequence(source.rows.length - 1);
    expect((await source.read([1, last])).map(record => record.sequence)).toEqual([1, last]);
    await complete(source);
    expect(source.rows.length).toBe(12_000);
  });

  it('gives long texts in pages, exact to the half of a character', async () => {
    const long = `${'😀'.repeat(30_000)}\ud83d end`;
    const source = await complete(open([output(1, long), output(2, 'short')]));
    const [record] = await source.read([1]);
    expect(record!.cut).toEqual({ output: long.length });
    expect((record!.event as { output: string }).output).toBe(long.slice(0, 4_000));
    expect(await source.text(1, 'output', 4_001, 7)).toEqual({ text: long.slice(4_001, 4_008), offset: 4_001, total: long.length });
    expect((await source.text(1, 'output', long.length - 6, 65_536)).text).toBe(long.slice(-6));
    expect(await source.text(2, 'output', 1, 3)).toEqual({ text: 'hor', offset: 1, total: 5 });
    expect(await source.text(2, 'diff', 0, 3)).toEqual({ text: '', offset: 0, total: 0 });
  });

  it('finds words in any text and any case, in long ones too', async () => {
    const source = await complete(open([
      text(1, 'The LOGIN page "quoted\\path"'),
      output(2, `${'x'.repeat(1024 * 1024 - 4)}login page`),
      line(3, { kind: 'todo', items: [{ text: 'Ünïcode login', status: 'pending' }] }),
      text(4, 'log in'),
      line(5, { kind: 'file_change', path: 'src/login/page.ts', change: 'added' }),
    ]));
    expect(await found(source, 'login')).toEqual([1, 2, 3, 5]);
    expect(await found(source, ' page Login')).toEqual([1, 2, 5]);
    expect(await found(source, 'ÜNÏCODE')).toEqual([3]);
    expect(await found(source, '"quoted\\path"')).toEqual([1]);
    expect(await found(source, 'kind')).toEqual([]);
    expect(await found(source, '')).toEqual([]);
  });

  it('stops a search that is given up', async () => {
    const source = await complete(open(Array.from({ length: 8_000 }, (_, index) => text(index + 1, 'same words'))));
    const abort = new AbortController();
    let told = 0;
    const search = source.search('same', () => {
      told++;
      abort.abort();
    }, abort.signal);
    await expect(search).rejects.toThrow();
    expect(told).toBe(1);
  });

  it('says in the trace that a line was too long', async () => {
    const source = await complete(open([text(1), text(2, 'x'.repeat(500)), text(3)], { longestLine: 200 }));
    expect(source.rows.length).toBe(3);
    const [, notice] = await source.read([1, 2, 3]);
    expect(notice!.event).toMatchObject({ kind: 'notice', topic: 'line_too_long' });
    expect((notice!.event as { text: string }).text).toMatch(/^Line 2 of the file has \d+ characters/u);
  });

  it('shows the beginning of a file that goes on and on', async () => {
    const source = await complete(open(Array.from({ length: 50 }, (_, index) => text(index + 1)), { mostRecords: 10 }));
    expect(source.rows.length).toBe(11);
    expect((await source.read([11]))[0]!.event).toMatchObject({ topic: 'file_goes_on' });
  });

  it('says that a file without a trace has none, and why one could not be read', async () => {
    expect((await complete(open([]))).connection.value).toEqual({ state: 'failed', sentence: 'Nothing in this file could be read as a trace.' });
    const gone = Object.assign(new Blob(['x']), { stream: () => { throw new DOMException('gone', 'NotReadableError'); } });
    const source = new FileSource(gone, 'x', copyingByReference);
    expect((await complete(source)).connection.value.sentence).toContain('it was changed, moved or removed');
    const none = new FileSource(new Blob([]), 'x', () => Promise.reject(new Error('no script')));
    expect((await complete(none)).connection.value.state).toBe('failed');
    await expect(none.read([1])).rejects.toThrow('no script');
  });

  it('ends what is asked for when it is closed', async () => {
    const source = await complete(open(Array.from({ length: 8_000 }, (_, index) => text(index + 1))));
    const read = expect(source.read([1])).rejects.toThrow();
    const search = expect(found(source, 'number')).rejects.toThrow();
    await Promise.resolve();
    source.close();
    await read;
    await search;
    await expect(source.read([2])).rejects.toThrow();
  });
});

const copyingByReference = (): Promise<FilePort> => {
  const { page, service } = pairOfPorts();
  serveFile(service, { parse: ownSchema });
  return Promise.resolve({ ...page, close: () => undefined });
};
