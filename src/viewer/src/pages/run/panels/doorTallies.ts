import type { TraceEvent, TraceRecord } from '../../../trace/record';

type Event<Kind extends TraceEvent['kind']> = Extract<TraceEvent, { kind: Kind }>;

/** Requests that were the same, and what became of them. */
export interface DoorTally {
  readonly verdict: string;
  readonly what: string;
  readonly reason: string;
  count: number;
  /** Sequence of the newest. */
  last: number;
}

export interface ModelTally {
  readonly model: string;
  readonly provider: string;
  calls: number;
  failed: number;
  inputTokens: number;
  cachedTokens: number;
  outputTokens: number;
  costUsd: number;
  milliseconds: number;
  last: number;
}

/** What went through the sandbox's door, put together so that a thousand equal requests are one line. Refused ones first. */
export interface DoorTallies {
  readonly models: readonly ModelTally[];
  readonly web: readonly DoorTally[];
  readonly git: readonly DoorTally[];
  readonly tools: readonly DoorTally[];
  readonly tokens: readonly DoorTally[];
  readonly pushes: readonly TraceRecord[];
}

export function tallyDoor(records: readonly TraceRecord[]): DoorTallies {
  const models = new Map<string, ModelTally>();
  const web = new Map<string, DoorTally>();
  const git = new Map<string, DoorTally>();
  const tools = new Map<string, DoorTally>();
  const tokens = new Map<string, DoorTally>();
  const pushes: TraceRecord[] = [];
  for (const record of records) {
    const { event, sequence } = record;
    if (event.kind === 'model_call') addModel(models, event, sequence);
    else if (event.kind === 'web_request') add(web, sequence, event.verdict, `${event.method} ${event.target}`, event.reason);
    else if (event.kind === 'git_request') add(git, sequence, event.verdict, `${event.service} ${event.repository}`, event.reason);
    else if (event.kind === 'tool_server') add(tools, sequence, event.verdict, `${event.server}: ${event.tool ?? event.method}`, event.reason);
    else if (event.kind === 'token') add(tokens, sequence, event.action, event.repository, event.permissions);
    else if (event.kind === 'push') pushes.push(record);
  }
  return {
    models: [...models.values()].sort((one, other) => other.costUsd - one.costUsd || other.calls - one.calls),
    web: sorted(web), git: sorted(git), tools: sorted(tools), tokens: sorted(tokens), pushes,
  };
}

/** The first of its kind decides what the line says; its place is that of the newest. */
function add(to: Map<string, DoorTally>, sequence: number, verdict: string, what: string, reason: string | undefined): void {
  const key = `${verdict}\n${what}`;
  const tally = to.get(key);
  if (tally) {
    tally.count++;
    tally.last = sequence;
  } else to.set(key, { verdict, what, reason: reason ?? '', count: 1, last: sequence });
}

function addModel(to: Map<string, ModelTally>, event: Event<'model_call'>, sequence: number): void {
  const model = event.model ?? 'no model named';
  const key = `${event.provider}\n${model}`;
  const none = { model, provider: event.provider, calls: 0, failed: 0, inputTokens: 0, cachedTokens: 0, outputTokens: 0, costUsd: 0, milliseconds: 0, last: 0 };
  const tally = to.get(key) ?? none;
  to.set(key, tally);
  tally.calls++;
  if (event.status < 200 || event.status >= 300) tally.failed++;
  tally.inputTokens += event.inputTokens + event.cacheWriteTokens;
  tally.cachedTokens += event.cachedInputTokens;
  tally.outputTokens += event.outputTokens;
  tally.costUsd += event.costUsd;
  tally.milliseconds += event.milliseconds;
  tally.last = sequence;
}

function sorted(tallies: Map<string, DoorTally>): DoorTally[] {
  const rank = (tally: DoorTally): number => (tally.verdict === 'refused' || tally.verdict === 'failed' ? 0 : 1);
  return [...tallies.values()].sort((one, other) => rank(one) - rank(other) || other.count - one.count);
}
