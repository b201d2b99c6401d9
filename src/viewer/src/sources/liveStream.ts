import { pauseBefore, sentences } from './requests';
import type { EventStream, Surroundings } from './surroundings';

/** A stream that was away for longer may have missed a lot: then the index is asked before, in which a row costs thirty bytes. */
const shortAbsence = 5_000;

/** A page that nobody sees lets go of its stream after this time. */
const hiddenFor = 60_000;

/** Without a word for so long, a stream that comes back to somebody's eyes is made anew: the device may have slept. */
const staleAfter = 20_000;

/** How often a silent stream is checked against the run's facts. */
const silence = 60_000;

export interface LiveStreamUse {
  /** Address of the stream from where the table ends. */
  address(): string;
  /** One record or the head, as JSON. */
  heard(type: 'entry' | 'head', data: string): void;
  /** Loads what is missing. Rejects when trying again is of no use. */
  catchUp(): Promise<void>;
  /** Asks for the run's facts. `behind`: they know of more than the table; `later`: no answer, and why was said. Never rejects. */
  probe(): Promise<'current' | 'behind' | 'later' | 'refused'>;
  changed(state: 'live' | 'waiting' | 'refused', sentence?: string): void;
  failed(error: unknown): void;
}

/** Keeps a stream of server-sent events open while somebody looks, whatever happens on the way. */
export class LiveStream {
  readonly #surroundings: Surroundings;
  readonly #use: LiveStreamUse;
  #stream: EventStream | undefined;
  /** Each attempt has a number, so that what an old one still has to say is not heard. */
  #attempt = 0;
  #failures = 0;
  #isOpen = false;
  #isOver = false;
  #heardAt = -Infinity;
  #wasHidden = false;
  #cancelTimer: () => void = () => undefined;
  #cancelHide: () => void = () => undefined;
  #stopListening: () => void = () => undefined;

  constructor(surroundings: Surroundings, use: LiveStreamUse) {
    this.#surroundings = surroundings;
    this.#use = use;
  }

  get isOpen(): boolean { return this.#isOpen; }

  /** Everything up to now was loaded. */
  start(): void {
    this.#heardAt = this.#surroundings.now();
    this.#stopListening = this.#surroundings.page.onChange(() => { this.#look(); });
    if (this.#surroundings.page.isHidden()) this.#look();
    void this.#connect();
  }

  close(): void {
    this.#isOver = true;
    this.#drop();
    this.#cancelHide();
    this.#stopListening();
  }

  /** The page was hidden or shown, the device lost or found its network. */
  #look(): void {
    if (this.#isOver) return;
    const { page } = this.#surroundings;
    this.#cancelHide();
    if (page.isHidden()) {
      this.#wasHidden = true;
      this.#cancelHide = this.#surroundings.after(hiddenFor, () => { this.#drop(); });
      return;
    }
    const wasHidden = this.#wasHidden;
    this.#wasHidden = false;
    if (page.isOffline()) {
      this.#drop();
      this.#use.changed('waiting', sentences.offline);
    } else if (!this.#isOpen || (wasHidden && this.#silentFor() > staleAfter)) {
      this.#failures = 0;
      void this.#connect();
    }
  }

  async #connect(): Promise<void> {
    this.#drop();
    const attempt = ++this.#attempt;
    const isCurrent = (): boolean => attempt === this.#attempt && !this.#isOver;
    if (this.#silentFor() > shortAbsence) {
      try {
        await this.#use.catchUp();
      } catch (error) {
        if (isCurrent()) {
          this.close();
          this.#use.failed(error);
        }
        return;
      }
      if (!isCurrent()) return;
    }
    const stream = this.#stream = this.#surroundings.events(this.#use.address());
    let wasOpen = false;
    const on = (type: string, heard: (data: string) => void): void => {
      stream.addEventListener(type, event => {
        if (!isCurrent()) return;
        this.#heard();
        heard(event.data);
      });
    };
    on('open', () => {
      wasOpen = true;
      this.#isOpen = true;
      this.#failures = 0;
      this.#use.changed('live');
    });
    on('entry', data => { this.#use.heard('entry', data); });
    on('head', data => { this.#use.heard('head', data); });
    on('bye', () => { this.#end(); });
    stream.addEventListener('error', () => { if (isCurrent()) void this.#failed(wasOpen); });
  }

  async #failed(wasOpen: boolean): Promise<void> {
    this.#drop();
    const attempt = ++this.#attempt;
    if (this.#surroundings.page.isOffline()) {
      // Its coming back is heard of.
      this.#use.changed('waiting', sentences.offline);
      return;
    }
    if (wasOpen) this.#use.changed('waiting', sentences.lost);
    else {
      // The stream does not say why it was not opened; the run's facts do.
      const found = await this.#use.probe();
      if (attempt !== this.#attempt || this.#isOver) return;
      if (found === 'refused') {
        this.#end();
        return;
      }
      // It answers, but has no stream to spare.
      if (found !== 'later') this.#use.changed('waiting', sentences.busy);
    }
    this.#cancelTimer = this.#surroundings.after(pauseBefore(this.#failures++, this.#surroundings.random()), () => { void this.#connect(); });
  }

  /** Something came: the stream lives. A connection that broke without a sign is found by its silence. */
  #heard(): void {
    this.#heardAt = this.#surroundings.now();
    this.#cancelTimer();
    this.#cancelTimer = this.#surroundings.after(silence, () => { void this.#checkSilence(); });
  }

  /** A clock that was set back says nothing about how long it was. */
  #silentFor(): number {
    const time = this.#surroundings.now() - this.#heardAt;
    return time >= 0 ? time : Infinity;
  }

  async #checkSilence(): Promise<void> {
    const attempt = this.#attempt;
    const found = await this.#use.probe();
    if (attempt !== this.#attempt || this.#isOver) return;
    if (found === 'refused') this.#end();
    else if (found === 'current') this.#heard();
    else void this.#connect();
  }

  #end(): void {
    this.close();
    this.#use.changed('refused', sentences.refused);
  }

  #drop(): void {
    this.#attempt++;
    this.#cancelTimer();
    this.#stream?.close();
    this.#stream = undefined;
    this.#isOpen = false;
  }
}
