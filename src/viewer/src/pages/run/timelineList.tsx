import type { VNode } from 'preact';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { positionIn } from '../../trace/growing';
import type { Item } from '../../timeline/timeline';
import { useWindowVirtualizer, type WindowVirtualizer } from '../../ui/useWindowVirtualizer';
import { longSilence } from './behaviour';
import { Entry } from './entry';
import { ItemRecords } from './itemRecords';
import { useFollow } from './useFollow';
import type { RunView, Wish } from './runView';

export interface TimelineListProps {
  view: RunView;
  /** Heights of the bars that lie over the list. */
  above: number;
  below: number;
  onLink(item: Item): void;
  onCopyLink(item: Item): void;
  onCopyMarkdown(item: Item): void;
}

/** The items under the filter. Only those in view are in the page; their places come from heights measured or guessed. */
export function TimelineList({ view, above, below, ...actions }: TimelineListProps): VNode {
  const { timeline, source } = view;
  const visible = timeline.visible.value;
  void timeline.version.value;
  const reader = useMemo(() => new ItemRecords(source), [source]);
  useEffect(() => () => { reader.close(); }, [reader]);
  void reader.version.value;

  const place = useRef<HTMLDivElement>(null);
  const margin = useTopOf(place);
  const { rows, items } = timeline;
  const keyOf = useCallback((position: number) => visible[position] ?? -1, [visible]);
  const virtualizer = useWindowVirtualizer({
    count: visible.length,
    overscan: 6,
    scrollMargin: margin,
    scrollPaddingStart: above + 8,
    scrollPaddingEnd: below + 8,
    getItemKey: keyOf,
    estimateSize: position => view.likelyHeight(visible[position] ?? 0),
  }, above);

  useFollow(view, visible);
  useKeptPlace(view, visible, position => { virtualizer.scrollToIndex(position, { align: 'start' }); }, margin);
  useWishes(view, visible, (position, align) => { virtualizer.scrollToIndex(position, { align }); }, place);

  const first = useRef(-1);
  const top = virtualizer.scrollOffset ?? 0;
  first.current = top > margin ? visible[positionAt(virtualizer, top + above)] ?? -1 : -1;
  view.inView = [visible[positionAt(virtualizer, top + above)] ?? -1, visible[virtualizer.range?.endIndex ?? -1] ?? -1];
  useEffect(() => {
    if (view.left >= 0 && view.wish.peek() === null) view.wish.value = { item: view.left, focus: false, align: 'start' };
    return () => {
      view.wish.value = null;
      view.left = first.current;
    };
  }, [view]);

  const shown = virtualizer.getVirtualItems();
  const current = view.current.value;
  const shift = shown[0] ? shown[0].start - margin : 0;
  const focusable = timeline.positionOf(current) >= 0 ? current : view.inView[0];
  const toggle = useCallback((item: number, open: boolean) => { view.setOpen(item, open); }, [view]);
  const choose = useCallback((item: number) => { view.current.value = item; }, [view]);
  return (
    <div ref={place} class="list" style={{ height: `${virtualizer.getTotalSize()}px` }}>
      <ol role="list" aria-label="Timeline" class="list-window" style={{ transform: `translateY(${shift}px)` }}>
        {shown.map(one => {
          const index = visible[one.index] ?? 0;
          const item = items.get(index);
          const silence = silenceBefore(rows, items.firstRow(index));
          return (
            <Entry
              key={index} item={item} records={reader.of(item)} source={source} open={view.isOpen(index)} current={index === current}
              focusable={index === focusable} position={one.index} size={visible.length}
              turn={turnAt(view, visible, one.index)} silence={silence >= longSilence ? silence : 0}
              onMeasure={virtualizer.measureElement} onToggle={toggle} onChoose={choose} {...actions}
            />
          );
        })}
      </ol>
    </div>
  );
}

function positionAt(virtualizer: WindowVirtualizer, offset: number): number {
  return virtualizer.getVirtualItemForOffset(offset)?.index ?? 0;
}

/** Silence is what it is whatever the filter hides: it is measured to the row before, not to the item before. */
function silenceBefore(rows: RunView['timeline']['rows'], row: number): number {
  return row > 0 ? rows.at(row) - rows.at(row - 1) : 0;
}

/** The heading of a turn stands above the first of its items that is shown. */
function turnAt(view: RunView, visible: Uint32Array, position: number): { number: number; at: number; author?: string | undefined } | undefined {
  const index = visible[position] ?? 0;
  const number = view.timeline.items.turn(index);
  const start = view.timeline.turns.value.find(turn => turn.turn === number);
  if (!start || index < start.item) return undefined;
  const before = position > 0 ? visible[position - 1] ?? -1 : -1;
  return before < start.item ? { number, at: start.at } : undefined;
}

/** Where the list begins in the page. */
function useTopOf(place: { current: HTMLElement | null }): number {
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const element = place.current;
    if (!element) return undefined;
    const measure = (): void => { setTop(Math.round(element.getBoundingClientRect().top + window.scrollY)); };
    measure();
    if (typeof ResizeObserver === 'undefined') return undefined;
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    for (const above of element.parentElement?.children ?? []) if (above !== element) observer.observe(above);
    return () => { observer.disconnect(); };
  }, []);
  return top;
}

/** After another filter, what was at the top of the view stays there, or what is next to it; while the end is followed, that stays. */
function useKeptPlace(view: RunView, visible: Uint32Array, scrollTo: (position: number) => void, margin: number): void {
  const filter = view.timeline.filter.value;
  const before = useRef({ filter, visible, item: 0 });
  useLayoutEffect(() => {
    const last = before.current;
    const changed = last.filter !== filter && last.visible !== visible;
    if (changed && !view.follow.peek() && window.scrollY > margin && visible.length > 0) scrollTo(Math.min(visible.length - 1, positionIn(visible, last.item)));
    if (changed || last.filter === filter) before.current = { filter, visible, item: view.inView[0] };
  });
}

/** Goes where the view wants the list to be, as soon as the place is in the list. */
function useWishes(view: RunView, visible: Uint32Array, scrollTo: (position: number, align: Wish['align']) => void, place: { current: HTMLElement | null }): void {
  const wish = view.wish.value;
  const done = useRef<typeof wish>(null);
  const focus = useRef(-1);
  useLayoutEffect(() => {
    if (wish && done.current !== wish) {
      const position = positionIn(visible, wish.item);
      if (visible[position] === wish.item) {
        done.current = wish;
        scrollTo(position, wish.align);
        focus.current = wish.focus ? wish.item : -1;
      }
    }
    if (focus.current < 0) return;
    const element = place.current?.querySelector<HTMLElement>(`[data-item="${focus.current}"]`);
    if (!element) return;
    focus.current = -1;
    const typing = document.activeElement?.matches('input, textarea');
    if (!typing) element.focus({ preventScroll: true });
  });
}
