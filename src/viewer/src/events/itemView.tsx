import { Component, type ComponentChildren, type VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import type { TraceSource } from '../sources/source';
import { clean } from '../text/clean';
import { longText, wholeText } from '../text/longText';
import { LongView } from '../text/longView';
import { Terminal } from '../text/terminal';
import type { Item } from '../timeline/item';
import { flag } from '../trace/row';
import type { TraceRecord } from '../trace/record';
import { asJson, ArgumentList } from './argumentList';
import { CallItem } from './call';
import { ChangeItem } from './changeView';
import './events.css';
import { Chip, Head, Took, Words } from './head';
import { lineOf } from './line';
import { Message } from './message';
import { Output } from './output';
import { flagOf, isLoose, numberOf, textOf, type Loose } from './safe';
import { Question, Reply, Said, Thinking, useText } from './said';
import { Todo } from './todo';

export interface ItemViewProps {
  item: Item;
  /** Its records, oldest first; those that are not here yet are missing. */
  records: readonly TraceRecord[];
  source: TraceSource;
  open: boolean;
  onToggle(open: boolean): void;
}

/** One item of the timeline: its line, and its body when it is open. What it shows is foreign; nothing of it can act. */
export function ItemView(props: ItemViewProps): VNode {
  const { item, records } = props;
  const bad = (item.flags & flag.bad) !== 0;
  return (
    <div class={`item item-${item.category}${bad ? ' item-bad' : ''}`}>
      <Guard records={records}>{records.length === 0 ? <p class="item-loading" role="status">Loading…</p> : <View {...props} />}</Guard>
    </div>
  );
}

function View({ item, records, source, open, onToggle }: ItemViewProps): VNode {
  const first = records[0]!;
  const event = looseOf(first);
  const same = { source, open, onToggle };
  if (item.kind === 'call') return <CallItem category={item.category} records={records} {...same} />;
  if (item.kind === 'message' && (event.kind === 'steering' || event.kind === 'prompt')) return <Message records={records} source={source} />;
  // How it ended says all that its begin did.
  if (item.kind === 'step') return lineOf(looseOf(records.at(-1)!)) ?? lineOf(event)!;
  switch (event.kind) {
    case 'prompt': return <Message records={records} source={source} />;
    case 'text': return <Said records={records} source={source} icon="chat" style="text" label={<b>Agent</b>} />;
    case 'answer': return <Said records={records} source={source} icon="check" tone="good" style="answer" label={<b>Answer</b>} />;
    case 'thinking': return <Thinking records={records} {...same} />;
    case 'question': return <Question records={records} source={source} event={event} />;
    case 'reply': return <Reply records={records} source={source} event={event} />;
    case 'tool_call': return <CallItem category={item.category} records={records} {...same} />;
    case 'tool_result': return <LoneResult record={first} {...same} />;
    case 'file_change': return <ChangeItem record={first} {...same} />;
    case 'todo': return <Todo event={event} />;
    case 'notice': return <Notice record={first} event={event} {...same} />;
    case 'error': return <Failure records={records} event={event} source={source} />;
    case 'unknown': return <Unknown record={first} event={event} open={open} onToggle={onToggle} />;
    default: return lineOf(event) ?? <Foreign event={event} open={open} onToggle={onToggle} />;
  }
}

function looseOf(record: TraceRecord): Loose {
  return isLoose(record.event) ? record.event : {};
}

interface OpenProps {
  source: TraceSource;
  open: boolean;
  onToggle(open: boolean): void;
}

/** A result of which the call is not on record. */
function LoneResult({ record, source, open, onToggle }: OpenProps & { record: TraceRecord }): VNode {
  const event: Loose = isLoose(record.event) ? record.event : {};
  const failed = flagOf(event, 'isError');
  const exitCode = numberOf(event, 'exitCode');
  return (
    <>
      <Head icon="wrench" tone={failed ? 'bad' : undefined} open={open} onToggle={onToggle}>
        <b>Result</b> {!open && <Words text={event.output} length={160} />} {failed && <Chip tone="bad">failed</Chip>} {exitCode !== undefined && <Chip>exit {exitCode}</Chip>} <Took milliseconds={event.milliseconds} />
      </Head>
      {open && <div class="item-body"><Output record={record} source={source} /></div>}
    </>
  );
}

/** A notice is one line; a long one unfolds. */
function Notice({ record, event, source, open, onToggle }: OpenProps & { record: TraceRecord; event: Loose }): VNode {
  const text = textOf(event, 'text');
  const long = useMemo(() => longText(record, 'text', text, source), [record, text, source]);
  const topic = clean(textOf(event, 'topic')).replaceAll('_', ' ');
  const words = <><b>{topic || 'Notice'}</b> {!(open && isMore(text)) && <Words text={text} />}</>;
  if (!isMore(text)) return <Head icon="flag" tone="quiet">{words}</Head>;
  return (
    <>
      <Head icon="flag" tone="quiet" open={open} onToggle={onToggle}>{words}</Head>
      {open && <div class="item-body"><Terminal text={long} /></div>}
    </>
  );
}

function isMore(text: string): boolean {
  return text.length > 300 || text.trim().includes('\n');
}

/** Something went wrong: always in full. */
function Failure({ records, event, source }: { records: readonly TraceRecord[]; event: Loose; source: TraceSource }): VNode {
  const text = useText(records, 'message', source);
  return (
    <div class="failure" role="group">
      <Head icon="warning" tone="bad"><b>Error</b> <Words text={event.code} length={100} /></Head>
      {text.total > 0 && <LongView text={text} mostLines={30} mostUnits={4000} show={piece => <p class="as-is">{clean(piece)}</p>} />}
    </div>
  );
}

/** A line of a harness that no rule knows, as it came where it is kept. */
function Unknown({ record, event, open, onToggle }: { record: TraceRecord; event: Loose; open: boolean; onToggle(open: boolean): void }): VNode {
  const raw = typeof record.raw === 'string' ? record.raw : '';
  const long = useMemo(() => wholeText(raw), [raw]);
  const words = <><b>Unknown line</b> <span class="aside">of</span> <Words text={event.source} length={60} /> <Words text={event.type} length={120} /></>;
  if (raw === '') return <Head icon="help" tone="warn">{words}</Head>;
  return (
    <>
      <Head icon="help" tone="warn" open={open} onToggle={onToggle}>{words}</Head>
      {open && <div class="item-body"><LongView text={long} show={piece => <pre class="as-is">{clean(piece)}</pre>} /></div>}
    </>
  );
}

/** An event of a kind that this page does not know (of a newer host, or of no host at all). */
function Foreign({ event, open, onToggle }: { event: Loose; open: boolean; onToggle(open: boolean): void }): VNode {
  return (
    <>
      <Head icon="help" tone="quiet" open={open} onToggle={onToggle}><b><Words text={event.kind} length={60} /></b> <span class="aside">This page does not know this kind of entry.</span></Head>
      {open && <div class="item-body"><ArgumentList args={event} without={['kind']} /></div>}
    </>
  );
}

/** Keeps one broken record from taking the page with it: it is shown as it is stored. */
class Guard extends Component<{ records: readonly TraceRecord[]; children: ComponentChildren }, { failed: readonly TraceRecord[] | null }> {
  override state = { failed: null };

  override componentDidCatch(): void {
    this.setState({ failed: this.props.records });
  }

  override render(): ComponentChildren {
    if (this.state.failed !== this.props.records) return this.props.children;
    return <><p class="item-note">This entry could not be shown in its own shape. This is what is stored:</p><pre class="as-is">{clean(asJson(this.props.records).slice(0, 20_000))}</pre></>;
  }
}
