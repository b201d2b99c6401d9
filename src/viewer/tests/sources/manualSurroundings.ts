import type { EventStream, Surroundings } from '../../src/sources/surroundings';

/** A browser that a test moves by hand: its clock, its frames, its network and whether anybody looks. */
export class ManualSurroundings implements Surroundings {
  readonly asked: Asked[] = [];
  readonly streams: ManualStream[] = [];
  /** Answers to requests, looked at first; null leaves a request waiting. */
  answer: (url: URL) => Response | null | Error = () => null;
  hidden = false;
  offline = false;
  #time = 1_000_000;
  #timers: { at: number; then: () => void }[] = [];
  #frames: (() => void)[] = [];
  readonly #listeners = new Set<() => void>();

  readonly page = {
    isHidden: (): boolean => this.hidden,
    isOffline: (): boolean => this.offline,
    onChange: (listener: () => void): (() => void) => {
      this.#listeners.add(listener);
      return () => { this.#listeners.delete(listener); };
    },
  };

  get listeners(): number { return this.#listeners.size; }
  get timers(): number { return this.#timers.length; }
  /** The newest stream. */
  get stream(): ManualStream {
    const stream = this.streams.at(-1);
    if (!stream) throw new Error('No stream was opened.');
    return stream;
  }

  now(): number { return this.#time; }
  random(): number { return 1; }

  after(milliseconds: number, then: () => void): () => void {
    const timer = { at: this.#time + milliseconds, then };
    this.#timers.push(timer);
    return () => { this.#timers = this.#timers.filter(one => one !== timer); };
  }

  frame(then: () => void): () => void {
    this.#frames.push(then);
    return () => { this.#frames = this.#frames.filter(one => one !== then); };
  }

  events(address: string): EventStream {
    const stream = new ManualStream(new URL(address));
    this.streams.push(stream);
    return stream;
  }

  fetch(address: string, init: { signal: AbortSignal }): Promise<Response> {
    const asked = new Asked(new URL(address), init.signal);
    this.asked.push(asked);
    const answer = this.answer(asked.url);
    if (answer instanceof Error) asked.fail(answer);
    else if (answer) asked.reply(answer);
    return asked.done;
  }

  /** Lets promises run and time pass, timer by timer. */
  async pass(milliseconds = 0): Promise<void> {
    const end = this.#time + milliseconds;
    await settle();
    for (;;) {
      const next = this.#timers.filter(timer => timer.at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#timers = this.#timers.filter(one => one !== next);
      this.#time = Math.max(this.#time, next.at);
      next.then();
      await settle();
    }
    this.#time = end;
  }

  /** Time passes while nothing runs, as when a device sleeps. */
  sleep(milliseconds: number): void {
    this.#time += milliseconds;
    for (const timer of this.#timers) timer.at += milliseconds;
  }

  paint(): void {
    if (this.hidden) return;
    for (const frame of this.#frames.splice(0)) frame();
  }

  async change(change: { hidden?: boolean; offline?: boolean }): Promise<void> {
    this.hidden = change.hidden ?? this.hidden;
    this.offline = change.offline ?? this.offline;
    for (const listener of [...this.#listeners]) listener();
    await settle();
  }
}

export class Asked {
  readonly done: Promise<Response>;
  reply!: (response: Response) => void;
  fail!: (error: unknown) => void;

  constructor(readonly url: URL, readonly signal: AbortSignal) {
    this.done = new Promise<Response>((resolve, reject) => {
      this.reply = resolve;
      this.fail = reject;
      signal.addEventListener('abort', () => { reject(signal.reason as Error); });
    });
  }

  get path(): string { return this.url.pathname.replace(/^\/runs\/[^/]+\//u, ''); }
  get(name: string): string | null { return this.url.searchParams.get(name); }
}

export class ManualStream implements EventStream {
  closed = false;
  readonly #listeners = new Map<string, ((event: MessageEvent<string>) => void)[]>();

  constructor(readonly url: URL) {}

  get after(): number { return Number(this.url.searchParams.get('after')); }

  addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void {
    this.#listeners.set(type, [...this.#listeners.get(type) ?? [], listener]);
  }

  close(): void { this.closed = true; }

  /** As a browser does: a closed stream says nothing more. */
  say(type: string, data: unknown = undefined): void {
    if (this.closed) return;
    for (const listener of this.#listeners.get(type) ?? []) listener({ data: JSON.stringify(data) } as MessageEvent<string>);
  }
}

export const json = (value: unknown, status = 200, headers: Record<string, string> = {}): Response => new Response(JSON.stringify(value), { status, headers });

async function settle(): Promise<void> {
  for (let turn = 0; turn < 30; turn++) await Promise.resolve();
  await new Promise<void>(resolve => { setImmediate(resolve); });
  for (let turn = 0; turn < 30; turn++) await Promise.resolve();
}
