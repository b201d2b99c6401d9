import type { TraceRecord } from '../trace/record';
import type { RecordCache } from './recordCache';
import { RequestFailure, type Requests } from './requests';
import { pause, type Surroundings } from './surroundings';
import { pauseBefore } from './requests';

export const mostSequences = 200;
export const mostRequests = 4;

/** Milliseconds in which wishes are collected: those of one picture go into one request. */
const window = 10;

interface Wish {
  readonly sequence: number;
  wanted: number;
  request?: Request;
  readonly done: Promise<TraceRecord | undefined>;
  resolve(record: TraceRecord | undefined): void;
  reject(error: unknown): void;
}

interface Request {
  readonly abort: AbortController;
  wishes: Wish[];
}

/** Reads records from the server: many wishes in few requests, and none for what nobody looks at any more. */
export class RecordReader {
  readonly #requests: Requests;
  readonly #cache: RecordCache;
  readonly #surroundings: Surroundings;
  readonly #wishes = new Map<number, Wish>();
  #queue: Wish[] = [];
  #running = 0;
  #cancelWindow: (() => void) | undefined;
  readonly #closed = new AbortController();

  constructor(requests: Requests, cache: RecordCache, surroundings: Surroundings) {
    this.#requests = requests;
    this.#cache = cache;
    this.#surroundings = surroundings;
  }

  async read(sequences: readonly number[], abort?: AbortSignal): Promise<TraceRecord[]> {
    abort?.throwIfAborted();
    this.#closed.signal.throwIfAborted();
    const found = new Map<number, TraceRecord>();
    const wishes: Wish[] = [];
    for (const sequence of new Set(sequences)) {
      const record = this.#cache.get(sequence);
      if (record) found.set(sequence, record);
      else wishes.push(this.#wish(sequence));
    }
    if (wishes.length > 0) {
      for (const record of await this.#granted(wishes, abort)) if (record) found.set(record.sequence, record);
    }
    return sequences.flatMap(sequence => found.get(sequence) ?? []);
  }

  close(): void {
    const reason = new DOMException('The trace was closed.', 'AbortError');
    this.#closed.abort(reason);
    this.#cancelWindow?.();
    for (const wish of [...this.#wishes.values()]) {
      wish.request?.abort.abort(reason);
      this.#end(wish, () => { wish.reject(reason); });
    }
    this.#queue = [];
  }

  async #granted(wishes: readonly Wish[], abort?: AbortSignal): Promise<(TraceRecord | undefined)[]> {
    let give: (() => void) | undefined;
    const aborted = new Promise<never>((_, reject) => {
      give = () => {
        reject(abort?.reason as Error);
        for (const wish of wishes) this.#giveUp(wish);
      };
    });
    abort?.addEventListener('abort', give!, { once: true });
    try {
      return await Promise.race([Promise.all(wishes.map(wish => wish.done)), aborted]);
    } finally {
      abort?.removeEventListener('abort', give!);
    }
  }

  #wish(sequence: number): Wish {
    const known = this.#wishes.get(sequence);
    if (known) {
      known.wanted++;
      return known;
    }
    const { promise, resolve, reject } = withResolvers<TraceRecord | undefined>();
    // Whoever wanted it may have left.
    promise.catch(() => undefined);
    const wish: Wish = { sequence, wanted: 1, done: promise, resolve, reject };
    this.#wishes.set(sequence, wish);
    this.#queue.push(wish);
    this.#cancelWindow ??= this.#surroundings.after(window, () => {
      this.#cancelWindow = undefined;
      this.#send();
    });
    return wish;
  }

  #giveUp(wish: Wish): void {
    wish.wanted--;
    if (wish.wanted > 0 || this.#wishes.get(wish.sequence) !== wish) return;
    this.#wishes.delete(wish.sequence);
    if (wish.request?.wishes.every(one => one.wanted === 0)) wish.request.abort.abort(new DOMException('Nobody looks at it any more.', 'AbortError'));
  }

  #send(): void {
    this.#queue = this.#queue.filter(wish => wish.wanted > 0);
    while (this.#queue.length > 0 && this.#running < mostRequests) {
      const request: Request = { abort: new AbortController(), wishes: this.#queue.splice(0, mostSequences) };
      for (const wish of request.wishes) wish.request = request;
      this.#running++;
      void this.#run(request).finally(() => {
        this.#running--;
        this.#send();
      });
    }
  }

  async #run(request: Request): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      try {
        const sequences = request.wishes.map(wish => wish.sequence).sort((a, b) => a - b).join(',');
        const { records } = await this.#requests.get<{ records: TraceRecord[] }>('records', { sequences }, request.abort.signal);
        this.#grant(request, records);
        return;
      } catch (error) {
        if (!(error instanceof RequestFailure) || error.kind === 'refused') {
          for (const wish of request.wishes) this.#end(wish, () => { wish.reject(error); });
          return;
        }
        const wait = Math.max(error.wait ?? 0, pauseBefore(attempt, this.#surroundings.random()));
        if (!await pause(this.#surroundings, wait, request.abort.signal).then(() => true, () => false)) return;
        request.wishes = request.wishes.filter(wish => wish.wanted > 0);
      }
    }
  }

  #grant(request: Request, records: readonly TraceRecord[]): void {
    const found = new Map(records.map(record => [record.sequence, record]));
    for (const record of records) this.#cache.set(record);
    for (const wish of request.wishes) this.#end(wish, () => { wish.resolve(found.get(wish.sequence)); });
  }

  #end(wish: Wish, settle: () => void): void {
    if (this.#wishes.get(wish.sequence) === wish) this.#wishes.delete(wish.sequence);
    settle();
  }
}

interface Resolvers<T> {
  promise: Promise<T>;
  resolve(value: T): void;
  reject(error: unknown): void;
}

function withResolvers<T>(): Resolvers<T> {
  let resolve!: (value: T) => void;
  let reject!: (error: unknown) => void;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
