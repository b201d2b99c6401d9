import type { Category } from '../trace/row';
import type { TraceRecord } from '../trace/record';
import { joined, lengthOf, within, type Span } from './spans';
import type { Timeline } from './timeline';

/** Records of these categories are what {@link durations} wants to see. */
export const durationCategories: readonly Category[] = ['step', 'model'];

export type PhaseName = 'queued' | 'preparing' | 'agent' | 'publishing' | 'held';

/** What a phase was spent on; `name` is a step's, or one of `model`, `tools` and `other`. They add up to the phase. */
export interface Part {
  readonly name: string;
  readonly milliseconds: number;
}

export interface Phase {
  readonly name: PhaseName;
  readonly milliseconds: number;
  readonly parts: readonly Part[];
}

/** Where the time of a turn went. */
export interface TurnTime {
  readonly turn: number;
  /** When the first of its phases began. */
  readonly from: number;
  /** Of all phases but `held`: nobody works while an approval is waited for. */
  readonly milliseconds: number;
  /** In their order; those that took no time are left out. */
  readonly phases: readonly Phase[];
}

export interface TurnSpan extends Span {
  readonly turn: number;
}

export interface Evidence {
  /** States, steps and model calls; others are looked over. */
  readonly records: readonly TraceRecord[];
  readonly calls: readonly TurnSpan[];
  /** From the first to the last thing that is known of each turn. */
  readonly turns: readonly TurnSpan[];
  /** What is under way goes on until then. */
  readonly now: number;
}

/** Tool calls with a result, and from the first to the last row of each turn. Looks at each item once. */
export function evidenceOf({ items, rows }: Timeline): Pick<Evidence, 'calls' | 'turns'> {
  const calls: TurnSpan[] = [];
  const turns = new Map<number, { turn: number; from: number; until: number }>();
  for (let index = 0; index < items.length; index++) {
    const turn = items.turn(index);
    const from = rows.at(items.firstRow(index));
    const until = rows.at(items.lastRow(index));
    if (items.isAnsweredCall(index)) calls.push({ turn, from, until });
    if (turn === 0) continue;
    const known = turns.get(turn);
    if (known) known.until = Math.max(known.until, until);
    else turns.set(turn, { turn, from, until });
  }
  return { calls, turns: [...turns.values()] };
}

/** Where the time went, turn by turn. Of a trace without states, a turn is all the agent's. */
export function durations({ records, calls, turns, now }: Evidence): TurnTime[] {
  const ordered = [...records].sort((a, b) => a.sequence - b.sequence);
  const states = byTurn(stateSpans(ordered, now));
  const steps = byTurn(stepSpans(ordered));
  const models = joined(modelSpans(ordered));
  const callsOf = byTurn(calls);
  const unknown = byTurn(turns.map(span => ({ ...span, name: 'Running' })));
  const numbers = [...new Set([...unknown.keys(), ...states.keys()])].sort((a, b) => a - b);
  return numbers.map(turn => turnTime(turn, states.get(turn) ?? unknown.get(turn) ?? [], steps.get(turn) ?? [], models, joined(callsOf.get(turn) ?? [])));
}

function byTurn<T extends { readonly turn: number }>(spans: readonly T[]): Map<number, T[]> {
  const found = new Map<number, T[]>();
  for (const span of spans) {
    const known = found.get(span.turn);
    if (known) known.push(span);
    else found.set(span.turn, [span]);
  }
  return found;
}

interface Named extends TurnSpan {
  readonly name: string;
}

const atRest: ReadonlySet<string> = new Set(['Finished', 'Failed', 'Stopped']);

/** How long the run was in each state that is not rest. Being queued belongs to the turn that is waited for. */
function stateSpans(records: readonly TraceRecord[], now: number): Named[] {
  const spans: Named[] = [];
  let open: { name: string; turn: number; from: number } | undefined;
  let turn = 0;
  for (const { event, at, turn: stated } of records) {
    if (event.kind !== 'state') continue;
    const time = Date.parse(at);
    if (open) spans.push({ ...open, until: time });
    turn = Math.max(turn, stated);
    open = atRest.has(event.to) ? undefined : { name: event.to, turn: event.to === 'Queued' ? 0 : turn, from: time };
  }
  if (open) spans.push({ ...open, until: Math.max(now, open.from) });
  let next = turn + 1;
  // Of a run that was never begun, the turn to come.
  if (!spans.some(span => span.turn > 0)) next = 1;
  for (let index = spans.length - 1; index >= 0; index--) {
    const span = spans[index]!;
    if (span.turn > 0) next = span.turn;
    else spans[index] = { ...span, turn: next };
  }
  return spans;
}

function stepSpans(records: readonly TraceRecord[]): Named[] {
  return records.flatMap(({ event, at, turn }) => {
    if (event.kind !== 'step' || event.state === 'started') return [];
    const until = Date.parse(at);
    return [{ name: event.step, turn, from: until - (event.milliseconds ?? 0), until }];
  });
}

/** A model call is told when it is over. */
function modelSpans(records: readonly TraceRecord[]): Span[] {
  return records.flatMap(({ event, at }) => {
    if (event.kind !== 'model_call') return [];
    const until = Date.parse(at);
    return [{ from: until - event.milliseconds, until }];
  });
}

function turnTime(turn: number, states: readonly Named[], steps: readonly Named[], models: readonly Span[], calls: readonly Span[]): TurnTime {
  const named = (...names: string[]): Span[] => joined(states.filter(state => names.includes(state.name)));
  const running = named('Running', 'Stopping');
  const harness = steps.find(step => step.name === 'harness');
  // Before the agent's program starts, the sandbox still prepares; after it ended, it saves.
  const begun = harness?.from ?? -Infinity;
  const ended = harness?.until ?? Infinity;
  const preparing = joined([...named('Preparing'), ...within(running, [{ from: -Infinity, until: begun }])]);
  const agent = within(running, [{ from: begun, until: ended }]);
  const publishing = joined([...named('Publishing'), ...within(running, [{ from: ended, until: Infinity }])]);
  const before = steps.filter(step => step.name !== 'harness' && step.from < begun);
  const after = steps.filter(step => step.name !== 'harness' && step.from >= begun);
  const phases: Phase[] = [
    { name: 'queued', milliseconds: lengthOf(named('Queued')), parts: [] },
    { name: 'preparing', milliseconds: lengthOf(preparing), parts: partsOf(preparing, before) },
    { name: 'agent', milliseconds: lengthOf(agent), parts: agentParts(agent, models, calls) },
    { name: 'publishing', milliseconds: lengthOf(publishing), parts: partsOf(publishing, after) },
    { name: 'held', milliseconds: lengthOf(named('Held')), parts: [] },
  ];
  return {
    turn,
    from: Math.min(...states.map(state => state.from)),
    milliseconds: phases.reduce((sum, phase) => phase.name === 'held' ? sum : sum + phase.milliseconds, 0),
    phases: phases.filter(phase => phase.milliseconds > 0),
  };
}

/** Steps lie within each other and beside each other; an instant is that step's which began last. */
function partsOf(phase: readonly Span[], steps: readonly Named[]): Part[] {
  const own = new Map<string, number>(steps.map(step => [step.name, 0]));
  let taken: Span[] = [];
  for (const step of [...steps].sort((one, other) => other.from - one.from)) {
    const more = joined([...taken, ...within(joined([step]), phase)]);
    own.set(step.name, (own.get(step.name) ?? 0) + lengthOf(more) - lengthOf(taken));
    taken = more;
  }
  const parts = [...own].map(([name, milliseconds]) => ({ name, milliseconds }));
  return [...parts, { name: 'other', milliseconds: lengthOf(phase) - lengthOf(taken) }].filter(part => part.milliseconds > 0);
}

/** While a model answers, a tool that runs beside it takes no time of its own. */
function agentParts(agent: readonly Span[], models: readonly Span[], calls: readonly Span[]): Part[] {
  const model = within(models, agent);
  const busy = lengthOf(joined([...model, ...within(calls, agent)]));
  return [
    { name: 'model', milliseconds: lengthOf(model) },
    { name: 'tools', milliseconds: busy - lengthOf(model) },
    { name: 'other', milliseconds: lengthOf(agent) - busy },
  ].filter(part => part.milliseconds > 0);
}
