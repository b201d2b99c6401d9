import { Component, type VNode } from 'preact';
import { useCallback } from 'preact/hooks';
import { ItemView } from '../../events/itemView';
import type { TraceSource } from '../../sources/source';
import type { Item } from '../../timeline/timeline';
import type { TraceRecord } from '../../trace/record';
import { day, elapsed, iso } from '../../ui/format';
import { Icon } from '../../ui/icon';
import { Moment } from '../../ui/moment';

export interface EntryProps {
  item: Item;
  records: readonly TraceRecord[] | null;
  source: TraceSource;
  open: boolean;
  current: boolean;
  focusable: boolean;
  position: number;
  size: number;
  /** Begins a turn. */
  turn?: { number: number; at: number; author?: string | undefined } | undefined;
  /** Nothing was heard before it for so many milliseconds. */
  silence: number;
  onMeasure(element: HTMLElement | null): void;
  onToggle(item: number, open: boolean): void;
  onChoose(item: number): void;
  onLink(item: Item): void;
  onCopyLink(item: Item): void;
  onCopyMarkdown(item: Item): void;
}

/** One item's place in the list: when it was, what it is, and what can be done with it. */
export function Entry(props: EntryProps): VNode {
  const { item, position, current } = props;
  const toggle = useCallback((open: boolean) => { props.onToggle(item.index, open); }, [item.index, props.onToggle]);
  return (
    <li
      id={`e${item.sequence}`} ref={props.onMeasure} data-index={position} data-item={item.index}
      class={`entry${current ? ' current' : ''}`} tabIndex={props.focusable ? 0 : -1}
      aria-posinset={position + 1} aria-setsize={props.size} aria-current={current ? 'true' : undefined}
      onClick={() => { props.onChoose(item.index); }}
    >
      {props.turn && (
        <h2 class="turn-heading">
          Turn {props.turn.number}<small>{props.turn.author && `${props.turn.author} · `}{day(props.turn.at)}</small>
        </h2>
      )}
      {props.silence > 0 && <p class="silence">{elapsed(props.silence)} without a word</p>}
      <div class="entry-row">
        <a class="entry-time" href={`#e${item.sequence}`} title={iso(item.at)}
          onClick={event => {
            event.preventDefault();
            props.onLink(item);
          }}>
          <Moment at={item.at} /><span class="entry-number" aria-hidden="true">{item.sequence}</span><span class="unseen">, entry {item.sequence}</span>
        </a>
        <div class="entry-body">
          {props.records === null
            ? <p class="absent">This entry is not kept any more.</p>
            : props.records.length === 0
              ? <p class="placeholder" aria-label="Loading"><span /></p>
              : <Still item={item} records={props.records} source={props.source} open={props.open} onToggle={toggle} />}
        </div>
        <div class="entry-actions">
          <button type="button" class="quiet-button" title="Copy the link to this entry" onClick={() => { props.onCopyLink(item); }}><Icon name="link" />Link</button>
          <button type="button" class="quiet-button" title="Copy this entry as Markdown" onClick={() => { props.onCopyMarkdown(item); }}><Icon name="copy" />Markdown</button>
        </div>
      </div>
    </li>
  );
}

interface StillProps {
  item: Item;
  records: readonly TraceRecord[];
  source: TraceSource;
  open: boolean;
  onToggle(open: boolean): void;
}

/** Draws an item again only when something of it changed: the list around it is drawn with each frame of scrolling. */
class Still extends Component<StillProps> {
  override shouldComponentUpdate(next: StillProps): boolean {
    const now = this.props;
    return next.item !== now.item || next.records !== now.records || next.open !== now.open || next.onToggle !== now.onToggle;
  }

  override render(): VNode {
    const { item, records, source, open, onToggle } = this.props;
    return <ItemView item={item} records={records} source={source} open={open} onToggle={onToggle} />;
  }
}
