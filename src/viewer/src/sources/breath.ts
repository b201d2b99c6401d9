/** Milliseconds of work without a pause: less than a picture takes. */
const most = 12;

/** Lets others have the thread during long work: messages are heard, and the page stays alive where there is no worker. */
export class Breath {
  #since = performance.now();

  /** Resolves at once while there is time left. */
  async take(): Promise<void> {
    if (performance.now() - this.#since < most) return;
    await new Promise<void>(resolve => { setTimeout(resolve); });
    this.#since = performance.now();
  }

  /** Whether `take` would wait: a question that costs no turn of the loop. */
  get isDue(): boolean { return performance.now() - this.#since >= most; }
}
