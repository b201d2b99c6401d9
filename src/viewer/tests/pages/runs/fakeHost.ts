import type { RunsAnswer } from '../../../src/pages/runs/answer';
import type { ListSurroundings } from '../../../src/pages/runs/runsList';

/** Answers by hand; time passes when the test says so. */
export class FakeHost implements ListSurroundings {
  readonly asked: string[] = [];
  hidden = false;
  reply: (address: URL) => Response | Promise<Response> = () => json({}, 500);
  readonly #ticks: (() => void)[] = [];
  readonly #shown: (() => void)[] = [];

  async fetch(address: string, options: { signal: AbortSignal }): Promise<Response> {
    this.asked.push(address);
    const answer = await this.reply(new URL(address, 'http://here/'));
    options.signal.throwIfAborted();
    return answer;
  }

  isHidden(): boolean { return this.hidden; }
  every(_milliseconds: number, what: () => void): () => void { return add(this.#ticks, what); }
  onShown(what: () => void): () => void { return add(this.#shown, what); }

  async tick(): Promise<void> {
    for (const what of this.#ticks) what();
    await settle();
  }

  async show(): Promise<void> {
    this.hidden = false;
    for (const what of this.#shown) what();
    await settle();
  }

  get listeners(): number { return this.#ticks.length + this.#shown.length; }
}

export const json = (body: object, status = 200): Response => new Response(JSON.stringify(body), { status });
export const answers = (answer: RunsAnswer): (() => Response) => () => json(answer);
export const settle = (): Promise<void> => new Promise(resolve => { setTimeout(resolve, 0); });

function add(list: (() => void)[], what: () => void): () => void {
  list.push(what);
  return () => { list.splice(list.indexOf(what), 1); };
}
