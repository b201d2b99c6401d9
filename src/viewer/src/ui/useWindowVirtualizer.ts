import { useLayoutEffect, useReducer, useState } from 'preact/hooks';
import { observeWindowOffset, observeWindowRect, Virtualizer, windowScroll, type VirtualizerOptions } from '@tanstack/virtual-core';

export type WindowVirtualizer = Virtualizer<Window, HTMLElement>;

type Options = Pick<VirtualizerOptions<Window, HTMLElement>, 'count' | 'estimateSize' | 'getItemKey' | 'overscan' | 'scrollMargin' | 'scrollPaddingStart' | 'scrollPaddingEnd'>;

/** A list that scrolls with the page and of which only what is in view is there. */
export function useWindowVirtualizer(options: Options): WindowVirtualizer {
  const [, again] = useReducer((times: number) => times + 1, 0);
  const complete: VirtualizerOptions<Window, HTMLElement> = {
    ...options,
    getScrollElement: () => (typeof window === 'undefined' ? null : window),
    observeElementRect: observeWindowRect,
    observeElementOffset: observeWindowOffset,
    scrollToFn: windowScroll,
    initialOffset: () => window.scrollY,
    initialRect: { width: window.innerWidth, height: window.innerHeight },
    onChange: () => { again(undefined); },
  };
  const [virtualizer] = useState(() => new Virtualizer(complete));
  virtualizer.setOptions(complete);
  useLayoutEffect(() => virtualizer._didMount(), [virtualizer]);
  useLayoutEffect(() => { virtualizer._willUpdate(); });
  return virtualizer;
}
