import { pause, type Surroundings } from './surroundings';

/** An answer that was none: for good, or for now. */
export class RequestFailure extends Error {
  override readonly name = 'RequestFailure';

  constructor(
    /** refused: asking again changes nothing. later: asking again is right. */
    readonly kind: 'refused' | 'later',
    /** For people. */
    readonly sentence: string,
    /** Milliseconds that the server asks to wait. */
    readonly wait?: number,
  ) {
    super(sentence);
  }
}

export const sentences = {
  refused: 'This link no longer opens the trace. Reply `status` in the run’s Slack thread for a fresh link.',
  gone: 'This run is no longer kept here, or it never was.',
  busy: 'The server is busy or is being started again. This page goes on by itself.',
  lost: 'The connection was lost. This page tries again by itself, and misses nothing.',
  offline: 'This device is offline. The page goes on when the connection is back.',
} as const;

const firstPause = 1_000;
const longestPause = 30_000;

/** How long to wait before the next attempt: longer each time, and not the same for all readers. */
export function pauseBefore(attempt: number, random: number): number {
  return Math.min(longestPause, firstPause * 2 ** Math.min(attempt, 10)) * (0.5 + random / 2);
}

/** Where a run's data is. */
export interface Place {
  /** Address of the run's page, ending in a slash. */
  base: string;
  /** The link's token; null when the reader has a session. */
  token: string | null;
}

export function placeOf(address: string): Place {
  const url = new URL(address);
  return { base: url.origin + url.pathname.replace(/\/*$/u, '/'), token: url.searchParams.get('t') };
}

/** Asks for a run's data, with the token of the link. */
export class Requests {
  readonly #place: Place;
  readonly #surroundings: Surroundings;

  constructor(place: Place, surroundings: Surroundings) {
    this.#place = place;
    this.#surroundings = surroundings;
  }

  address(path: string, parameters: Readonly<Record<string, string | number>> = {}): string {
    const url = new URL(path, this.#place.base);
    if (this.#place.token !== null) url.searchParams.set('t', this.#place.token);
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, String(value));
    return url.href;
  }

  /** @throws RequestFailure; when it was aborted, the reason of that. */
  async get<T>(path: string, parameters: Readonly<Record<string, string | number>>, abort: AbortSignal): Promise<T> {
    let answer: Response;
    try {
      answer = await this.#surroundings.fetch(this.address(path, parameters), { signal: abort, headers: { accept: 'application/json' } });
      if (answer.ok) return await answer.json() as T;
    } catch {
      abort.throwIfAborted();
      throw new RequestFailure('later', this.#surroundings.page.isOffline() ? sentences.offline : sentences.lost);
    }
    abort.throwIfAborted();
    throw failureOf(answer);
  }

  /** As `get`, but waits for a server that cannot answer now, until it is aborted. */
  async getPatiently<T>(
    path: string,
    parameters: Readonly<Record<string, string | number>>,
    abort: AbortSignal,
    waiting: (sentence: string) => void = () => undefined,
  ): Promise<T> {
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.get<T>(path, parameters, abort);
      } catch (error) {
        if (!(error instanceof RequestFailure) || error.kind === 'refused') throw error;
        waiting(error.sentence);
        await pause(this.#surroundings, Math.max(error.wait ?? 0, pauseBefore(attempt, this.#surroundings.random())), abort);
      }
    }
  }
}

function failureOf(answer: Response): RequestFailure {
  switch (answer.status) {
    case 401:
    case 403: return new RequestFailure('refused', sentences.refused);
    case 404:
    case 410: return new RequestFailure('refused', sentences.gone);
    case 408:
    case 425:
    case 429: return new RequestFailure('later', sentences.busy, waitOf(answer));
    default: return answer.status >= 500
      ? new RequestFailure('later', sentences.busy, waitOf(answer))
      : new RequestFailure('refused', `The server refused to send this part of the trace (HTTP ${answer.status}). Load the page again.`);
  }
}

/** `Retry-After` in seconds, bounded: a page that waits for an hour looks broken. */
function waitOf(answer: Response): number {
  const seconds = Number(answer.headers.get('retry-after') ?? 0);
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 0) * 1_000, 60_000) : 0;
}
