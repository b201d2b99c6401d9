import { effect } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import { flag } from '../../src/trace/row';
import { RowTable } from '../../src/trace/rowTable';
import { ItemTable } from '../../src/timeline/itemTable';
import { everything, maskOf, Timeline, type TimelineFilter } from '../../src/timeline/timeline';
import { counted } from './counted';
import { FakeSource, generator, randomTrace, toRow, type Short } from './traces';

const shown = (timeline: Timeline): number[] => [...timeline.visible.value];

function timelineOf(...rows: Short[]): { source: FakeSource; timeline: Timeline } {
  const source = new FakeSource().add(...rows);
  return { source, timeline: new Timeline(source) };
}

describe('Timeline', () => {
  it('shows what is there at first and what comes', () => {
    const { source, timeline } = timelineOf({ category: 'message' }, { category: 'run', call: 1 });
    expect(shown(timeline)).toEqual([0, 1]);
    source.add({ category: 'result', call: 1 }, { category: 'answer' });
    expect(shown(timeline)).toEqual([0, 1, 2]);
    expect(timeline.counts.value).toMatchObject({ total: 3, failures: 0, refusals: 0 });
  });

  it('leaves the list alone when nothing of it changed', () => {
    const { source, timeline } = timelineOf({ category: 'run', call: 1 });
    const before = timeline.visible.value;
    source.add({ category: 'result', call: 1 });
    expect(timeline.visible.value).toBe(before);
    expect(timeline.version.value).toBe(2);
  });

  it('keeps a list that was given out as it was', () => {
    const { source, timeline } = timelineOf({ category: 'run', call: 1 }, { category: 'text' });
    timeline.filter.value = { ...everything, failuresOnly: true };
    source.add({ category: 'error', flags: ['bad'] });
    const before = timeline.visible.value;
    source.add({ category: 'result', call: 1, flags: ['bad'] });
    expect([...before]).toEqual([2]);
    expect(shown(timeline)).toEqual([0, 2]);
  });

  it('filters by category, turn and failure, and hides what repeats until it is asked for', () => {
    const { timeline } = timelineOf(
      { category: 'edit', call: 1 },
      { category: 'change', call: 1 },
      { category: 'web', flags: ['aside', 'refused'] },
      { category: 'notice', flags: ['hidden'] },
      { category: 'error', turn: 2, flags: ['bad'] },
    );
    const under = (filter: Partial<TimelineFilter>): number[] => {
      timeline.filter.value = { ...everything, ...filter };
      return shown(timeline);
    };
    expect(under({})).toEqual([0, 1, 3]);
    expect(under({ hidden: true })).toEqual([0, 1, 2, 3]);
    expect(under({ categories: maskOf('change') })).toEqual([0]);
    expect(under({ categories: maskOf('web', 'error') })).toEqual([1, 3]);
    expect(under({ failuresOnly: true })).toEqual([1, 3]);
    expect(under({ turn: 2 })).toEqual([3]);
    expect(under({ categories: 0 })).toEqual([]);
  });

  it('counts as many of a category as a filter by it shows', () => {
    const { timeline } = timelineOf(
      { category: 'edit', call: 1 },
      { category: 'run', call: 2 },
      { category: 'change', call: 1 },
      { category: 'change', call: 1 },
      { category: 'result', call: 2, flags: ['bad'] },
      { category: 'result', call: 2, flags: ['bad'] },
      { category: 'notice', flags: ['hidden'] },
      { category: 'git', flags: ['aside', 'refused'] },
    );
    const { by, of, ...counts } = timeline.counts.value;
    expect(counts).toEqual({ total: 3, failures: 1, refusals: 1, failing: 2 });
    expect([of(maskOf('edit', 'change')), of(maskOf('edit', 'run', 'git')), of(0), of(maskOf('notice'))]).toEqual([1, 3, 0, 0]);
    expect(by).toMatchObject({ edit: 1, run: 1, change: 1, result: 0, notice: 0 });
  });

  it('goes to the next failure that is shown, to both sides', () => {
    const { source, timeline } = timelineOf(
      { category: 'run', call: 1 },
      { category: 'error', flags: ['bad'] },
      { category: 'text' },
      { category: 'web', flags: ['aside', 'refused'] },
    );
    expect(timeline.nextFailure(-1, 1)).toBe(1);
    expect(timeline.nextFailure(1, 1)).toBe(3);
    expect(timeline.nextFailure(3, 1)).toBe(-1);
    expect(timeline.nextFailure(timeline.items.length, -1)).toBe(3);
    expect(timeline.nextFailure(2, -1)).toBe(1);
    source.add({ category: 'result', call: 1, flags: ['bad'] });
    expect(timeline.nextFailure(-1, 1)).toBe(0);
    timeline.filter.value = { ...everything, categories: maskOf('web') };
    expect(timeline.nextFailure(-1, 1)).toBe(3);
    expect(timeline.nextFailure(3, -1)).toBe(-1);
  });

  it('finds the item of a sequence that is a result, a piece or a change', () => {
    const { timeline } = timelineOf(
      { category: 'run', call: 1 },
      { category: 'text', flags: ['partial'] },
      { category: 'model', flags: ['aside'] },
      { category: 'text', flags: ['partial'] },
      { category: 'result', call: 1 },
    );
    expect([1, 2, 3, 4, 5, 6, 0].map(sequence => timeline.indexOfSequence(sequence))).toEqual([0, 1, 2, 1, 0, -1, -1]);
    expect(timeline.positionOf(2)).toBe(2);
    timeline.filter.value = { ...everything, categories: maskOf('model') };
    expect([0, 1, 2].map(item => timeline.positionOf(item))).toEqual([-1, -1, 0]);
  });

  it('knows where turns begin; what belongs to the run itself begins none', () => {
    const { source, timeline } = timelineOf({ category: 'step', turn: 0 }, { category: 'message', turn: 1 }, { category: 'step', turn: 0 }, { category: 'text', turn: 1 });
    expect(timeline.turns.value).toEqual([{ turn: 1, item: 1, sequence: 2, at: 200 }]);
    const before = timeline.turns.value;
    source.add({ category: 'text', turn: 1 });
    expect(timeline.turns.value).toBe(before);
    source.add({ category: 'message', turn: 2 }, { category: 'model', turn: 1 }, { category: 'message', turn: 4 });
    expect(timeline.turns.value.map(({ turn, item }) => [turn, item])).toEqual([[1, 1], [2, 5], [4, 7]]);
  });

  it('no longer listens when it is closed', () => {
    const { source, timeline } = timelineOf({ category: 'text' });
    timeline.close();
    source.add({ category: 'text' });
    timeline.filter.value = { ...everything, failuresOnly: true };
    expect(shown(timeline)).toEqual([0]);
  });

  it('shows and counts the same however a random trace arrives and whatever the filter', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const random = generator(seed);
      const filter: TimelineFilter = {
        categories: random() < 0.3 ? everything.categories : Math.floor(random() * everything.categories),
        failuresOnly: random() < 0.4,
        turn: random() < 0.3 ? 2 : null,
        matchesOnly: false,
        hidden: random() < 0.5,
      };
      const rows = randomTrace(seed, 400);
      const grown = new Timeline(new FakeSource());
      grown.filter.value = filter;
      for (let from = 0; from < rows.length;) {
        const count = 1 + Math.floor(random() * 9);
        (grown.source as FakeSource).add(...rows.slice(from, from + count));
        from += count;
      }
      const atOnce = new Timeline(new FakeSource().add(...rows));
      atOnce.filter.value = filter;
      expect(shown(grown)).toEqual(shown(atOnce));
      expect(shown(grown)).toEqual(expected(atOnce.items, filter));
      const { of, ...counts } = grown.counts.value;
      expect(atOnce.counts.value).toMatchObject(counts);
      expect(of(filter.categories)).toBe(expected(atOnce.items, { ...everything, categories: filter.categories }).length);
      expect(grown.turns.value).toEqual(atOnce.turns.value);
      expect(failuresOf(grown)).toEqual(failuresOf(atOnce));
    }
  });

  it('costs the same for an event at the end of 200,000 as for one at the start', () => {
    const table = new RowTable();
    const source = new FakeSource(table);
    for (let sequence = 1; sequence <= 200_000; sequence++) {
      table.push(toRow(sequence % 3 === 0 ? { category: 'result', call: sequence - 2 } : { category: 'run', call: sequence }, sequence));
    }
    const looks = counted(ItemTable.prototype, ['mask', 'flags', 'turn', 'firstRow']);
    const cost = (does: () => void): number => looks.during(does);
    try {
      let timeline: Timeline | undefined;
      const first = cost(() => { timeline = new Timeline(source); });
      const count = timeline!.items.length;
      expect(count).toBeGreaterThan(130_000);
      // Taken in once, and looked at once for the filter.
      expect(first).toBeLessThan(count * 16);
      expect(cost(() => { source.add({ category: 'text' }); })).toBeLessThan(20);
      expect(cost(() => { source.add({ category: 'result', call: 199_999, flags: ['bad'] }); })).toBeLessThan(20);
      expect(cost(() => { timeline!.filter.value = { ...everything, failuresOnly: true }; })).toBeLessThan(count * 6);
      expect(cost(() => {
        timeline!.nextFailure(-1, 1);
        timeline!.indexOfSequence(150_000);
      })).toBeLessThan(20);
    } finally {
      looks.restore();
    }
  });
});

describe('searching a timeline', () => {
  it('gives hits as they are found, and none of a search that was given up', async () => {
    const { source, timeline } = timelineOf({ category: 'run', call: 1 }, { category: 'text' }, { category: 'result', call: 1 }, { category: 'text' });
    timeline.search('login test');
    const [first] = source.searches;
    expect(timeline.matches.value).toMatchObject({ query: 'login test', state: 'searching' });
    first!.found([3]);
    first!.found([1, 4]);
    expect([...timeline.matches.value.items]).toEqual([0, 2]);
    timeline.search('other');
    expect(first!.abort.aborted).toBe(true);
    first!.found([2]);
    expect([...timeline.matches.value.items]).toEqual([]);
    source.searches[1]!.found([2]);
    source.searches[1]!.end();
    await Promise.resolve();
    expect(timeline.matches.value.state).toBe('done');
    expect(timeline.nextMatch(-1, 1)).toBe(1);
    expect(timeline.nextMatch(1, 1)).toBe(-1);
  });

  it('shows only what was found when it is asked to, growing with the hits', () => {
    const { source, timeline } = timelineOf({ category: 'text' }, { category: 'error', flags: ['bad'] }, { category: 'text' });
    timeline.filter.value = { ...everything, matchesOnly: true };
    expect(shown(timeline)).toEqual([0, 1, 2]);
    timeline.search('x');
    expect(shown(timeline)).toEqual([]);
    source.searches[0]!.found([3]);
    source.searches[0]!.found([2]);
    expect(shown(timeline)).toEqual([1, 2]);
    timeline.filter.value = { ...timeline.filter.value, failuresOnly: true };
    expect(shown(timeline)).toEqual([1]);
    source.add({ category: 'text' });
    expect(shown(timeline)).toEqual([1]);
    timeline.search('  ');
    expect(timeline.matches.value.state).toBe('none');
    expect(shown(timeline)).toEqual([1]);
    timeline.filter.value = everything;
    expect(shown(timeline)).toEqual([0, 1, 2, 3]);
  });

  it('keeps a hit whose row is not there yet until it comes', () => {
    const { source, timeline } = timelineOf({ category: 'text' });
    timeline.search('x');
    source.searches[0]!.found([2, 3]);
    expect(timeline.matches.value.items.length).toBe(0);
    source.add({ category: 'text' });
    expect([...timeline.matches.value.items]).toEqual([1]);
    source.add({ category: 'text' });
    expect([...timeline.matches.value.items]).toEqual([1, 2]);
  });

  it('looks at what arrives afterwards too', () => {
    const { source, timeline } = timelineOf({ category: 'text' });
    timeline.search('LOGIN page');
    source.records.set(2, { v: 1, run: 'r', sequence: 2, turn: 1, at: '', event: { kind: 'text', text: 'The Page of the login' } });
    source.records.set(3, { v: 1, run: 'r', sequence: 3, turn: 1, at: '', event: { kind: 'text', text: 'The page' } });
    source.add({ category: 'text' }, { category: 'text' });
    expect([...timeline.matches.value.items]).toEqual([1]);
  });

  it('says why a search failed', async () => {
    const { source, timeline } = timelineOf({ category: 'text' });
    timeline.search('x');
    source.searches[0]!.fail(new Error('The link is old.'));
    await Promise.resolve();
    await Promise.resolve();
    expect(timeline.matches.value).toMatchObject({ state: 'failed', sentence: 'The search stopped: The link is old.' });
  });

  it('tells its readers once about what came at once', () => {
    const { source, timeline } = timelineOf({ category: 'text' });
    let told = 0;
    const stop = effect(() => {
      void timeline.visible.value;
      void timeline.counts.value;
      void timeline.version.value;
      told++;
    });
    source.add({ category: 'text' }, { category: 'text' }, { category: 'error', flags: ['bad'] });
    expect(told).toBe(2);
    stop();
  });
});

function expected(items: ItemTable, filter: TimelineFilter): number[] {
  const found: number[] = [];
  for (let index = 0; index < items.length; index++) {
    const { flags, turn } = items.get(index);
    if ((items.mask(index) & filter.categories) === 0) continue;
    if (filter.failuresOnly && (flags & (flag.bad | flag.refused)) === 0) continue;
    if (!filter.hidden && (flags & flag.hidden) !== 0) continue;
    if (filter.turn !== null && turn !== filter.turn) continue;
    found.push(index);
  }
  return found;
}

function failuresOf(timeline: Timeline): number[] {
  const found: number[] = [];
  for (let item = timeline.nextFailure(-1, 1); item >= 0; item = timeline.nextFailure(item, 1)) found.push(item);
  return found;
}
