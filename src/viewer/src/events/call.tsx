import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import type { TraceSource } from '../sources/source';
import { DiffView } from '../text/diff';
import { countLines } from '../text/patch';
import type { Category } from '../trace/row';
import type { TraceRecord } from '../trace/record';
import { longText, wholeText } from '../text/longText';
import { clean } from '../text/clean';
import { LinkTo } from '../text/link';
import { Code } from '../text/code';
import { LongView } from '../text/longView';
import { ArgumentList } from './argumentList';
import { CallWords, iconOf, Outcome } from './callHead';
import { changeCounts, ChangeView } from './changeView';
import { Head } from './head';
import { Output } from './output';
import { flagOf, isLoose, numberOf, textOf, type Loose } from './safe';
import { Prose } from './said';
import { argumentsOf, editsOf, readCall, shortPath, type ToolCall } from './toolCall';
import { useLoaded } from './useLoaded';

interface Props {
  category: Category;
  records: readonly TraceRecord[];
  source: TraceSource;
  open: boolean;
  onToggle(open: boolean): void;
}

interface Parts {
  call: TraceRecord | undefined;
  result: TraceRecord | undefined;
  changes: TraceRecord[];
}

/** A call of a tool, with what came of it. */
export function CallItem({ category, records, source, open, onToggle }: Props): VNode {
  const parts = useMemo(() => partsOf(records), [records]);
  const event = eventOf(parts.call);
  const tool = textOf(event, 'tool');
  const args = useMemo(() => argumentsOf(textOf(event, 'input')), [parts.call]);
  const call = useMemo(() => described(readCall(tool, args, category), event), [tool, args, category]);
  const counts = useMemo(() => (call.shape === 'edit' ? countsOf(parts.changes, args, parts.call?.cut?.input !== undefined) : undefined), [call, parts, args]);
  const result = eventOf(parts.result);
  const failed = flagOf(result, 'isError');
  const ended = source.head.value?.atRest ?? source.connection.value.state === 'complete';
  const state = parts.result ? (failed ? 'failed' : 'done') : ended ? 'without' : 'running';
  return (
    <>
      <Head icon={iconOf(call, category)} tone={failed ? 'bad' : undefined} open={open} onToggle={onToggle}>
        <CallWords call={call} tool={tool} open={open} counts={counts} />
        <Outcome state={state} exitCode={numberOf(result, 'exitCode')} milliseconds={tookOf(parts)} />
      </Head>
      {open && <div class="item-body"><CallBody category={category} closed={call} parts={parts} source={source} /></div>}
    </>
  );
}

function CallBody({ category, closed, parts, source }: { category: Category; closed: ToolCall; parts: Parts; source: TraceSource }): VNode {
  const event = eventOf(parts.call);
  const input = useMemo(() => (parts.call ? longText(parts.call, 'input', textOf(event, 'input'), source) : wholeText('')), [parts.call, source]);
  const loaded = useLoaded(input);
  const args = useMemo(() => argumentsOf(loaded.text), [loaded.text]);
  // The whole arguments say more than their beginning, which is all that the line has.
  const call = useMemo(() => {
    const whole = readCall(textOf(event, 'tool'), args, category);
    return whole.shape === closed.shape && whole.shape !== 'other' ? whole : closed;
  }, [closed, args, category]);
  return (
    <>
      <Asked call={call} args={args} parts={parts} source={source} />
      {!loaded.whole && <p class="item-note">Only the beginning of the arguments is shown; all of them are in the download.</p>}
      {parts.result && <Output record={parts.result} source={source} call={call} shown={call.shape === 'edit' && parts.changes.length > 0} />}
    </>
  );
}

/** What the tool was given, in the shape of the tool. */
function Asked({ call, args, parts, source }: { call: ToolCall; args: Loose; parts: Parts; source: TraceSource }): VNode | null {
  const edits = useMemo(() => (call.shape === 'edit' && parts.changes.length === 0 ? editsOf(args).map(file => ({ ...file, path: shortPath(file.path) })) : []), [call, args, parts]);
  switch (call.shape) {
    case 'command':
      return (
        <>
          {call.about !== '' && <p class="item-note">{clean(call.about)}</p>}
          <Command text={call.command} />
          {call.place !== '' && <p class="item-note">in <code><bdi>{clean(shortPath(call.place))}</bdi></code></p>}
        </>
      );
    case 'read':
      return null;
    case 'search':
      return <ArgumentList args={args} without={['pattern', 'query', 'path', 'glob_pattern']} />;
    case 'edit':
      if (parts.changes.length > 0) return <>{parts.changes.slice(0, 100).map(change => <ChangeView key={change.sequence} record={change} source={source} />)}</>;
      return edits.some(file => file.hunks.length > 0 || file.change === 'deleted') 
        ? <>{flagOf(eventOf(parts.result), 'isError') && <p class="item-note">This was asked for and not done:</p>}<DiffView files={edits} /></>
        : <ArgumentList args={args} />;
    case 'web':
      return <>{call.isAddress && <p><LinkTo address={call.target} /></p>}<ArgumentList args={args} without={call.isAddress ? ['url', 'uri'] : []} /></>;
    case 'agent':
      return call.prompt === '' ? <ArgumentList args={args} /> : <Given text={call.prompt} />;
    default:
      return <ArgumentList args={args} />;
  }
}

function Given({ text }: { text: string }): VNode {
  const long = useMemo(() => wholeText(text), [text]);
  return <div class="quoted"><Prose text={long} /></div>;
}

function Command({ text }: { text: string }): VNode {
  const long = useMemo(() => wholeText(text), [text]);
  return <div class="command"><LongView text={long} mostLines={60} mostUnits={6000} show={piece => <Code text={piece} language="bash" />} /></div>;
}

function partsOf(records: readonly TraceRecord[]): Parts {
  const parts: Parts = { call: undefined, result: undefined, changes: [] };
  for (const record of records) {
    const { kind } = eventOf(record);
    if (kind === 'tool_call') parts.call ??= record;
    else if (kind === 'tool_result') parts.result = record;
    else if (kind === 'file_change') parts.changes.push(record);
  }
  return parts;
}

/** A harness that keeps its arguments to itself still says in a line what it does. */
function described(call: ToolCall, event: Loose): ToolCall {
  if (call.shape !== 'other') return call;
  const summary = textOf(event, 'summary');
  const tool = textOf(event, 'tool');
  const words = summary.startsWith(tool) ? summary.slice(tool.length).replace(/^: ?/, '').trim() : summary;
  return { shape: 'other', words: words || call.words };
}

function countsOf(changes: readonly TraceRecord[], args: Loose, cut: boolean): { added: number; removed: number } | undefined {
  if (changes.length === 0) return cut ? undefined : countLines(editsOf(args));
  let [added, removed] = [0, 0];
  for (const change of changes) {
    const counts = changeCounts(change);
    if (!counts) return undefined;
    added += counts.added;
    removed += counts.removed;
  }
  return { added, removed };
}

/** As the harness says it, else the time between call and result. */
function tookOf({ call, result }: Parts): number | undefined {
  const said = numberOf(eventOf(result), 'milliseconds');
  if (said !== undefined || !call || !result) return said;
  const took = Date.parse(result.at) - Date.parse(call.at);
  return Number.isFinite(took) && took >= 100 ? took : undefined;
}

function eventOf(record: TraceRecord | undefined): Loose {
  return isLoose(record?.event) ? record.event : {};
}
