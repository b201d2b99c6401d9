import type { ComponentChildren, VNode } from 'preact';
import { addressOf } from '../text/address';
import { LinkTo } from '../text/link';
import { cleanLine } from '../text/clean';
import { duration, money, number, shortSha } from '../ui/format';
import type { IconName } from '../ui/icon';
import { own } from '../ui/own';
import { Chip, Head, Took, Term, Words, type Tone } from './head';
import { steeringWords } from './message';
import { flagOf, numberOf, textOf, type Loose } from './safe';

/** What one line says about an event of the life-cycle or of a door; null for a kind that has another shape or that nobody knows. */
export function lineOf(event: Loose): VNode | null {
  switch (event.kind) {
    case 'state': return state(event);
    case 'step': return step(event);
    case 'session': return line('flag', 'quiet', <><b>Session</b> <Term text={textOf(event, 'sessionId')} length={80} /> <Words text={event.model} length={80} /> <Words text={event.version} length={60} /></>);
    case 'steering': return steering(event);
    case 'usage': return line('list', 'quiet', <><b>Usage</b> <span class="aside">as the agent's program reports it:</span> <Tokens event={event} /></>);
    case 'retry': return retry(event);
    case 'model_call': return modelCall(event);
    case 'web_request': return door(event, 'globe', 'Web', <><Words text={event.method} length={20} /> <Target text={textOf(event, 'target')} /></>);
    case 'git_request': return door(event, 'branch', 'Git', <><Words text={event.service} length={60} /> <Words text={event.repository} length={200} /></>);
    case 'tool_server': return door(event, 'wrench', 'Tool server', <><b><Words text={event.server} length={80} /></b> <Words text={event.method} length={60} /> <Words text={event.tool} length={100} /></>);
    case 'push': return push(event);
    case 'token': return line('shield', 'quiet', <><b>GitHub token {cleanLine(textOf(event, 'action'), 40)}</b> <Words text={event.repository} /> <span class="aside"><Words text={event.permissions} /></span></>);
    case 'access': return door(event, 'shield', 'Access', <><Words text={event.person} length={100} /> <Words text={event.action} length={60} /></>);
    default: return null;
  }
}

function line(icon: IconName, tone: Tone | undefined, words: ComponentChildren): VNode {
  return <Head icon={icon} tone={tone}>{words}</Head>;
}

function state(event: Loose): VNode {
  return line('flag', /fail/i.test(textOf(event, 'to')) ? 'bad' : 'accent', <><span class="aside"><Words text={event.from} length={40} /> →</span> <b><Words text={event.to} length={40} /></b> <Words text={event.reason} /></>);
}

const stepWords: Record<string, string> = { started: 'under way', completed: 'done' };

function step(event: Loose): VNode {
  const how = textOf(event, 'state');
  const name = cleanLine(textOf(event, 'step').replaceAll(/[_-]/g, ' '), 80);
  return line(how === 'failed' ? 'warning' : 'clock', how === 'failed' ? 'bad' : 'quiet', (
    <><b>{name.charAt(0).toUpperCase() + name.slice(1)}</b> {stepWords[how] ?? cleanLine(how, 40)} <Words text={event.detail} /> <Took milliseconds={event.milliseconds} /></>
  ));
}

function steering(event: Loose): VNode {
  const how = textOf(event, 'state');
  return line('hand', how === 'refused' ? 'warn' : 'accent', (
    <>
      <b>{textOf(event, 'author') === '' ? 'Message' : <>Message of <Words text={event.author} length={100} /></>}</b> {own(steeringWords, how) ?? cleanLine(how, 60)}{textOf(event, 'detail') !== '' && <>: <Words text={event.detail} /></>}
    </>
  ));
}

function retry(event: Loose): VNode {
  const status = numberOf(event, 'httpStatus');
  const most = numberOf(event, 'maxAttempts');
  const delay = numberOf(event, 'delayMilliseconds');
  return line('clock', 'warn', (
    <>
      <b>The model is asked again</b>: attempt {number(numberOf(event, 'attempt') ?? 1)}{most !== undefined && ` of ${number(most)}`}
      {delay !== undefined && ` in ${duration(delay)}`}{status !== undefined && <> <Chip tone="warn">HTTP {status}</Chip></>} <Words text={event.error} />
    </>
  ));
}

function modelCall(event: Loose): VNode {
  const status = numberOf(event, 'status') ?? 0;
  const fine = status >= 200 && status < 300;
  return line('door', fine ? 'quiet' : 'warn', (
    <>
      <b>Model call</b> <Words text={textOf(event, 'model', 'provider')} length={80} /> {!fine && <Chip tone="warn">HTTP {status}</Chip>}
      {flagOf(event, 'cut') && <> <Chip tone="warn">the answer broke off</Chip></>} <Tokens event={event} /> <Took milliseconds={event.milliseconds} />
    </>
  ));
}

function Tokens({ event }: { event: Loose }): VNode | null {
  const cached = numberOf(event, 'cachedInputTokens') ?? 0;
  const written = numberOf(event, 'cacheWriteTokens') ?? 0;
  const cost = numberOf(event, 'costUsd');
  const all = cached + written + (numberOf(event, 'inputTokens') ?? 0) + (numberOf(event, 'outputTokens') ?? 0);
  if (all === 0) return null;
  return (
    <span class="tokens">
      {number(numberOf(event, 'inputTokens') ?? 0)} tokens in{cached > 0 && ` + ${number(cached)} cached`}{written > 0 && ` + ${number(written)} to the cache`},{' '}
      {number(numberOf(event, 'outputTokens') ?? 0)} out{cost !== undefined && ` · ${money(cost)}`}
    </span>
  );
}

const refusals = ['refused', 'rejected', 'denied'];

/** Words of a verdict, and the tone that goes with them. */
function verdictTone(verdict: string): Tone | undefined {
  if (refusals.includes(verdict)) return 'warn';
  return verdict === 'failed' ? 'bad' : verdict === 'held' ? 'warn' : undefined;
}

function door(event: Loose, icon: IconName, name: string, words: ComponentChildren): VNode {
  const verdict = textOf(event, 'verdict');
  const tone = verdictTone(verdict);
  return line(icon, tone ?? 'quiet', <><b>{name}</b> <Verdict verdict={verdict} /> {words} <span class="aside"><Words text={event.reason} length={500} /></span> <Took milliseconds={event.milliseconds} /></>);
}

function Verdict({ verdict }: { verdict: string }): VNode | null {
  return verdict === '' ? null : <Chip tone={verdictTone(verdict) ?? 'good'}>{cleanLine(verdict, 40)}</Chip>;
}

/** Hosts of the web as text: what the sandbox asked for is no address to go to. */
function Target({ text }: { text: string }): VNode {
  const address = addressOf(text);
  return address && !address.hasUser ? <LinkTo address={text} /> : <Term text={text} />;
}

function push(event: Loose): VNode {
  const verdict = textOf(event, 'verdict');
  const stage = textOf(event, 'stage');
  const sha = (name: string): string => {
    const value = textOf(event, name);
    return /^0*$/.test(value) ? '–' : cleanLine(shortSha(value), 12);
  };
  return line('branch', verdictTone(verdict) ?? (verdict === 'pushed' || verdict === 'approved' ? 'good' : undefined), (
    <>
      <b>{own(pushWords, stage) ?? `Push (${cleanLine(stage, 40)})`}</b> <Verdict verdict={verdict} /> <Term text={textOf(event, 'ref')} />{' '}
      <code>{sha('oldSha')} → {sha('newSha')}</code> <Words text={event.reason} length={1000} />
    </>
  ));
}

const pushWords: Readonly<Record<string, string | undefined>> = { quarantine: 'The agent pushed', policy: 'Push policy', github: 'Push to GitHub', approval: 'Approval' };
