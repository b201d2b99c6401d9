import { categories, type Row, type WireRow } from '../trace/row';
import type { RowTable } from '../trace/rowTable';

/** Rows that came before those in front of them; beyond, the index has them anyway. */
const mostEarly = 10_000;

/** Puts rows into a table in their order. Sequences count without gaps: one that jumps has to wait until the others were asked for. */
export class RowIntake {
  readonly #rows: RowTable;
  #early: Row[] = [];

  constructor(rows: RowTable) {
    this.#rows = rows;
  }

  /** Sequence of the newest row in the table. */
  get last(): number { return this.#rows.length === 0 ? 0 : this.#rows.sequence(this.#rows.length - 1); }

  /** Whether there is something between the table's last row and one that came. */
  get hasGap(): boolean { return this.#early.length > 0; }

  /** A row that came by itself. @returns Whether the table grew. */
  offer(row: Row): boolean {
    if (row.sequence <= this.last) return false;
    if (row.sequence === this.last + 1) {
      this.#rows.push(row);
      this.#followUp();
      return true;
    }
    if (this.#early.length < mostEarly) this.#early.push(row);
    return false;
  }

  /** Rows that were asked for, in their order, from the table's last on. @returns Whether the table grew. */
  take(rows: readonly WireRow[]): boolean {
    const before = this.#rows.length;
    for (const row of rows) this.#rows.push(rowFrom(row));
    this.#followUp();
    return this.#rows.length > before;
  }

  /** Nobody has what is missing: what came early is taken as it is. @returns Whether the table grew. */
  takeEarly(): boolean {
    const before = this.#rows.length;
    for (const row of this.#early.sort((a, b) => a.sequence - b.sequence)) this.#rows.push(row);
    this.#early = [];
    return this.#rows.length > before;
  }

  #followUp(): void {
    if (this.#early.length === 0) return;
    this.#early.sort((a, b) => a.sequence - b.sequence);
    let next = 0;
    for (; next < this.#early.length; next++) {
      const row = this.#early[next]!;
      if (row.sequence > this.last + 1) break;
      this.#rows.push(row);
    }
    this.#early = this.#early.slice(next);
  }
}

export function rowFrom([sequence, turn, at, category, flags, call]: WireRow): Row {
  return { sequence, turn, at, category: categories[category] ?? 'unknown', flags, call };
}

export function wireRow({ sequence, turn, at, category, flags, call }: Row): WireRow {
  return [sequence, turn, at, categories.indexOf(category), flags, call];
}
