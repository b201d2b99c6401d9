import type { VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ReadonlySignal } from '@preact/signals';
import { effect } from '@preact/signals';
import { plural } from './format';

/** Least time between two announcements of what arrived: who listens also wants to hear something else. */
const quietTime = 10_000;

/** Tells those who do not see the page that something came, politely and seldom. */
export function ArrivalAnnouncer({ total, live }: { total: ReadonlySignal<number>; live(): boolean }): VNode {
  const [words, setWords] = useState('');
  const told = useRef<number | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let last = -Infinity;
    const tell = (): void => {
      timer = undefined;
      const came = total.peek() - (told.current ?? 0);
      if (came <= 0) return;
      told.current = total.peek();
      last = performance.now();
      setWords(plural(came, 'new event'));
    };
    const stop = effect(() => {
      const now = total.value;
      // What was there when the page opened is not new.
      if (told.current === null || !live()) told.current = now;
      else if (now > told.current) timer ??= setTimeout(tell, Math.max(0, last + quietTime - performance.now()));
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [total]);
  return <p class="unseen" role="status">{words}</p>;
}
