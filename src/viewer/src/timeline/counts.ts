import { categories, flag, type Category } from '../trace/row';
import { failing, maskOf } from './mask';

/** How many items there are. What is hidden does not count. */
export interface Counts {
  readonly total: number;
  /** As many as a filter by this category alone shows. A call that changed files counts under `change` too. */
  readonly by: Readonly<Record<Category, number>>;
  /** As many as a filter by these categories shows. */
  of(mask: number): number;
  /** Items in which something failed. */
  readonly failures: number;
  /** Items in which our side refused something. */
  readonly refusals: number;
  /** Items with either of them. */
  readonly failing: number;
}

/** Keeps the counts while items come and change. */
export class Counter {
  #total = 0;
  #failures = 0;
  #refusals = 0;
  #failing = 0;
  /** How many items there are of each combination of categories; there are few combinations. */
  readonly #masks = new Map<number, number>();

  add(mask: number, flags: number): void { this.#count(mask, flags, 1); }
  remove(mask: number, flags: number): void { this.#count(mask, flags, -1); }

  counts(): Counts {
    const masks = [...this.#masks];
    const of = (mask: number): number => masks.reduce((sum, [one, count]) => (one & mask) === 0 ? sum : sum + count, 0);
    const by = Object.fromEntries(categories.map(category => [category, of(maskOf(category))])) as Record<Category, number>;
    return { total: this.#total, by, of, failures: this.#failures, refusals: this.#refusals, failing: this.#failing };
  }

  #count(mask: number, flags: number, by: 1 | -1): void {
    if ((flags & flag.hidden) !== 0) return;
    this.#total += by;
    if ((flags & flag.bad) !== 0) this.#failures += by;
    if ((flags & flag.refused) !== 0) this.#refusals += by;
    if ((flags & failing) !== 0) this.#failing += by;
    this.#masks.set(mask, (this.#masks.get(mask) ?? 0) + by);
  }
}
