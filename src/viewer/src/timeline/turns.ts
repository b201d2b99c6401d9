import { signal, type ReadonlySignal, type Signal } from '@preact/signals';

/** Where a turn begins. */
export interface TurnStart {
  readonly turn: number;
  /** Index of its first item. */
  readonly item: number;
  readonly sequence: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** The turns of a trace, oldest first; what belongs to the run itself (turn 0) begins none. */
export class TurnList {
  readonly #list: Signal<readonly TurnStart[]> = signal([]);

  get list(): ReadonlySignal<readonly TurnStart[]> { return this.#list; }

  /** @param starts Of items in their order; those that begin no new turn are left out. */
  add(starts: readonly TurnStart[]): void {
    const added: TurnStart[] = [];
    for (const start of starts) {
      const last = added.at(-1) ?? this.#list.peek().at(-1);
      if (start.turn > (last?.turn ?? 0)) added.push(start);
    }
    if (added.length > 0) this.#list.value = [...this.#list.peek(), ...added];
  }
}
