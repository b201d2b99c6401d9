import { numberOf, textOf, type Loose } from '../events/safe';
import { duration, money, number, shortSha } from '../ui/format';
import { code, words } from './notation';

/** One line for an event of the life-cycle or of a door; null for what is no such event. */
export function eventLine(event: Loose): string | null {
  const took = numberOf(event, 'milliseconds');
  const after = (name: string): string => (textOf(event, name) === '' ? '' : `: ${words(event[name], 1000)}`);
  const time = took === undefined ? '' : ` (${duration(took)})`;
  switch (event.kind) {
    case 'state': return `**State** ${words(event.from, 40)} → ${words(event.to, 40)}${after('reason')}`;
    case 'step': return `**${words(event.step, 80)}** ${words(event.state, 40)}${time}${after('detail')}`;
    case 'session': return `**Session** ${code(textOf(event, 'sessionId'))} ${words(event.model, 80)} ${words(event.version, 60)}`.trimEnd();
    case 'steering': return `**Message**${textOf(event, 'author') === '' ? '' : ` of ${words(event.author, 100)}`} ${words(event.state, 40)}${after('detail')}`;
    case 'usage': return `**Usage** as the agent's program reports it: ${tokens(event)}`;
    case 'retry': return `**The model is asked again**: attempt ${number(numberOf(event, 'attempt') ?? 1)}${of(event)}${status(event, 'httpStatus')}${after('error')}`;
    case 'notice': return `**${words(event.topic, 60) || 'Notice'}**${after('text')}`;
    case 'model_call': return `**Model call** ${words(textOf(event, 'model', 'provider'), 80)}${status(event, 'status')}: ${tokens(event)}${time}`;
    case 'web_request': return `**Web** ${words(event.verdict, 40)}: ${words(event.method, 20)} ${code(textOf(event, 'target'))}${after('reason')}`;
    case 'git_request': return `**Git** ${words(event.verdict, 40)}: ${words(event.service, 60)} ${words(event.repository)}${time}${after('reason')}`;
    case 'tool_server': return `**Tool server** ${words(event.server, 80)} ${words(event.verdict, 40)}: ${words(event.method, 60)} ${words(event.tool, 100)}${time}${after('reason')}`;
    case 'push': return `**Push** (${words(event.stage, 40)}) ${words(event.verdict, 40)}: ${code(textOf(event, 'ref'))} ${sha(event, 'oldSha')} → ${sha(event, 'newSha')}${after('reason')}`;
    case 'token': return `**GitHub token** ${words(event.action, 40)}: ${words(event.repository)} ${words(event.permissions)}`;
    case 'access': return `**Access** ${words(event.verdict, 40)}: ${words(event.person, 100)} ${words(event.action, 60)}${after('reason')}`;
    default: return null;
  }
}

function tokens(event: Loose): string {
  const cost = numberOf(event, 'costUsd');
  const count = (name: string): string => number(numberOf(event, name) ?? 0);
  return `${count('inputTokens')} + ${count('cachedInputTokens')} cached in, ${count('outputTokens')} out${cost === undefined ? '' : `, ${money(cost)}`}`;
}

function of(event: Loose): string {
  const most = numberOf(event, 'maxAttempts');
  const delay = numberOf(event, 'delayMilliseconds');
  return `${most === undefined ? '' : ` of ${number(most)}`}${delay === undefined ? '' : ` in ${duration(delay)}`}`;
}

function status(event: Loose, name: string): string {
  const value = numberOf(event, name);
  return value === undefined || (value >= 200 && value < 300) ? '' : `, HTTP ${value}`;
}

function sha(event: Loose, name: string): string {
  const value = textOf(event, name);
  return /^0*$/.test(value) ? '–' : code(shortSha(value));
}
