import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';

/** An element's height, in whole pixels, also when it changes. */
export function useHeight(place: RefObject<HTMLElement | null>): number {
  const [height, setHeight] = useState(0);
  useLayoutEffect(() => {
    const element = place.current;
    if (!element) return undefined;
    const measure = (): void => { setHeight(Math.round(element.getBoundingClientRect().height)); };
    measure();
    if (typeof ResizeObserver === 'undefined') return undefined;
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => { observer.disconnect(); };
  }, []);
  return height;
}

/** Whether an element has gone under the bar at the top of the page. */
export function useGone(place: RefObject<HTMLElement | null>, barHeight: number): boolean {
  const [gone, setGone] = useState(false);
  useLayoutEffect(() => {
    const element = place.current;
    if (!element || typeof IntersectionObserver === 'undefined') return undefined;
    const observer = new IntersectionObserver(entries => {
      const last = entries.at(-1);
      if (last) setGone(!last.isIntersecting && last.boundingClientRect.top < barHeight);
    }, { rootMargin: `-${barHeight}px 0px 0px 0px` });
    observer.observe(element);
    return () => { observer.disconnect(); };
  }, [barHeight]);
  return gone;
}
