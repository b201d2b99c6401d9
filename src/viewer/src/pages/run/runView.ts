import { batch, computed, effect, signal, untracked, type ReadonlySignal, type Signal } from '@preact/signals';
import type { Connection, TraceSource } from '../../sources/source';
import { everything } from '../../timeline/filter';
import { Timeline } from '../../timeline/timeline';
import type { RunHead } from '../../trace/head';
import type { Category } from '../../trace/row';
import { likelyHeight, opensByItself } from './behaviour';
import { countGroups, filterOf, isSameFilter, type GroupCounts, type GroupName } from './groups';
import { plainView, type PanelName, type ViewState } from './hash';

/** Where the list is to go: raised with each wish, so that the same place can be asked for twice. */
export interface Wish {
  readonly item: number;
  readonly focus: boolean;
  readonly align: 'start' | 'center' | 'end' | 'auto';
}

/** What the page shows of one trace: the part of its state that several of its pieces share. */
export class RunView {
  readonly source: TraceSource;
  readonly timeline: Timeline;
  readonly state: Signal<ViewState>;
  readonly groupCounts: ReadonlySignal<GroupCounts>;
  /** Item that the keyboard is at; -1 for none. */
  readonly current: Signal<number> = signal(-1);
  /** The end of the list stays in view while it grows. */
  readonly follow: Signal<boolean>;
  /** Shown items that came while nobody followed. */
  readonly unseen: Signal<number> = signal(0);
  readonly wish: Signal<Wish | null> = signal(null);
  /** A short word for what was just done: "Link copied". */
  readonly said: Signal<string> = signal('');
  readonly helping: Signal<boolean> = signal(false);
  /** What narrows the list stays in view while it scrolls. */
  readonly pinned: Signal<boolean> = signal(false);
  /** Item that was at the top when the timeline was left for another part; -1 when it was at its beginning. */
  left = -1;
  /** The first and the last item in view; the list says. */
  inView: readonly [number, number] = [-1, -1];
  /** Somebody scrolled by hand since the keyboard was last somewhere. */
  wandered = false;
  /** Sequence that the address names and that is not there yet. */
  readonly awaited: Signal<number | null>;
  readonly #openings: Signal<ReadonlyMap<number, boolean>> = signal(new Map());
  readonly #stop: (() => void)[] = [];
  #searchTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(source: TraceSource, initial: ViewState = plainView) {
    this.source = source;
    this.timeline = new Timeline(source);
    this.state = signal(initial);
    this.awaited = signal(initial.event);
    this.follow = signal(initial.event === null && isLive(source));
    this.groupCounts = computed(() => countGroups(this.timeline));
  }

  /**
   * Begins to do what the state says. Not while something is drawn: signals that are set then are heard of only afterwards, and
   * an event that the filter hides would not be seen to be hidden.
   */
  start(): void {
    const query = computed(() => this.state.value.query);
    this.#stop.push(
      effect(() => {
        const filter = filterOf(this.state.value, everything);
        // Each letter of a search is another state, but no other filter.
        if (!isSameFilter(filter, this.timeline.filter.peek())) this.timeline.filter.value = filter;
      }),
      effect(() => {
        const words = query.value;
        clearTimeout(this.#searchTimer);
        this.#searchTimer = setTimeout(() => { this.timeline.search(words); }, words === '' ? 0 : searchDelay);
      }),
      effect(() => {
        // A run that comes to rest is followed to its last word; only what cannot grow is not.
        if (!isListening(this.source.connection.value.state)) this.follow.value = false;
      }),
      effect(() => {
        void this.timeline.version.value;
        untracked(() => { this.#arrive(); });
      }),
    );
  }

  isOpen(item: number): boolean {
    return this.#openings.value.get(item) ?? opensByItself(this.#categoryOf(item));
  }

  /** How high an item will probably be. Asked for each of 200,000 items whenever one of them turns out otherwise. */
  likelyHeight(item: number): number {
    const openings = this.#openings.peek();
    const category = this.#categoryOf(item);
    return likelyHeight(category, openings.size === 0 ? undefined : openings.get(item));
  }

  setOpen(item: number, open: boolean): void {
    if (!isLive(this.source)) this.follow.value = false;
    const openings = new Map(this.#openings.peek());
    openings.set(item, open);
    this.#openings.value = openings;
  }

  /** Changes what is shown. */
  change(some: Partial<ViewState>): void {
    this.state.value = { ...this.state.peek(), ...some };
  }

  toggleGroup(group: GroupName): void {
    const chosen = this.state.peek().groups;
    this.change({ groups: chosen.includes(group) ? chosen.filter(other => other !== group) : [...chosen, group] });
  }

  show(panel: PanelName): void { this.change({ panel }); }

  /** Takes away whatever narrows the list. */
  showAll(): void {
    this.change({ groups: [], failuresOnly: false, turn: null, matchesOnly: false });
  }

  /** Goes to an item, whatever hides it. */
  goTo(item: number, how: { focus?: boolean; open?: boolean; align?: Wish['align'] } = {}): void {
    batch(() => {
      this.awaited.value = null;
      this.wandered = false;
      if (this.state.peek().panel !== 'timeline') this.show('timeline');
      if (this.timeline.positionOf(item) < 0) this.showAll();
      if (how.open) this.setOpen(item, true);
      this.current.value = item;
      this.follow.value = false;
      this.wish.value = { item, focus: how.focus ?? true, align: how.align ?? 'start' };
    });
  }

  /** Goes to an event by its number; waits for it when it is not there yet. */
  goToEvent(sequence: number): void {
    const item = this.timeline.indexOfSequence(sequence);
    this.change({ event: sequence });
    if (item >= 0) this.goTo(item, { open: true });
    else this.awaited.value = sequence;
  }

  /** To the next shown item or the one before. */
  step(direction: 1 | -1): void {
    const visible = this.timeline.visible.peek();
    if (visible.length === 0) return;
    const at = this.timeline.positionOf(this.current.peek());
    const next = at < 0 ? (direction > 0 ? 0 : visible.length - 1) : Math.min(visible.length - 1, Math.max(0, at + direction));
    this.goTo(visible[next] ?? 0, { align: 'auto' });
  }

  toFailure(direction: 1 | -1): boolean {
    return this.#toward((from) => this.timeline.nextFailure(from, direction), direction, this.timeline.items.length);
  }

  toMatch(direction: 1 | -1): boolean {
    return this.#toward((from) => this.timeline.nextMatch(from, direction), direction, this.timeline.items.length);
  }

  toEdge(edge: 'first' | 'last'): void {
    const visible = this.timeline.visible.peek();
    const item = edge === 'first' ? visible[0] : visible.at(-1);
    if (item === undefined) return;
    this.goTo(item, { focus: false, align: edge === 'first' ? 'start' : 'end' });
    // What is there may turn out higher when its records come: until somebody moves on, the end stays in view.
    if (edge === 'last') this.follow.value = true;
  }

  say(words: string): void {
    this.said.value = '';
    this.said.value = words;
  }

  close(): void {
    clearTimeout(this.#searchTimer);
    for (const stop of this.#stop.splice(0)) stop();
    this.timeline.close();
  }

  #categoryOf(item: number): Category {
    return this.timeline.rows.category(this.timeline.items.firstRow(item));
  }

  /** To the next one that there is, and from the last on to the first. */
  #toward(next: (from: number) => number, direction: 1 | -1, length: number): boolean {
    const edge = direction > 0 ? -1 : length;
    const [first, last] = this.inView;
    const current = this.current.peek();
    // Who has scrolled away from where the keyboard was means what is in view.
    const from = this.wandered && first >= 0 && (current < first || current > last) ? (direction > 0 ? first - 1 : first) : current;
    let found = from < 0 ? next(edge) : next(from);
    if (found < 0) found = next(edge);
    if (found < 0) return false;
    this.goTo(found, { open: true });
    return true;
  }

  /** Something came: perhaps what the address waits for. */
  #arrive(): void {
    const awaited = this.awaited.peek();
    if (awaited === null) return;
    const item = this.timeline.indexOfSequence(awaited);
    if (item >= 0) this.goTo(item, { open: true });
  }
}

export function isLive(source: TraceSource): boolean {
  return isUnderWay(source.connection.peek().state, source.head.peek());
}

/** The run goes on, and this page hears of it. A file is what it is, whatever the run was doing when it was made. */
export function isUnderWay(state: Connection['state'], head: RunHead | null): boolean {
  return head?.atRest === false && isListening(state);
}

function isListening(state: Connection['state']): boolean {
  return state === 'live' || state === 'loading' || state === 'waiting';
}

const searchDelay = 250;
