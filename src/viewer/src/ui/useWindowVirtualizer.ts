import { useLayoutEffect, useReducer, useState } from 'preact/hooks';
import { observeWindowOffset, observeWindowRect, Virtualizer, windowScroll, type VirtualizerOptions } from '@tanstack/virtual-core';

export type WindowVirtualizer = Virtualizer<Window, HTMLElement>;

/** An item that was gone to lies a little under the bars; what ends before it is above it. */
const nearFold = 12;

const initialOffset = (): number => window.scrollY;

type Options = Pick<VirtualizerOptions<Window, HTMLElement>, 'count' | 'estimateSize' | 'getItemKey' | 'overscan' | 'scrollMargin' | 'scrollPaddingStart' | 'scrollPaddingEnd'>;

/**
 * A list that scrolls with the page and of which only what is in view is there.
 * @param above Height of the bars that lie over its beginning: what is under them is out of view.
 */
export function useWindowVirtualizer(options: Options, above: number): WindowVirtualizer {
  // Asked once: the answer costs a layout of the page.
  const [initialRect] = useState(() => ({ width: window.innerWidth, height: window.innerHeight }));
  const [, again] = useReducer((times: number) => times + 1, 0);
  const complete: VirtualizerOptions<Window, HTMLElement> = {
    ...options,
    getScrollElement: () => (typeof window === 'undefined' ? null : window),
    observeElementRect: observeWindowRect,
    observeElementOffset: observeWindowOffset,
    scrollToFn: windowScroll,
    initialOffset,
    initialRect,
    onChange: () => { again(undefined); },
  };
  const [virtualizer] = useState(() => new Virtualizer(complete));
  virtualizer.setOptions(complete);
  // What grows above the view pushes the page down by as much, so that what is read stays where it is.
  virtualizer.shouldAdjustScrollPositionOnItemSizeChange = (item, _, { itemSizeCache, scrollOffset }) => {
    // At the page's beginning nothing is above, also while it is not known yet where the list begins.
    if (!scrollOffset) return false;
    const fold = scrollOffset + above + nearFold;
    return itemSizeCache.has(item.key) ? item.end <= fold : item.start < fold;
  };
  useLayoutEffect(() => virtualizer._didMount(), [virtualizer]);
  useLayoutEffect(() => { virtualizer._willUpdate(); });
  return virtualizer;
}
