import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { isLive, type RunView } from './runView';

/** Pixels from the end that still count as being there. */
const nearEnd = 64;
/** How long after somebody's hand moved the page its scrolling is theirs. */
const handTime = 1_500;

const scrollingKeys: ReadonlySet<string> = new Set(['PageUp', 'PageDown', 'Home', 'End', ' ', 'ArrowUp', 'ArrowDown']);

/**
 * Following the end: on when somebody scrolls there, off when they scroll away. Only a hand on the page turns it on: a jump to
 * the last failure is not a wish to follow.
 */
export function useFollow(view: RunView, visible: Uint32Array): void {
  const follow = view.follow.value;
  const filter = view.timeline.filter.value;
  const before = useRef({ visible, filter });

  useLayoutEffect(() => {
    if (follow && visible.length > 0) window.scrollTo(0, document.documentElement.scrollHeight);
    const last = before.current;
    if (last.visible === visible) return;
    const grew = visible.length - last.visible.length;
    before.current = { visible, filter };
    if (grew > 0 && last.visible.length > 0 && last.filter === filter && !follow && isLive(view.source) && !atEnd()) view.unseen.value += grew;
  });

  useEffect(() => {
    let top = window.scrollY;
    let hand = -Infinity;
    const moved = (event: Event): void => {
      if (!(event instanceof KeyboardEvent) || scrollingKeys.has(event.key)) hand = performance.now();
    };
    const scrolled = (): void => {
      const upwards = window.scrollY < top - 1;
      const downwards = window.scrollY > top + 1;
      top = window.scrollY;
      const byHand = performance.now() - hand < handTime;
      if (byHand) view.wandered = true;
      if (atEnd()) {
        view.unseen.value = 0;
        if (downwards && byHand && isLive(view.source)) view.follow.value = true;
      } else if (upwards) view.follow.value = false;
    };
    const passive = { passive: true } as const;
    const hands = ['wheel', 'touchmove', 'keydown', 'pointerdown'] as const;
    for (const name of hands) addEventListener(name, moved, passive);
    addEventListener('scroll', scrolled, passive);
    return () => {
      for (const name of hands) removeEventListener(name, moved);
      removeEventListener('scroll', scrolled);
    };
  }, [view]);
}

function atEnd(): boolean {
  return window.scrollY + window.innerHeight >= document.documentElement.scrollHeight - nearEnd;
}
