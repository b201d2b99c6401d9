import { useEffect } from 'preact/hooks';
import { effect } from '@preact/signals';
import { formatHash, parseHash } from './hash';
import type { RunView } from './runView';

/** Keeps the page's address and what is shown the same, both ways. */
export function useAddress(view: RunView): void {
  useEffect(() => {
    const stop = effect(() => {
      const hash = formatHash(view.state.value);
      if (hash !== location.hash) replaceHash(hash);
    });
    const changed = (): void => {
      const state = parseHash(location.hash);
      if (formatHash(state) === formatHash(view.state.peek())) return;
      view.state.value = state;
      if (state.event !== null) view.goToEvent(state.event);
    };
    addEventListener('hashchange', changed);
    return () => {
      stop();
      removeEventListener('hashchange', changed);
    };
  }, [view]);
}

/** The address of this page with another view in it. */
export function addressOf(hash: string): string {
  return location.href.replace(/#.*$/, '') + hash;
}

/** Puts another view into the address without a step in the history. */
export function replaceHash(hash: string): void {
  try {
    history.replaceState(history.state, '', addressOf(hash));
  } catch {
    // Browsers refuse when it is done very often, some of them for pages from a file: the address then lags behind.
  }
}
