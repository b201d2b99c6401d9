import type { TraceEvent, TraceRecord } from './record';
import { callHash, flag, type Category, type Row } from './row';
import toolCategories from './toolCategories.json';

/** The row of a record, by the same rules as the host's `TraceRow`; `tests/fixtures/rows.json` holds both to them. */
export function rowOf(record: TraceRecord): Row {
  const { event } = record;
  return {
    sequence: record.sequence,
    turn: record.turn,
    at: Math.floor(Date.parse(record.at)) || 0,
    category: categoryOf(event),
    flags: (isBad(event) ? flag.bad : 0) | (isRefused(event) ? flag.refused : 0) | otherFlags(event),
    call: callHash(idOf(event)),
  };
}

const categoryOfKind: Record<Exclude<TraceEvent['kind'], 'tool_call'>, Category> = {
  state: 'step',
  step: 'step',
  session: 'session',
  prompt: 'message',
  text: 'text',
  thinking: 'thinking',
  tool_result: 'result',
  todo: 'plan',
  file_change: 'change',
  steering: 'steering',
  usage: 'usage',
  retry: 'retry',
  notice: 'notice',
  error: 'error',
  answer: 'answer',
  model_call: 'model',
  web_request: 'web',
  git_request: 'git',
  tool_server: 'tools',
  push: 'git',
  token: 'git',
  access: 'access',
  question: 'question',
  reply: 'question',
  unknown: 'unknown',
};

const kinds: ReadonlyMap<string, Category> = new Map(Object.entries(categoryOfKind));

const tools: ReadonlyMap<string, Category> = new Map(
  (['read', 'run', 'edit'] as const).flatMap(category => toolCategories[category].map(name => [name, category] as const)),
);

/** No tool that is known has a longer name. */
const maxName = 64;

/** What a tool does, by its name: capitals of ASCII, underscores, hyphens and spaces make no difference. */
export function toolCategory(tool: string): Category {
  if (tool.length > maxName) return 'tool';
  const name = tool.replace(/[_\- ]/gu, '').replace(/[A-Z]/gu, letter => letter.toLowerCase());
  return tools.get(name) ?? 'tool';
}

function categoryOf(event: TraceEvent): Category {
  return event.kind === 'tool_call' ? toolCategory(event.tool) : kinds.get(event.kind) ?? 'unknown';
}

function isBad(event: TraceEvent): boolean {
  switch (event.kind) {
    case 'tool_result': return event.isError || (event.exitCode ?? 0) !== 0;
    case 'error': return true;
    case 'step': return event.state === 'failed';
    case 'state': return event.to === 'Failed';
    case 'model_call': return event.status >= 400 || event.cut === true;
    case 'push':
    case 'tool_server': return event.verdict === 'failed';
    default: return false;
  }
}

function isRefused(event: TraceEvent): boolean {
  const verdict = verdictOf(event);
  return verdict === 'refused' || verdict === 'rejected' || verdict === 'denied';
}

function verdictOf(event: TraceEvent): string | undefined {
  switch (event.kind) {
    case 'steering': return event.state;
    case 'web_request':
    case 'git_request':
    case 'tool_server':
    case 'push':
    case 'access': return event.verdict;
    default: return undefined;
  }
}

function otherFlags(event: TraceEvent): number {
  switch (event.kind) {
    case 'text':
    case 'thinking': return event.partial === true ? flag.partial : 0;
    case 'notice': return event.topic === 'repeated' || event.topic === 'prompt_receipt' ? flag.hidden : event.topic === 'stderr' ? flag.aside : 0;
    case 'model_call':
    case 'web_request':
    case 'git_request':
    case 'tool_server':
    case 'push':
    case 'token':
    case 'access':
    case 'steering': return flag.aside;
    default: return 0;
  }
}

/** What rows of one thing have in common: of a tool call, of a question and its reply, of a message and what became of it, of a step and its end. */
function idOf(event: TraceEvent): string | undefined {
  switch (event.kind) {
    case 'tool_call':
    case 'tool_result':
    case 'file_change': return event.callId;
    case 'question':
    case 'reply': return event.questionId;
    case 'prompt':
    case 'steering': return event.messageId;
    case 'step': return event.step;
    default: return undefined;
  }
}
