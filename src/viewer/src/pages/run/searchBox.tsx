import type { RefObject, VNode } from 'preact';
import { positionIn } from '../../trace/growing';
import { number, plural } from '../../ui/format';
import { Icon } from '../../ui/icon';
import type { RunView } from './runView';

/** Words to look for in everything that was said and done; Enter goes from hit to hit. */
export function SearchBox({ view, inputRef }: { view: RunView; inputRef: RefObject<HTMLInputElement | null> }): VNode {
  const { query } = view.state.value;
  const found = view.timeline.matches.value;
  const searched = query.trim() !== '';
  return (
    <search class="search">
      <div class="search-line">
        <Icon name="search" />
        <input
          ref={inputRef} type="search" class="search-input" placeholder="Search" aria-label="Search in this trace" value={query}
          maxLength={200} enterkeyhint="search" autocomplete="off" spellcheck={false}
          onInput={event => { view.change({ query: event.currentTarget.value }); }}
          onKeyDown={event => {
            if (event.key === 'Enter') {
              event.preventDefault();
              view.toMatch(event.shiftKey ? -1 : 1);
              // The keyboard stays in the box: Enter again goes on.
              event.currentTarget.focus({ preventScroll: true });
            } else if (event.key === 'Escape') {
              event.stopPropagation();
              if (query === '') event.currentTarget.blur();
              else view.change({ query: '', matchesOnly: false });
            }
          }}
        />
        {searched && (
          <>
            <output class="search-count" aria-live="polite">{hits(view)}</output>
            <button type="button" class="quiet-button" aria-label="Previous hit" disabled={found.items.length === 0} onClick={() => { view.toMatch(-1); }}><Icon name="up" /></button>
            <button type="button" class="quiet-button" aria-label="Next hit" disabled={found.items.length === 0} onClick={() => { view.toMatch(1); }}><Icon name="down" /></button>
          </>
        )}
      </div>
      {found.state === 'failed' && searched && <p class="tone-bad">{found.sentence}</p>}
    </search>
  );
}

function hits(view: RunView): string {
  const found = view.timeline.matches.value;
  const count = found.items.length;
  const more = found.state === 'searching' ? '…' : '';
  if (count === 0) return found.state === 'searching' || found.state === 'none' ? '…' : 'no hits';
  const current = view.current.value;
  const at = positionIn(found.items, current);
  return found.items[at] === current ? `${number(at + 1)} of ${number(count)}${more}` : `${plural(count, 'hit')}${more}`;
}
