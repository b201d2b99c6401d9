import type { VNode } from 'preact';
import type { TraceSource } from '../../sources/source';
import type { Item } from '../../timeline/timeline';
import type { TraceRecord } from '../../trace/record';
import { cleanLine, clean } from '../../text/clean';

export interface ItemViewProps {
  item: Item;
  records: readonly TraceRecord[];
  source: TraceSource;
  open: boolean;
  onToggle(open: boolean): void;
}

/** An item without any art: its kind, its first line, and all of it when it is open. */
export function ItemView({ item, records, open, onToggle }: ItemViewProps): VNode {
  const texts = records.map(record => textOf(record));
  if (item.kind !== 'call' && texts.join('').length < 2_000 && open) return <div class="plain-item"><p>{clean(texts.join(''))}</p></div>;
  return (
    <div class="plain-item">
      <button type="button" class="plain-item-head" aria-expanded={open} onClick={() => { onToggle(!open); }}><strong>{item.category}</strong> {cleanLine(texts[0] ?? '', 120)}</button>
      {open && <pre>{clean(texts.join('\n').slice(0, 4_000))}</pre>}
    </div>
  );
}

function textOf(record: TraceRecord): string {
  const event = record.event;
  if ('text' in event) return event.text;
  if (event.kind === 'tool_call') return event.summary ?? `${event.tool} ${event.input}`;
  if (event.kind === 'tool_result') return event.output;
  if (event.kind === 'file_change') return `${event.change} ${event.path}\n${event.diff ?? ''}`;
  return Object.entries(event).map(([key, value]) => `${key}: ${typeof value === 'string' ? value : JSON.stringify(value)}`).join(' · ');
}
