import type { RefObject, VNode } from 'preact';
import { useRef } from 'preact/hooks';
import { useHeight } from '../../ui/usePlace';
import type { Item } from '../../timeline/timeline';
import { Tail } from './connectionLine';
import { FilterBar } from './filterBar';
import type { RunView } from './runView';
import { SearchBox } from './searchBox';
import { TimelineList } from './timelineList';
import { TurnSelect } from './turnSelect';

export interface TimelinePanelProps {
  view: RunView;
  above: number;
  below: number;
  searchRef: RefObject<HTMLInputElement | null>;
  onCopyLink(item: Item): void;
  onCopyMarkdown(item: Item): void;
}

/** What narrows the story, the story, and whether it goes on. */
export function TimelinePanel({ view, above, below, searchRef, onCopyLink, onCopyMarkdown }: TimelinePanelProps): VNode {
  const tools = useRef<HTMLDivElement>(null);
  const toolsHeight = useHeight(tools);
  const total = view.timeline.counts.value.total;
  const shown = view.timeline.visible.value.length;
  const loading = view.source.connection.value.state === 'loading';
  const awaited = view.awaited.value;
  return (
    <>
      <div ref={tools} class={view.pinned.value ? 'tools tools-pinned' : 'tools'} style={{ top: `${above}px` }}>
        <div class="tools-line"><SearchBox view={view} inputRef={searchRef} /><TurnSelect view={view} /></div>
        <FilterBar view={view} />
      </div>
      {awaited !== null && <p class="page-note" role="status">{loading ? `Looking for entry ${awaited}…` : `Entry ${awaited} is not in this trace (yet).`}</p>}
      {total === 0 && loading && <div class="skeletons" aria-hidden="true"><p class="placeholder"><span /></p><p class="placeholder"><span /></p><p class="placeholder"><span /></p></div>}
      {total > 0 && shown === 0 && (
        <p class="page-note">Nothing of this trace is left by what you chose. <button type="button" class="inline-button" onClick={() => { view.showAll(); }}>Show everything</button></p>
      )}
      <TimelineList
        view={view} above={above + (view.pinned.value ? toolsHeight : 0)} below={below} onCopyLink={onCopyLink} onCopyMarkdown={onCopyMarkdown}
        onLink={item => {
          view.current.value = item.index;
          view.change({ event: item.sequence });
        }}
      />
      <Tail source={view.source} total={total} />
    </>
  );
}
