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
  /** Where following itself has just scrolled to: the event that tells of it says nothing about anybody's wish. */
  const own = useRef(-1);

  useLayoutEffect(() => {
    if (follow && visible.length > 0 && !atEnd(1)) {
      window.scrollTo(0, document.documentElement.scrollHeight);
      own.current = window.scrollY;
    }
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
      const byHand = performance.now() - hand < handTime && top !== own.current;
      own.current = -1;
      if (byHand) view.wandered = true;
      const end = atEnd();
      if (end) view.unseen.value = 0;
      // A page that got shorter is moved up by the browser, and stays at its very end; a hand leaves it.
      if (upwards && (byHand ? !atEnd(1) : !end)) view.follow.value = false;
      else if (downwards && byHand && end && isLive(view.source)) view.follow.value = true;
    };
    // Before the list hears of it: the list draws itself again at once, and following would undo what the hand did.
    const passive = { passive: true, capture: true } as const;
    const hands = ['wheel', 'touchmove', 'keydown', 'pointerdown'] as const;
    for (const name of hands) addEventListener(name, moved, passive);
    addEventListener('scroll', scrolled, passive);
    return () => {
      for (const name of hands) removeEventListener(name, moved, passive);
      removeEventListener('scroll', scrolled, passive);
    };
  }, [view]);
}

function atEnd(near = nearEnd): boolean {
  return window.scrollY + window.innerHeight >= document.documentElement.scrollHeight - near;
}
