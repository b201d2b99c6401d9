import { describe, expect, it } from 'vitest';
import type { RunHead } from '../../src/trace/head';
import type { TraceRecord } from '../../src/trace/record';
import type { WireRow } from '../../src/trace/row';
import { RemoteSource } from '../../src/sources/remoteSource';
import { placeOf, sentences } from '../../src/sources/requests';
import { json, ManualSurroundings } from './manualSurroundings';

const row = (sequence: number): WireRow => [sequence, 1, sequence * 10, 1, 0, 0];
const rows = (first: number, last: number): WireRow[] => Array.from({ length: last - first + 1 }, (_, index) => row(first + index));
const head = (last: number, state = 'Running'): RunHead => ({ id: 'r', state, last }) as unknown as RunHead;
const entry = (sequence: number, text = 'x'): TraceRecord => ({ v: 1, run: 'r', sequence, turn: 1, at: '2026-01-01T00:00:00Z', event: { kind: 'text', text } });

/** A run on the host with so many events. */
class Host {
  readonly surroundings = new ManualSurroundings();
  failure: number | Error | undefined;
  text = 'abcdefghij'.repeat(20_000);

  constructor(public last: number) {
    this.surroundings.answer = url => this.#answer(url);
  }

  open(shown = Math.min(this.last, 1_000)): RemoteSource {
    return new RemoteSource(
      { head: head(this.last), records: rows(1, Math.min(shown, 60)).map(([sequence]) => entry(sequence)), rows: rows(1, shown), last: this.last, links: {} },
      placeOf('https://host.test/runs/r?t=token&x=1#e5'),
      this.surroundings,
    );
  }

  paths(): string[] { return this.surroundings.asked.map(asked => asked.path); }

  #answer(url: URL): Response | null | Error {
    if (this.failure instanceof Error) return this.failure;
    if (this.failure !== undefined) return json({}, this.failure);
    const parameter = (name: string): number => Number(url.searchParams.get(name));
    const path = url.pathname.split('/').at(-1);
    const after = parameter('after');
    switch (path) {
      case 'head': return json(head(this.last));
      case 'index': {
        const end = Math.min(this.last, after + parameter('limit'));
        return json({ rows: rows(after + 1, end), last: this.last, more: end < this.last });
      }
      case 'search': {
        const end = Math.min(this.last, after + 100);
        return json({ sequences: [after + 1], last: end, more: end < this.last });
      }
      case 'text': {
        // As the host: no piece begins or ends in the middle of a character.
        const isInside = (at: number): boolean => this.text.charCodeAt(at) >= 0xdc00 && this.text.charCodeAt(at) < 0xe000;
        const offset = parameter('offset') - (isInside(parameter('offset')) ? 1 : 0);
        const end = offset + Math.min(parameter('length'), 65_536);
        return json({ text: this.text.slice(offset, isInside(end) ? (end - 1 > offset ? end - 1 : end + 1) : end), offset, total: this.text.length });
      }
      default: return null;
    }
  }
}

const sequences = (source: RemoteSource): number[] => Array.from({ length: source.rows.length }, (_, index) => source.rows.sequence(index));

describe('RemoteSource', () => {
  it('has what came with the page at once, and listens for what follows', async () => {
    const host = new Host(50);
    const source = host.open();
    expect(source.rows.length).toBe(50);
    expect(source.peek(7)?.sequence).toBe(7);
    await host.surroundings.pass();
    expect(host.surroundings.asked).toEqual([]);
    expect(host.surroundings.stream.url.href).toBe('https://host.test/runs/r/events?t=token&after=50');
    expect(source.connection.value).toEqual({ state: 'loading' });
    host.surroundings.stream.say('open');
    expect(source.connection.value).toEqual({ state: 'live' });
    host.surroundings.stream.say('head', head(50, 'Finished'));
    expect(source.head.value?.state).toBe('Finished');
  });

  it('loads a long trace in large pieces before it listens', async () => {
    const host = new Host(55_000);
    const source = host.open();
    await host.surroundings.pass();
    expect(host.surroundings.asked.map(asked => [asked.path, asked.get('after'), asked.get('limit')])).toEqual([
      ['index', '1000', '20000'], ['index', '21000', '20000'], ['index', '41000', '20000'],
    ]);
    expect(source.rows.length).toBe(55_000);
    expect(host.surroundings.stream.after).toBe(55_000);
  });

  it('says once for each picture that rows came', async () => {
    const host = new Host(1);
    const source = host.open();
    await host.surroundings.pass();
    host.surroundings.stream.say('open');
    for (let sequence = 2; sequence <= 100; sequence++) host.surroundings.stream.say('entry', entry(sequence));
    expect(source.version.value).toBe(0);
    host.surroundings.paint();
    expect(source.version.value).toBe(1);
    expect(source.rows.length).toBe(100);
    expect(source.peek(100)).toBeDefined();
    await host.surroundings.pass(2_000);
    expect(source.version.value).toBe(1);
  });

  it('says it to a page that is not painted too', async () => {
    const host = new Host(1);
    const source = host.open();
    await host.surroundings.pass();
    await host.surroundings.change({ hidden: true });
    host.surroundings.stream.say('entry', entry(2));
    host.surroundings.paint();
    expect(source.version.value).toBe(0);
    await host.surroundings.pass(1_000);
    expect(source.version.value).toBe(1);
  });

  it('leaves out what it heard before', async () => {
    const host = new Host(3);
    const source = host.open();
    await host.surroundings.pass();
    for (const sequence of [2, 3, 4, 4, 1]) host.surroundings.stream.say('entry', entry(sequence));
    await host.surroundings.pass();
    expect(sequences(source)).toEqual([1, 2, 3, 4]);
    expect(host.surroundings.asked).toEqual([]);
  });

  it('fills a gap through the index, and keeps the order', async () => {
    const host = new Host(3);
    const source = host.open();
    await host.surroundings.pass();
    host.surroundings.stream.say('open');
    host.last = 7;
    for (const sequence of [6, 7, 8, 9]) host.surroundings.stream.say('entry', entry(sequence));
    expect(sequences(source)).toEqual([1, 2, 3]);
    await host.surroundings.pass();
    expect(host.surroundings.asked.map(asked => [asked.path, asked.get('after')])).toEqual([['index', '3']]);
    expect(sequences(source)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(source.connection.value).toEqual({ state: 'live' });
  });

  it('asks the index for one thing at a time', async () => {
    const host = new Host(3);
    const source = host.open();
    await host.surroundings.pass();
    const answer = host.surroundings.answer;
    host.surroundings.answer = () => null;
    host.surroundings.stream.say('entry', entry(6));
    await host.surroundings.change({ hidden: true });
    host.surroundings.sleep(3_600_000);
    await host.surroundings.change({ hidden: false });
    expect(host.paths()).toEqual(['index']);
    host.last = 8;
    host.surroundings.asked[0]!.reply(answer(host.surroundings.asked[0]!.url) as Response);
    await host.surroundings.pass();
    expect(sequences(source)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(host.surroundings.stream.after).toBe(8);
  });

  it('goes on without what nobody has', async () => {
    const host = new Host(3);
    const source = host.open();
    await host.surroundings.pass();
    host.surroundings.stream.say('entry', entry(9));
    await host.surroundings.pass();
    expect(sequences(source)).toEqual([1, 2, 3, 9]);
  });

  it('connects again with growing pauses, and says so', async () => {
    const host = new Host(3);
    const source = host.open();
    await host.surroundings.pass();
    host.surroundings.stream.say('open');
    host.surroundings.stream.say('error');
    expect(source.connection.value).toEqual({ state: 'waiting', sentence: sentences.lost });
    await host.surroundings.pass(1_000);
    expect(host.surroundings.streams.length).toBe(2);
    host.surroundings.stream.say('error');
    await host.surroundings.pass(1_000);
    expect(host.surroundings.streams.length).toBe(2);
    await host.surroundings.pass(1_000);
    expect(host.surroundings.streams.length).toBe(3);
    host.surroundings.stream.say('open');
    expect(source.connection.value).toEqual({ state: 'live' });
    expect(host.surroundings.streams.slice(0, -1).every(stream => stream.closed)).toBe(true);
  });

  it('is told by the facts of the run that a link was refused', async () => {
    const host = new Host(3);
    const source = host.open();
    await host.surroundings.pass();
    host.failure = 403;
    host.surroundings.stream.say('error');
    await host.surroundings.pass(100_000);
    expect(source.connection.value).toEqual({ state: 'refused', sentence: sentences.refused });
    expect(host.surroundings.streams.length).toBe(1);
    expect(host.surroundings.listeners).toBe(0);
  });

  it('says that the host is busy when it has no stream to spare', async () => {
    const host = new Host(3);
    const source = host.open();
    await host.surroundings.pass();
    host.surroundings.stream.say('error');
    await host.surroundings.pass();
    expect(source.connection.value).toEqual({ state: 'waiting', sentence: sentences.busy });
    host.failure = new TypeError('no network');
    await host.surroundings.pass(1_000);
    host.surroundings.stream.say('error');
    await host.surroundings.pass();
    expect(source.connection.value).toEqual({ state: 'waiting', sentence: sentences.lost });
  });

  it('ends when the host says that the link is over', async () => {
    const host = new Host(3);
    const source = host.open();
    await host.surroundings.pass();
    host.surroundings.stream.say('open');
    host.surroundings.stream.say('bye');
    expect(source.connection.value).toEqual({ state: 'refused', sentence: sentences.refused });
    await host.surroundings.pass(100_000);
    await host.surroundings.change({ hidden: false });
    expect(host.surroundings.streams.length).toBe(1);
    expect(host.surroundings.stream.closed).toBe(true);
  });

  it('waits for a host that is busy, also while the trace is loaded', async () => {
    const host = new Host(5_000);
    host.failure = 503;
    const source = host.open();
    await host.surroundings.pass();
    expect(source.connection.value).toEqual({ state: 'waiting', sentence: sentences.busy });
    host.failure = undefined;
    await host.surroundings.pass(1_000);
    expect(source.rows.length).toBe(5_000);
    host.surroundings.stream.say('open');
    expect(source.connection.value).toEqual({ state: 'live' });
  });

  it('says so when the trace may not be loaded', async () => {
    const host = new Host(5_000);
    host.failure = 404;
    const source = host.open();
    await host.surroundings.pass();
    expect(source.connection.value).toEqual({ state: 'refused', sentence: sentences.gone });
    expect(host.surroundings.streams.length).toBe(0);
  });

  it('catches up at once after the device slept', async () => {
    const host = new Host(3);
    const source = host.open();
    await host.surroundings.pass();
    host.surroundings.stream.say('open');
    await host.surroundings.change({ hidden: true });
    host.surroundings.sleep(3_600_000);
    host.last = 30_000;
    await host.surroundings.change({ hidden: false });
    await host.surroundings.pass();
    expect(source.rows.length).toBe(30_000);
    expect(host.surroundings.streams.length).toBe(2);
    expect(host.surroundings.stream.after).toBe(30_000);
    expect(host.surroundings.streams[0]!.closed).toBe(true);
  });

  it('keeps its stream when the page was hidden for a moment', async () => {
    const host = new Host(3);
    host.open();
    await host.surroundings.pass();
    host.surroundings.stream.say('open');
    await host.surroundings.change({ hidden: true });
    await host.surroundings.pass(5_000);
    await host.surroundings.change({ hidden: false });
    await host.surroundings.pass(100);
    expect(host.surroundings.streams.length).toBe(1);
    expect(host.surroundings.stream.closed).toBe(false);
  });

  it('lets go of its stream while nobody looks for long', async () => {
    const host = new Host(3);
    const source = host.open();
    await host.surroundings.pass();
    host.surroundings.stream.say('open');
    await host.surroundings.change({ hidden: true });
    await host.surroundings.pass(61_000);
    expect(host.surroundings.stream.closed).toBe(true);
    const asked = host.surroundings.asked.length;
    await host.surroundings.pass(600_000);
    expect(host.surroundings.asked.length).toBe(asked);
    host.last = 5;
    await host.surroundings.change({ hidden: false });
    await host.surroundings.pass();
    expect(sequences(source)).toEqual([1, 2, 3, 4, 5]);
    expect(host.surroundings.streams.length).toBe(2);
  });

  it('waits for the network without asking, and goes on at once when it is back', async () => {
    const host = new Host(3);
    const source = host.open();
    await host.surroundings.pass();
    host.surroundings.stream.say('open');
    host.failure = new TypeError('no network');
    await host.surroundings.change({ offline: true });
    expect(source.connection.value).toEqual({ state: 'waiting', sentence: sentences.offline });
    await host.surroundings.pass(600_000);
    expect(host.surroundings.asked.length).toBe(0);
    host.failure = undefined;
    host.last = 4;
    await host.surroundings.change({ offline: false });
    await host.surroundings.pass();
    host.surroundings.stream.say('open');
    expect(sequences(source)).toEqual([1, 2, 3, 4]);
    expect(source.connection.value).toEqual({ state: 'live' });
  });

  it('does not sit out a long pause when the network comes back', async () => {
    const host = new Host(5_000);
    host.failure = new TypeError('no network');
    const source = host.open();
    await host.surroundings.pass(100_000);
    host.failure = undefined;
    await host.surroundings.change({ offline: false });
    await host.surroundings.pass();
    expect(source.rows.length).toBe(5_000);
  });

  it('finds a connection that broke without a sign by its silence', async () => {
    const host = new Host(3);
    const source = host.open();
    await host.surroundings.pass();
    host.surroundings.stream.say('open');
    await host.surroundings.pass(60_000);
    expect(host.paths()).toEqual(['head']);
    expect(host.surroundings.streams.length).toBe(1);
    host.last = 4;
    await host.surroundings.pass(60_000);
    expect(host.surroundings.streams.length).toBe(2);
    expect(sequences(source)).toEqual([1, 2, 3, 4]);
  });

  it('reads a long text in as many pieces as it takes', async () => {
    const host = new Host(3);
    const source = host.open();
    const piece = await source.text(2, 'output', 10, 150_000);
    expect(piece).toEqual({ text: 'abcdefghij'.repeat(15_000), offset: 10, total: 200_000 });
    expect(host.surroundings.asked.map(asked => [asked.path, asked.get('offset'), asked.get('length')])).toEqual([
      ['records/2/text', '10', '65536'], ['records/2/text', '65546', '65536'], ['records/2/text', '131082', '18928'],
    ]);
    expect((await source.text(2, 'output', 199_990, 65_536)).text).toBe('abcdefghij');
  });

  it('puts pieces together that begin and end between characters', async () => {
    const host = new Host(3);
    const source = host.open();
    host.text = `a${'😀'.repeat(100_000)}`;
    const whole = await source.text(2, 'output', 0, 200_001);
    expect(whole.text === host.text).toBe(true);
    for (const [offset, length] of [[2, 1], [2, 2], [1, 1], [200_000, 10], [2, 131_072]] as const) {
      expect((await source.text(2, 'output', offset, length)).text === host.text.slice(offset, offset + length)).toBe(true);
    }
  });

  it('searches until everything was looked at', async () => {
    const host = new Host(350);
    const source = host.open();
    const found: number[][] = [];
    await source.search('  Login \n test ', some => { found.push(some); }, new AbortController().signal);
    expect(found).toEqual([[1], [101], [201], [301]]);
    expect(host.surroundings.asked[0]!.get('q')).toBe('login test');
  });

  it('stops a search that is given up', async () => {
    const host = new Host(3);
    const source = host.open();
    host.failure = 503;
    const abort = new AbortController();
    const search = expect(source.search('x', () => undefined, abort.signal)).rejects.toThrow();
    await host.surroundings.pass(10);
    abort.abort();
    await search;
  });

  it('leaves nothing behind when it is closed', async () => {
    const host = new Host(3);
    const source = host.open();
    await host.surroundings.pass();
    host.surroundings.stream.say('open');
    host.surroundings.stream.say('entry', entry(4));
    source.close();
    expect(host.surroundings.stream.closed).toBe(true);
    expect([host.surroundings.listeners, host.surroundings.timers]).toEqual([0, 0]);
  });
});
