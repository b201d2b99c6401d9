/** What a source needs of the browser; tests bring their own. */
export interface Surroundings {
  fetch(address: string, init: { signal: AbortSignal; headers: Record<string, string> }): Promise<Response>;
  events(address: string): EventStream;
  /** Milliseconds of the wall clock: others stand still while a device sleeps. */
  now(): number;
  /** @returns A function that takes it back. */
  after(milliseconds: number, then: () => void): () => void;
  /** Before the next picture is painted; never while the page is hidden. */
  frame(then: () => void): () => void;
  page: PageLife;
  /** From 0 to 1. */
  random(): number;
}

/** The part of `EventSource` that is used. */
export interface EventStream {
  addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void;
  close(): void;
}

export interface PageLife {
  isHidden(): boolean;
  isOffline(): boolean;
  /** Hidden, shown, gone from the network, back. */
  onChange(listener: () => void): () => void;
}

export function browserSurroundings(): Surroundings {
  return {
    fetch: (address, init) => fetch(address, init),
    events: address => new EventSource(address),
    now: () => Date.now(),
    after: (milliseconds, then) => {
      const timer = setTimeout(then, milliseconds);
      return () => { clearTimeout(timer); };
    },
    frame: then => {
      const frame = requestAnimationFrame(() => { then(); });
      return () => { cancelAnimationFrame(frame); };
    },
    page: {
      isHidden: () => document.visibilityState === 'hidden',
      isOffline: () => !navigator.onLine,
      onChange: listener => {
        const places: [EventTarget, string][] = [[document, 'visibilitychange'], [window, 'online'], [window, 'offline'], [window, 'pageshow']];
        for (const [place, type] of places) place.addEventListener(type, listener);
        return () => { for (const [place, type] of places) place.removeEventListener(type, listener); };
      },
    },
    random: () => Math.random(),
  };
}

/** Resolves after a time, or at once when the device is back on the network or before somebody's eyes; rejects when it is aborted. */
export function pause(surroundings: Pick<Surroundings, 'after' | 'page'>, milliseconds: number, abort: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (settle: () => void): void => {
      cancel();
      stopListening();
      abort.removeEventListener('abort', stop);
      settle();
    };
    const stop = (): void => { end(() => { reject(abort.reason as Error); }); };
    const cancel = surroundings.after(milliseconds, () => { end(resolve); });
    const { page } = surroundings;
    const stopListening = page.onChange(() => {
      if (!page.isHidden() && !page.isOffline()) end(resolve);
    });
    abort.addEventListener('abort', stop);
    if (abort.aborted) stop();
  });
}
