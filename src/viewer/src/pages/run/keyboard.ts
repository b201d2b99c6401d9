import { panels } from './hash';
import { setFollow } from './jumpBar';
import { isLive, type RunView } from './runView';

/** What the page's keys need from it. */
export interface KeyTargets {
  focusSearch(): void;
  copyLink(): void;
  copyMarkdown(): void;
}

/** Carries out a key. @returns Whether it was one of ours. */
export function pressKey(event: KeyboardEvent, view: RunView, targets: KeyTargets): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return false;
  if (view.helping.peek() || isTyping(event.target)) return false;
  const inItem = event.target instanceof Element && event.target.closest('[data-index]') !== null;
  switch (event.key) {
    case 'j': view.step(1); return true;
    case 'k': view.step(-1); return true;
    // Elsewhere the arrows scroll, as everywhere.
    case 'ArrowDown': if (!inItem) return false; view.step(1); return true;
    case 'ArrowUp': if (!inItem) return false; view.step(-1); return true;
    case 'Enter': return toggle(event, view);
    case 'n': return view.toFailure(1) || said(view, 'Nothing failed');
    case 'p': return view.toFailure(-1) || said(view, 'Nothing failed');
    case 'g': view.toEdge('first'); return true;
    case 'G': view.toEdge('last'); return true;
    case 'f': return follow(view);
    case '/': targets.focusSearch(); return true;
    case 'c': targets.copyLink(); return true;
    case 'm': targets.copyMarkdown(); return true;
    case '?': view.helping.value = true; return true;
    case 'Escape': return leave(view);
    default: return panel(event.key, view);
  }
}

function toggle(event: KeyboardEvent, view: RunView): boolean {
  const current = view.current.peek();
  // A button inside the item does its own thing.
  if (current < 0 || !(event.target instanceof Element) || !event.target.matches('[data-index]')) return false;
  view.setOpen(current, !view.isOpen(current));
  return true;
}

function follow(view: RunView): boolean {
  if (!isLive(view.source)) return said(view, 'The run is over: there is nothing to follow');
  setFollow(view, !view.follow.peek());
  return said(view, view.follow.peek() ? 'Following' : 'No longer following');
}

function leave(view: RunView): boolean {
  const { query, groups, failuresOnly, turn, event } = view.state.peek();
  if (query === '' && groups.length === 0 && !failuresOnly && turn === null && event === null) return false;
  view.change({ query: '', groups: [], failuresOnly: false, turn: null, matchesOnly: false, event: null });
  return true;
}

function panel(key: string, view: RunView): boolean {
  const chosen = /^[1-5]$/.test(key) ? panels[Number(key) - 1] : undefined;
  if (chosen === undefined) return false;
  view.show(chosen);
  return true;
}

function said(view: RunView, words: string): true {
  view.say(words);
  return true;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));
}
