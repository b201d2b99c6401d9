import type { ComponentChildren, VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import type { TraceSource } from '../sources/source';
import { clean, cleanLine } from '../text/clean';
import { LongView } from '../text/longView';
import { joinedText, longText, type LongText } from '../text/longText';
import { Markdown } from '../text/markdown';
import { useCalm } from '../text/useCalm';
import type { TextProperty, TraceRecord } from '../trace/record';
import { plural } from '../ui/format';
import type { IconName } from '../ui/icon';
import { Chip, Head, Words, type Tone } from './head';
import { isLoose, textOf } from './safe';

/** The text of an item: of one record, or of the pieces that an agent sent bit by bit. */
export function useText(records: readonly TraceRecord[], property: TextProperty, source: TraceSource): LongText {
  return useMemo(
    () => joinedText(records.map(record => longText(record, property, textOf(isLoose(record.event) ? record.event : {}, property), source))),
    [records, property, source],
  );
}

interface SaidProps {
  records: readonly TraceRecord[];
  source: TraceSource;
  icon: IconName;
  tone?: Tone;
  label: ComponentChildren;
  /** Class of the block, for its edge. */
  style: string;
  property?: TextProperty;
}

/** What somebody said, in full, with who it was above it. */
export function Said({ records, source, icon, tone, label, style, property = 'text' }: SaidProps): VNode {
  const text = useText(records, property, source);
  return (
    <div class={`said ${style}`}>
      <Head icon={icon} tone={tone}>{label}</Head>
      {text.total === 0 ? <p class="item-note">Nothing was said.</p> : <Prose text={text} />}
    </div>
  );
}

/** Markdown of any length. */
export function Prose({ text }: { text: LongText }): VNode {
  return <LongView text={text} mostLines={200} mostUnits={12_000} show={piece => <Growing text={piece} />} />;
}

/** A text that may still be written: parsed in peace, with what came since as it is. */
function Growing({ text }: { text: string }): VNode {
  const { settled, rest } = useCalm(text);
  return <><Markdown text={settled} />{rest !== '' && <p class="as-is">{clean(rest)}</p>}</>;
}

/** Thoughts of the model: folded, with their first words. */
export function Thinking({ records, source, open, onToggle }: { records: readonly TraceRecord[]; source: TraceSource; open: boolean; onToggle(open: boolean): void }): VNode {
  const text = useText(records, 'text', source);
  if (text.total === 0) return <Head icon="bulb" tone="quiet">Thinking <span class="aside">(the provider does not show it)</span></Head>;
  return (
    <>
      <Head icon="bulb" tone="quiet" open={open} onToggle={onToggle}>
        <b>Thinking</b> {!open && <span class="aside">{cleanLine(text.have.slice(0, 1000).replace(/[*#`_]+/g, ''), 160)}</span>}
      </Head>
      {open && <div class="item-body thoughts"><Prose text={text} /></div>}
    </>
  );
}

/** A question of the agent with the answers to choose from. */
export function Question({ records, source, event }: { records: readonly TraceRecord[]; source: TraceSource; event: Record<string, unknown> }): VNode {
  const choices = Array.isArray(event.choices) ? event.choices.filter((choice): choice is string => typeof choice === 'string').slice(0, 50) : [];
  const reply = records.find(record => isLoose(record.event) && record.event.kind === 'reply');
  return (
    <>
      <Said records={records.slice(0, 1)} source={source} icon="help" tone="accent" style="question" label={<b>The agent asks</b>} />
      {choices.length > 0 && <ul class="choices" aria-label={plural(choices.length, 'answer') + ' to choose from'}>{choices.map(choice => <li><Words text={choice} /></li>)}</ul>}
      {reply && <Reply records={[reply]} source={source} event={reply.event as unknown as Record<string, unknown>} />}
    </>
  );
}

/** How a question ended. */
export function Reply({ records, source, event }: { records: readonly TraceRecord[]; source: TraceSource; event: Record<string, unknown> }): VNode {
  const state = textOf(event, 'state');
  const author = textOf(event, 'author');
  const label = state === 'expired'
    ? <><b>Nobody answered in time.</b> The agent was told:</>
    : state === 'withdrawn'
      ? <><b>The question was withdrawn.</b> The agent was told:</>
      : <><b>{author === '' ? 'Answered' : <Words text={author} length={100} />}</b>{author !== '' && <> <Chip>answered</Chip></>}</>;
  return <Said records={records} source={source} icon="chat" tone={state === 'expired' ? 'warn' : 'accent'} style="reply" label={label} />;
}
