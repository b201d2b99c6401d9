import type { VNode } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { iso } from '../../../ui/format';
import { Moment } from '../../../ui/moment';
import { ItemView } from '../../../events/itemView';
import { ItemRecords } from '../itemRecords';
import type { RunView } from '../runView';

/** One item away from the timeline, open, with the way to its place there. */
export function ItemCard({ view, index, folded = false }: { view: RunView; index: number; folded?: boolean }): VNode {
  const records = useMemo(() => new ItemRecords(view.source), [view]);
  useEffect(() => () => { records.close(); }, [records]);
  const [open, setOpen] = useState(!folded);
  void view.timeline.version.value;
  void records.version.value;
  const item = view.timeline.items.get(index);
  const have = records.of(item);
  return (
    <div class="card">
      <a class="entry-time" href={`#e${item.sequence}`} title={iso(item.at)} onClick={event => {
        event.preventDefault();
        view.goToEvent(item.sequence);
      }}>
        <Moment at={item.at} /><span class="entry-number" aria-hidden="true">{item.sequence}</span><span class="unseen">: to its place in the timeline</span>
      </a>
      {have === null
        ? <p class="absent">This entry is not kept any more.</p>
        : have.length === 0
          ? <p class="placeholder" aria-label="Loading"><span /></p>
          : <ItemView item={item} records={have} source={view.source} open={open} onToggle={setOpen} />}
    </div>
  );
}
