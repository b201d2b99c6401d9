import { useEffect, useState } from 'preact/hooks';
import type { VNode } from 'preact';
import type { Connection, TraceSource } from '../../sources/source';
import { plural } from '../../ui/format';
import { Icon } from '../../ui/icon';

/** The end of the timeline: whether more is to come. */
export function Tail({ source, total }: { source: TraceSource; total: number }): VNode {
  const { state, sentence } = source.connection.value;
  return <p class="tail">{tailWords(state, sentence, total, source.head.value?.atRest ?? true)}</p>;
}

export function tailWords(state: Connection['state'], sentence: string | undefined, total: number, atRest: boolean): string {
  switch (state) {
    case 'loading': return 'Loading…';
    case 'live': return atRest ? `${plural(total, 'entry', 'entries')}. Nothing more is expected; a reply in the thread goes on with it.` : 'Live. What comes next appears here.';
    case 'complete': return total === 0 ? 'There is nothing in this trace.' : `The end: ${plural(total, 'entry', 'entries')}.`;
    case 'waiting': return sentence ?? 'The connection was lost. It is tried again.';
    case 'refused': return sentence ?? 'The host gives nothing more for this link. Ask for a fresh one in the thread.';
    case 'failed': return sentence ?? 'The trace could not be read. Load the page again.';
  }
}

/** Says over everything else what keeps the page from being up to date; nothing while all is well. */
export function ConnectionBanner({ source }: { source: TraceSource }): VNode | null {
  const online = useOnline();
  const { state, sentence } = source.connection.value;
  const live = state === 'live' || state === 'waiting' || state === 'loading';
  if (!online && live) return <p class="banner ground-warn" role="status"><Icon name="warning" />You are offline. The page goes on by itself when the network is back.</p>;
  if (state === 'waiting') return <p class="banner ground-warn" role="status"><Icon name="clock" />{tailWords(state, sentence, 0, false)}</p>;
  if (state === 'refused' || state === 'failed') return <p class="banner ground-bad" role="alert"><Icon name="warning" />{tailWords(state, sentence, 0, false)}</p>;
  return null;
}

function useOnline(): boolean {
  const [online, setOnline] = useState(() => navigator.onLine !== false);
  useEffect(() => {
    const look = (): void => { setOnline(navigator.onLine !== false); };
    addEventListener('online', look);
    addEventListener('offline', look);
    return () => {
      removeEventListener('online', look);
      removeEventListener('offline', look);
    };
  }, []);
  return online;
}
