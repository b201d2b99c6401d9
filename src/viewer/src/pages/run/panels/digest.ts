import { categories, flag, type Category } from '../../../trace/row';
import type { Timeline } from '../../../timeline/timeline';

export interface Tally {
  readonly count: number;
  readonly bad: number;
  readonly refused: number;
  /** Index of the newest item; -1 for none. */
  readonly last: number;
}

export type Digest = Readonly<Record<Category, Tally>>;

/** How many items there are of each category, how many of them went wrong, and the newest of each. One look at every item. */
export function digestOf(timeline: Timeline): Digest {
  const { items, rows } = timeline;
  const tallies = new Map(categories.map(category => [category, { count: 0, bad: 0, refused: 0, last: -1 }]));
  for (let index = 0; index < items.length; index++) {
    const flags = items.flags(index);
    const tally = tallies.get(rows.category(items.firstRow(index)));
    if (!tally || (flags & flag.hidden) !== 0) continue;
    tally.count++;
    if ((flags & flag.bad) !== 0) tally.bad++;
    if ((flags & flag.refused) !== 0) tally.refused++;
    tally.last = index;
  }
  return Object.fromEntries(tallies) as Digest;
}

/** Indexes of all items of a category, oldest first. */
export function itemsOf(timeline: Timeline, category: Category): number[] {
  const { items, rows } = timeline;
  const found: number[] = [];
  for (let index = 0; index < items.length; index++) if (rows.category(items.firstRow(index)) === category) found.push(index);
  return found;
}
