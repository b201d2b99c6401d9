import type { RunHead } from '../trace/head';
import type { TraceRecord } from '../trace/record';
import type { WireRow } from '../trace/row';

/** What the host writes into the page of a run, so that there is something to see before anything else is loaded. */
export interface RunBoot {
  head: RunHead;
  /** The first ones, cut as in every answer. */
  records: TraceRecord[];
  /** The first ones. */
  rows: WireRow[];
  /** Sequence of the newest record when the page was made. */
  last: number;
  /** Addresses of the downloads, by their names. */
  links: Record<string, string>;
}
