import type { VNode } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { plural } from '../ui/format';
import { LongView } from './longView';
import type { LongText } from './longText';
import { lastStates, terminalRuns } from './terminalText';

/** Output of a command. */
export function Terminal({ text }: { text: LongText }): VNode {
  const [all, setAll] = useState(false);
  const dropped = useMemo(() => lastStates(text.have.slice(0, 60_000)).dropped, [text.have]);
  return (
    <div class="terminal">
      <LongView text={text} eager prepare={all ? allStates : foldStates} show={piece => <TerminalText text={piece} />} />
      {dropped > 0 && (
        <p class="more-line">
          <button type="button" class="item-more" onClick={() => { setAll(!all); }}>
            {all ? 'Show the last state of each line' : `Show ${plural(dropped, 'state')} that lines wrote over`}
          </button>
        </p>
      )}
    </div>
  );
}

/** A piece of it that is fit to be shown at once. */
export function TerminalText({ text }: { text: string }): VNode {
  const runs = useMemo(() => terminalRuns(text), [text]);
  return <pre class="term">{runs.map(run => (run.style === '' ? run.text : <span class={run.style}>{run.text}</span>))}</pre>;
}

function foldStates(piece: string): string {
  return lastStates(piece).text;
}

function allStates(piece: string): string {
  return piece.replace(/\r(?!\n)/g, '\n');
}
