import { flag } from '../trace/row';
import { allCategories, failing } from './mask';

/** What of the timeline is shown. Never changed in place: a new one is set. */
export interface TimelineFilter {
  /** Bits of the categories that are shown (`maskOf`). */
  readonly categories: number;
  /** Only what failed or was refused. */
  readonly failuresOnly: boolean;
  /** Only this turn; null for all of them. */
  readonly turn: number | null;
  /** Only what the search found. Without a search it changes nothing. */
  readonly matchesOnly: boolean;
  /** Also what only repeats what was seen. */
  readonly hidden: boolean;
}

export const everything: TimelineFilter = { categories: allCategories, failuresOnly: false, turn: null, matchesOnly: false, hidden: false };

/** Whether an item with this mask, these flags and this turn is shown; what the search found is looked at elsewhere. */
export function passes(filter: TimelineFilter, mask: number, flags: number, turn: number): boolean {
  return (mask & filter.categories) !== 0
    && (!filter.failuresOnly || (flags & failing) !== 0)
    && (filter.hidden || (flags & flag.hidden) === 0)
    && (filter.turn === null || turn === filter.turn);
}
