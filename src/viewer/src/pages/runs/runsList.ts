import { signal, type ReadonlySignal } from '@preact/signals';
import type { Choices, Costs, ListedRun, Named, RunsAnswer } from './answer';
import { writeFilters, type Filters } from './filters';

/** What the list needs of its surroundings, so that tests can stand in for them. */
export interface ListSurroundings {
  fetch(address: string, options: { signal: AbortSignal; headers: Record<string, string> }): Promise<Response>;
  isHidden(): boolean;
  /** Calls back until the result is called. */
  every(milliseconds: number, what: () => void): () => void;
  onShown(what: () => void): () => void;
}

export interface ListView {
  answer: RunsAnswer;
  /** All resting runs that were loaded, the newest first. */
  recent: ListedRun[];
  before: string | undefined;
  costs: Costs | undefined;
  choices: Choices;
}

export interface ListTrouble {
  sentence: string;
  /** Nothing comes any more unless the page is loaded again. */
  final: boolean;
}

const pace = 5_000;
/** Costs change slowly, and are dear to sum. */
const costPace = 60_000;

/** The list as it is and as it changes: asks every few seconds while somebody looks, and never twice at the same time. */
export class RunsList {
  readonly #view;
  readonly #trouble = signal<ListTrouble | null>(null);
  readonly #busy = signal(false);
  readonly #around: ListSurroundings;
  readonly #ends: (() => void)[];
  #filters: Filters;
  #asking: AbortController | null = null;
  #costsAt = 0;

  constructor(first: RunsAnswer, filters: Filters, around: ListSurroundings = browser) {
    this.#around = around;
    this.#filters = filters;
    this.#view = signal<ListView>(begin(first, undefined));
    this.#costsAt = first.costs ? Date.now() : 0;
    this.#ends = [
      around.every(pace, () => { void this.#round(); }),
      around.onShown(() => { void this.#round(); }),
    ];
  }

  get view(): ReadonlySignal<ListView> { return this.#view; }
  get trouble(): ReadonlySignal<ListTrouble | null> { return this.#trouble; }
  /** Something that somebody asked for is on its way. */
  get busy(): ReadonlySignal<boolean> { return this.#busy; }

  close(): void {
    this.#asking?.abort();
    for (const end of this.#ends) end();
  }

  /** Begins anew with other filters; what was asked for before no longer counts. */
  async filter(filters: Filters): Promise<void> {
    this.#filters = filters;
    this.#asking?.abort();
    this.#asking = null;
    await this.#visibly(async () => {
      const answer = await this.#ask({ costs: '1' });
      if (!answer) return;
      this.#costsAt = Date.now();
      this.#view.value = begin(answer, this.#view.value.choices);
    });
  }

  /** Older runs below those that are there. */
  async more(): Promise<void> {
    const { before } = this.#view.value;
    if (before === undefined || this.#busy.value) return;
    this.#asking?.abort();
    this.#asking = null;
    await this.#visibly(async () => {
      const answer = await this.#ask({ before });
      if (!answer) return;
      const view = this.#view.value;
      const known = new Set(view.recent.map(run => run.id));
      this.#view.value = {
        ...view,
        recent: [...view.recent, ...answer.recent.filter(run => !known.has(run.id))],
        before: answer.before,
        choices: join(view.choices, answer.choices),
      };
    });
  }

  /** Looks again, unless somebody else's question is under way or nobody looks. */
  async #round(): Promise<void> {
    if (this.#asking || this.#trouble.value?.final || this.#around.isHidden()) return;
    const withCosts = Date.now() - this.#costsAt >= costPace;
    const answer = await this.#ask(withCosts ? { costs: '1' } : {});
    if (!answer) return;
    if (withCosts) this.#costsAt = Date.now();
    const view = this.#view.value;
    this.#view.value = {
      answer,
      // Pages that were loaded stay below what is new.
      ...(reaches(answer, view) ? { recent: [...answer.recent, ...olderThan(answer, view)], before: view.before } : { recent: answer.recent, before: answer.before }),
      costs: answer.costs ?? view.costs,
      choices: join(view.choices, answer.choices),
    };
  }

  async #visibly(work: () => Promise<void>): Promise<void> {
    this.#busy.value = true;
    try {
      await work();
    } finally {
      this.#busy.value = false;
    }
  }

  /** Null when there is no answer; why is said in `trouble`. */
  async #ask(more: Readonly<Record<string, string>>): Promise<RunsAnswer | null> {
    const asking = this.#asking = new AbortController();
    try {
      const response = await this.#around.fetch(`runs.json${writeFilters(this.#filters, more)}`, { signal: asking.signal, headers: { accept: 'application/json' } });
      if (response.ok) {
        const answer = await response.json() as RunsAnswer;
        this.#trouble.value = null;
        return answer;
      }

      this.#trouble.value = await refusalOf(response);
      return null;
    } catch {
      if (!asking.signal.aborted) this.#trouble.value = { sentence: 'The server cannot be reached at the moment. This page tries again by itself.', final: false };
      return null;
    } finally {
      if (this.#asking === asking) this.#asking = null;
    }
  }
}

async function refusalOf(response: Response): Promise<ListTrouble> {
  const final = response.status === 401 || response.status === 403;
  try {
    const { problem, next } = await response.json() as { problem?: string; next?: string };
    if (problem) return { sentence: `${problem} ${next ?? ''}`.trim(), final };
  } catch {
    // Some other program answered; its words are not for people.
  }
  return { sentence: final ? 'You are not signed in any more. Load this page again to sign in.' : 'The server does not answer as it should. This page tries again by itself.', final };
}

function begin(answer: RunsAnswer, known: Choices | undefined): ListView {
  return { answer, recent: answer.recent, before: answer.before, costs: answer.costs, choices: known ? join(known, answer.choices) : answer.choices };
}

/** Whether the first page still meets what was loaded below it. */
function reaches(answer: RunsAnswer, view: ListView): boolean {
  const known = new Set(view.recent.map(run => run.id));
  return view.recent.length > answer.recent.length && answer.recent.some(run => known.has(run.id));
}

function olderThan(answer: RunsAnswer, view: ListView): ListedRun[] {
  const fresh = new Set([...answer.active, ...answer.queued, ...answer.recent].map(run => run.id));
  const last = answer.recent.at(-1)?.createdAt ?? '';
  return view.recent.filter(run => !fresh.has(run.id) && run.createdAt <= last);
}

/** A choice that was there once stays, so that a filter that finds nothing can be changed to another. */
function join(one: Choices, other: Choices): Choices {
  return { people: named(one.people, other.people), channels: named(one.channels, other.channels), repositories: [...new Set([...one.repositories, ...other.repositories])].sort() };
}

function named(one: readonly Named[], other: readonly Named[]): Named[] {
  return [...new Map([...one, ...other].map(item => [item.id, item])).values()].sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

export const browser: ListSurroundings = {
  fetch: (address, options) => fetch(address, options),
  isHidden: () => document.hidden,
  every(milliseconds, what) {
    const timer = setInterval(what, milliseconds);
    return () => { clearInterval(timer); };
  },
  onShown(what) {
    const listener = (): void => { if (!document.hidden) what(); };
    document.addEventListener('visibilitychange', listener);
    return () => { document.removeEventListener('visibilitychange', listener); };
  },
};
