import { categories, flag, type Category } from '../trace/row';

/** How many items there are. What is hidden does not count. */
export interface Counts {
  readonly total: number;
  /** As many as a filter by this category alone shows. A call that changed files counts under `change` too. */
  readonly by: Readonly<Record<Category, number>>;
  /** Items in which something failed. */
  readonly failures: number;
  /** Items in which our side refused something. */
  readonly refusals: number;
}

/** Keeps the counts while items come and change. */
export class Counter {
  #total = 0;
  #failures = 0;
  #refusals = 0;
  readonly #by = new Uint32Array(categories.length);

  add(mask: number, flags: number): void { this.#count(mask, flags, 1); }
  remove(mask: number, flags: number): void { this.#count(mask, flags, -1); }

  counts(): Counts {
    const by = Object.fromEntries(categories.map((category, number) => [category, this.#by[number] ?? 0])) as Record<Category, number>;
    return { total: this.#total, by, failures: this.#failures, refusals: this.#refusals };
  }

  #count(mask: number, flags: number, by: 1 | -1): void {
    if ((flags & flag.hidden) !== 0) return;
    this.#total += by;
    if ((flags & flag.bad) !== 0) this.#failures += by;
    if ((flags & flag.refused) !== 0) this.#refusals += by;
    for (let rest = mask; rest !== 0; rest &= rest - 1) {
      const category = 31 - Math.clz32(rest & -rest);
      this.#by[category] = (this.#by[category] ?? 0) + by;
    }
  }
}
