import type { VNode } from 'preact';
import { clock, iso } from './format';

/** A time of day, here; the seconds where there is room. */
export function Moment({ at }: { at: number }): VNode {
  const words = clock(at);
  return <time dateTime={iso(at)}>{words.slice(0, 5)}<span class="seconds">{words.slice(5)}</span></time>;
}
