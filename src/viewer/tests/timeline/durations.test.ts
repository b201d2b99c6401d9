import { describe, expect, it } from 'vitest';
import type { TraceEvent, TraceRecord } from '../../src/trace/record';
import { durations, evidenceOf, type Evidence, type TurnTime } from '../../src/timeline/durations';
import { joined, lengthOf, within, type Span } from '../../src/timeline/spans';
import { Timeline } from '../../src/timeline/timeline';
import { FakeSource, generator } from './traces';

const start = Date.UTC(2026, 0, 1);
let sequence = 0;

/** A record this many seconds after the start. */
const at = (seconds: number, event: TraceEvent, turn = 1): TraceRecord => ({
  v: 1, run: 'r', sequence: ++sequence, turn, at: new Date(start + seconds * 1_000).toISOString(), event,
});
const state = (seconds: number, to: string, turn = 1): TraceRecord => at(seconds, { kind: 'state', from: '', to }, turn);
const step = (seconds: number, name: string, took: number, turn = 1): TraceRecord => at(seconds, { kind: 'step', step: name, state: 'completed', milliseconds: took * 1_000 }, turn);
const model = (seconds: number, took: number): TraceRecord => at(seconds, {
  kind: 'model_call', provider: 'p', status: 200, inputTokens: 0, cachedInputTokens: 0, cacheWriteTokens: 0, outputTokens: 0, costUsd: 0, milliseconds: took * 1_000,
});
const call = (from: number, until: number, turn = 1): { turn: number; from: number; until: number } => ({ turn, from: start + from * 1_000, until: start + until * 1_000 });

/** In seconds: turn, then the phases with their parts. */
function told(evidence: Partial<Evidence>): unknown[] {
  const times = durations({ records: [], calls: [], turns: [], now: start + 1_000_000, ...evidence });
  return times.map(time => [time.turn, time.milliseconds / 1_000, Object.fromEntries(time.phases.map(phase => [
    phase.name, phase.parts.length === 0 ? phase.milliseconds / 1_000 : Object.fromEntries(phase.parts.map(part => [part.name, part.milliseconds / 1_000])),
  ]))]);
}

describe('durations', () => {
  it('tells the phases of a turn and what they were spent on', () => {
    const records = [
      state(0, 'Queued', 0), state(5, 'Preparing'), state(9, 'Running'),
      step(10, 'forwarder', 1), step(13, 'workspace', 3), step(60, 'harness', 47), step(61, 'commit', 1), step(63, 'push', 2),
      model(23, 10), model(33, 8),
      state(64, 'Publishing'), state(70, 'Finished'),
    ];
    expect(told({ records, calls: [call(20, 30), call(40, 45), call(42, 50)] })).toEqual([[1, 70, {
      queued: 5,
      preparing: { forwarder: 1, workspace: 3, other: 4 },
      agent: { model: 18, tools: 12, other: 17 },
      publishing: { commit: 1, push: 2, other: 7 },
    }]]);
  });

  it('counts an instant once where steps lie within each other', () => {
    const records = [
      state(0, 'Queued', 0), step(5, 'queue', 5), state(5, 'Preparing'), step(9, 'sandbox', 3), step(11, 'mirror', 5), step(12, 'repository', 3), state(12, 'Running'),
      step(14, 'forwarder', 1), step(18, 'workspace', 3), step(60, 'harness', 42), step(62, 'push', 2), step(63, 'agent', 51), step(64, 'conclude', 1),
      state(64, 'Publishing'), step(66, 'checks', 2), step(70, 'publish', 4), state(70, 'Finished'),
    ];
    expect(told({ records })).toEqual([[1, 70, {
      queued: 5,
      preparing: { sandbox: 3, repository: 3, forwarder: 1, workspace: 3, agent: 2, other: 1 },
      agent: { other: 42 },
      publishing: { push: 2, conclude: 1, checks: 2, publish: 4, other: 1 },
    }]]);
  });

  it('gives each turn its own time, also that of waiting for it', () => {
    const records = [
      state(0, 'Queued', 0), state(1, 'Preparing', 1), state(2, 'Running', 1), state(12, 'Publishing', 1), state(13, 'Finished', 1),
      state(100, 'Queued', 2), state(104, 'Preparing', 2), state(105, 'Running', 2), state(107, 'Stopping', 2), state(108, 'Stopped', 2),
    ];
    expect(told({ records: records.reverse() })).toEqual([
      [1, 13, { queued: 1, preparing: { other: 1 }, agent: { other: 10 }, publishing: { other: 1 } }],
      [2, 8, { queued: 4, preparing: { other: 1 }, agent: { other: 3 } }],
    ]);
  });

  it('does not count the time in which an approval is waited for as work', () => {
    const records = [state(0, 'Running'), state(10, 'Publishing'), state(12, 'Held'), state(500, 'Publishing'), state(503, 'Finished')];
    expect(told({ records })).toEqual([[1, 15, { agent: { other: 10 }, publishing: { other: 5 }, held: 488 }]]);
  });

  it('lets what is under way go on until now', () => {
    expect(told({ records: [state(0, 'Queued', 0)], now: start + 7_000 })).toEqual([[1, 7, { queued: 7 }]]);
    expect(told({ records: [state(0, 'Running')], now: start + 7_000 })).toEqual([[1, 7, { agent: { other: 7 } }]]);
    expect(told({ records: [state(0, 'Running')], now: start - 7_000 })).toEqual([[1, 0, {}]]);
  });

  it('makes do with a trace that knows of no states', () => {
    const turns = [call(0, 20, 1), call(50, 90, 2)];
    expect(told({ turns, calls: [call(5, 10, 1), call(60, 90, 2)] })).toEqual([
      [1, 20, { agent: { tools: 5, other: 15 } }],
      [2, 40, { agent: { tools: 30, other: 10 } }],
    ]);
    expect(told({})).toEqual([]);
  });

  it('adds up, whatever overlaps', () => {
    for (let seed = 1; seed <= 50; seed++) {
      const random = generator(seed);
      const some = (count: number): Span[] => Array.from({ length: count }, () => {
        const from = Math.floor(random() * 100);
        return { from, until: from + Math.floor(random() * 30) };
      });
      const records = [state(0, 'Preparing'), state(20, 'Running'), state(90, 'Publishing'), state(100, 'Finished'),
        ...some(4).map(({ from, until }) => step(until, 'x', until - from)), ...some(1).map(({ from, until }) => step(until, 'harness', until - from)),
        ...some(8).map(({ from, until }) => model(until, until - from))];
      const times = durations({ records, calls: some(8).map(({ from, until }) => call(from, until)), turns: [], now: start });
      const sum = (phases: TurnTime['phases']): number => phases.reduce((all, phase) => all + phase.milliseconds, 0);
      expect(sum(times[0]!.phases)).toBe(100_000);
      const agent = times[0]!.phases.find(phase => phase.name === 'agent');
      if (agent) expect(agent.parts.reduce((all, part) => all + part.milliseconds, 0)).toBe(agent.milliseconds);
    }
  });

  it('takes its evidence from the timeline', () => {
    const timeline = new Timeline(new FakeSource().add(
      { category: 'step', turn: 0 },
      { category: 'message', turn: 1 },
      { category: 'run', turn: 1, call: 1 },
      { category: 'run', turn: 1, call: 2 },
      { category: 'change', turn: 1, call: 2 },
      { category: 'result', turn: 1, call: 1 },
      { category: 'message', turn: 2 },
    ));
    expect(evidenceOf(timeline)).toEqual({
      calls: [{ turn: 1, from: 300, until: 600 }],
      turns: [{ turn: 1, from: 200, until: 600 }, { turn: 2, from: 700, until: 700 }],
    });
  });
});

describe('spans', () => {
  it('are the same time as a clock that is looked at each second', () => {
    for (let seed = 1; seed <= 50; seed++) {
      const random = generator(seed);
      const some = (): Span[] => Array.from({ length: 6 }, () => {
        const from = Math.floor(random() * 40);
        return { from, until: from + Math.floor(random() * 10) - 1 };
      });
      const [one, other] = [some(), some()];
      const seconds = (spans: readonly Span[]): number[] => Array.from({ length: 60 }, (_, second) => second).filter(second => spans.some(({ from, until }) => from <= second && second < until));
      expect(seconds(joined(one))).toEqual(seconds(one));
      expect(lengthOf(joined(one))).toBe(seconds(one).length);
      expect(seconds(within(joined(one), joined(other)))).toEqual(seconds(one).filter(second => seconds(other).includes(second)));
    }
  });
});
