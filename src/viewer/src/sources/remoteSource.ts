import { signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { RunHead } from '../trace/head';
import type { TextProperty, TraceRecord } from '../trace/record';
import type { WireRow } from '../trace/row';
import { rowOf } from '../trace/rowOf';
import { RowTable } from '../trace/rowTable';
import type { RunBoot } from './boot';
import { LiveStream } from './liveStream';
import { RecordCache } from './recordCache';
import { RecordReader } from './recordReader';
import { RequestFailure, Requests, type Place } from './requests';
import { RowIntake } from './rowIntake';
import type { Connection, TextPiece, TraceSource } from './source';
import { browserSurroundings, type Surroundings } from './surroundings';
import { wordsOf } from './words';

const rowsAtOnce = 20_000;
const textAtOnce = 65_536;
const hitsAtOnce = 500;

/** A page that is not painted is told of news at this pace, in milliseconds. */
const unpaintedPace = 1_000;

interface IndexAnswer {
  rows: WireRow[];
  last: number;
  more: boolean;
}

/** A run on the host: its first rows come with the page, the others in large pieces, and what happens from then on live. */
export class RemoteSource implements TraceSource {
  readonly rows = new RowTable();
  readonly #head: Signal<RunHead | null>;
  readonly #version = signal(0);
  readonly #connection: Signal<Connection> = signal({ state: 'loading' });
  readonly #surroundings: Surroundings;
  readonly #requests: Requests;
  readonly #cache = new RecordCache();
  readonly #reader: RecordReader;
  readonly #intake = new RowIntake(this.rows);
  readonly #live: LiveStream;
  readonly #closed = new AbortController();
  #filling: Promise<void> | undefined;
  #cancelTouch: (() => void) | undefined;

  constructor(boot: RunBoot, place: Place, surroundings: Surroundings = browserSurroundings()) {
    this.#head = signal(boot.head);
    this.#surroundings = surroundings;
    this.#requests = new Requests(place, surroundings);
    this.#reader = new RecordReader(this.#requests, this.#cache, surroundings);
    this.#intake.take(boot.rows);
    for (const record of boot.records) this.#cache.set(record);
    this.#live = new LiveStream(surroundings, {
      address: () => this.#requests.address('events', { after: this.#intake.last }),
      heard: (type, data) => { this.#heard(type, data); },
      catchUp: () => this.#catchUp(),
      probe: () => this.#probe(),
      changed: (state, sentence) => { this.#say(state, sentence); },
      failed: error => { this.#fail(error); },
    });
    void this.#load(boot.last);
  }

  get head(): ReadonlySignal<RunHead | null> { return this.#head; }
  get version(): ReadonlySignal<number> { return this.#version; }
  get connection(): ReadonlySignal<Connection> { return this.#connection; }

  read(sequences: readonly number[], abort?: AbortSignal): Promise<TraceRecord[]> {
    return this.#reader.read(sequences, abort);
  }

  peek(sequence: number): TraceRecord | undefined {
    return this.#cache.get(sequence);
  }

  async text(sequence: number, property: TextProperty, offset: number, length: number, abort?: AbortSignal): Promise<TextPiece> {
    const pieces: string[] = [];
    let total = offset;
    for (let at = offset; at < offset + length;) {
      const parameters = { of: property, offset: at, length: Math.min(textAtOnce, offset + length - at) };
      const piece = await this.#requests.getPatiently<TextPiece>(`records/${sequence}/text`, parameters, this.#until(abort));
      total = piece.total;
      // The host begins no piece in the middle of a character: it may give a bit of what is here already.
      pieces.push(piece.text.slice(Math.max(0, at - piece.offset)));
      const next = piece.offset + piece.text.length;
      if (next <= at || next >= total) break;
      at = next;
    }
    return { text: pieces.join('').slice(0, length), offset, total };
  }

  async search(query: string, found: (sequences: number[]) => void, abort: AbortSignal): Promise<void> {
    const words = wordsOf(query).join(' ');
    for (let after = 0; words !== '';) {
      const parameters = { q: words, after, limit: hitsAtOnce };
      const answer = await this.#requests.getPatiently<{ sequences: number[]; last: number; more: boolean }>('search', parameters, this.#until(abort));
      if (answer.sequences.length > 0) found(answer.sequences);
      if (!answer.more || answer.last <= after) return;
      after = answer.last;
    }
  }

  close(): void {
    this.#live.close();
    this.#reader.close();
    this.#cancelTouch?.();
    this.#closed.abort(new DOMException('The trace was closed.', 'AbortError'));
  }

  async #load(last: number): Promise<void> {
    try {
      if (this.#intake.last < last) await this.#catchUp();
      if (!this.#closed.signal.aborted) this.#live.start();
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Asks the index for what comes after the last row, until it has no more. One at a time. */
  #catchUp(): Promise<void> {
    this.#filling ??= this.#fill().finally(() => { this.#filling = undefined; });
    return this.#filling;
  }

  async #fill(): Promise<void> {
    for (let more = true; more;) {
      const after = this.#intake.last;
      const waiting = (sentence: string): void => { this.#say('waiting', sentence); };
      const answer = await this.#requests.getPatiently<IndexAnswer>('index', { after, limit: rowsAtOnce }, this.#closed.signal, waiting);
      if (this.#intake.take(answer.rows)) this.#touch();
      more = answer.more && this.#intake.last > after;
      if (more) this.#say('loading');
    }
    // What nobody has cannot be waited for.
    if (this.#intake.takeEarly()) this.#touch();
  }

  #heard(type: 'entry' | 'head', data: string): void {
    if (type === 'head') {
      this.#head.value = JSON.parse(data) as RunHead;
      return;
    }
    const record = JSON.parse(data) as TraceRecord;
    this.#cache.set(record);
    if (this.#intake.offer(rowOf(record))) this.#touch();
    else if (this.#intake.hasGap && !this.#filling) void this.#fillGap();
  }

  async #fillGap(): Promise<void> {
    try {
      await this.#catchUp();
      if (this.#live.isOpen) this.#say('live');
    } catch (error) {
      this.#live.close();
      this.#fail(error);
    }
  }

  async #probe(): Promise<'current' | 'behind' | 'later' | 'refused'> {
    try {
      const head = await this.#requests.get<RunHead>('head', {}, this.#closed.signal);
      this.#head.value = head;
      return head.last > this.#intake.last ? 'behind' : 'current';
    } catch (error) {
      if (error instanceof RequestFailure && error.kind === 'refused') return 'refused';
      if (error instanceof RequestFailure) this.#say('waiting', error.sentence);
      return 'later';
    }
  }

  #fail(error: unknown): void {
    if (this.#closed.signal.aborted) return;
    if (error instanceof RequestFailure) this.#say('refused', error.sentence);
    else this.#say('failed', `This page cannot go on: ${String(error)}. Load it again.`);
  }

  #say(state: Connection['state'], sentence?: string): void {
    const { state: before, sentence: said } = this.#connection.peek();
    if (before === 'refused' || (before === state && said === sentence)) return;
    this.#connection.value = sentence === undefined ? { state } : { state, sentence };
  }

  /** Says once for each picture that there are more rows, however many came. */
  #touch(): void {
    if (this.#cancelTouch) return;
    const touch = (): void => {
      cancelFrame();
      cancelTimer();
      this.#cancelTouch = undefined;
      this.#version.value++;
    };
    const cancelFrame = this.#surroundings.frame(touch);
    const cancelTimer = this.#surroundings.after(unpaintedPace, touch);
    this.#cancelTouch = () => {
      cancelFrame();
      cancelTimer();
    };
  }

  #until(abort?: AbortSignal): AbortSignal {
    return abort ? AbortSignal.any([abort, this.#closed.signal]) : this.#closed.signal;
  }
}
