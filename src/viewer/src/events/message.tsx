import type { VNode } from 'preact';
import type { TraceSource } from '../sources/source';
import { cleanLine } from '../text/clean';
import type { TraceRecord } from '../trace/record';
import { duration } from '../ui/format';
import { own } from '../ui/own';
import { Chip, Head, Words } from './head';
import { isLoose, textOf, type Loose } from './safe';
import { Said } from './said';

/** Where a message is that was sent while the agent works. */
export const steeringWords: Readonly<Record<string, string | undefined>> = {
  sent: 'sent to the sandbox while the agent works',
  queued: 'taken by the agent’s program',
  delivered: 'delivered: the model is given it',
  refused: 'refused by the agent’s program',
};

/** What a person said, and what became of it. */
export function Message({ records, source }: { records: readonly TraceRecord[]; source: TraceSource }): VNode {
  const prompt = records.find(record => kindOf(record) === 'prompt');
  const steps = records.filter(record => kindOf(record) === 'steering');
  const author = prompt ? textOf(eventOf(prompt), 'author') : steps.map(step => textOf(eventOf(step), 'author')).find(name => name !== '') ?? '';
  const label = author === '' ? <b>{steps.length > 0 ? 'Message' : 'Prompt'}</b> : <b><Words text={author} length={100} /></b>;
  const first = records[0];
  const states = steps.length > 0 && (
    <ul class="message-states">{steps.slice(0, 20).map(step => <Step event={eventOf(step)} later={first ? Date.parse(step.at) - Date.parse(first.at) : 0} />)}</ul>
  );
  if (!prompt) return <><Head icon="hand" tone="accent">{label}</Head>{states}</>;
  return <><Said records={[prompt]} source={source} icon="chat" tone="accent" style="prompt" label={label} />{states}</>;
}

function Step({ event, later }: { event: Loose; later: number }): VNode {
  const how = textOf(event, 'state');
  const detail = textOf(event, 'detail');
  return (
    <li>
      {how === 'refused' ? <Chip tone="warn">{steeringWords.refused}</Chip> : own(steeringWords, how) ?? cleanLine(how, 60)}
      {detail !== '' && <>: <Words text={detail} length={500} /></>}
      {later >= 100 && <span class="aside">, {duration(later)} later</span>}
    </li>
  );
}

function eventOf(record: TraceRecord): Loose {
  return isLoose(record.event) ? record.event : {};
}

function kindOf(record: TraceRecord): unknown {
  return eventOf(record).kind;
}
