import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import type { TraceSource } from '../sources/source';
import { Code } from '../text/code';
import { FileText } from '../text/fileText';
import { longText, wholeText } from '../text/longText';
import { LongView } from '../text/longView';
import { Terminal } from '../text/terminal';
import type { TraceRecord } from '../trace/record';
import { prettyJson } from './argumentList';
import { flagOf, isLoose, textOf } from './safe';
import { Prose } from './said';
import type { ToolCall } from './toolCall';

interface Props {
  record: TraceRecord;
  source: TraceSource;
  call?: ToolCall;
  /** What the tool did is shown already; only what went wrong is worth a line more. */
  shown?: boolean;
}

/** What a tool gave back. */
export function Output({ record, source, call, shown = false }: Props): VNode | null {
  const event = isLoose(record.event) ? record.event : {};
  const failed = flagOf(event, 'isError');
  const output = textOf(event, 'output');
  const long = useMemo(() => longText(record, 'output', output, source), [record, output, source]);
  const json = useMemo(() => (call?.shape === 'command' || call?.shape === 'read' || long.total > output.length ? null : prettyJson(output)), [call, long, output]);
  const pretty = useMemo(() => wholeText(json ?? ''), [json]);
  if (shown && !failed) return null;
  if (long.total === 0) return <p class="item-note">{failed ? 'It failed without a word.' : 'No output.'}</p>;
  return (
    <div class={failed ? 'output failed' : 'output'}>
      {failed && <p class="output-label tone-bad">It failed:</p>}
      {json !== null
        ? <LongView text={pretty} show={piece => <Code text={piece} language="json" />} />
        : call?.shape === 'read' && !failed
          ? <LongView text={long} eager show={piece => <FileText text={piece} path={call.path} />} />
          : call?.shape === 'agent' && !failed
            ? <Prose text={long} />
            : <Terminal text={long} />}
    </div>
  );
}
