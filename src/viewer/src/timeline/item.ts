import type { Category } from '../trace/row';

/**
 * What stands in one place of the timeline. Its kind says which records it can have: `call`, a tool call, then its result and the
 * changes of files, in any order, each of them possibly missing; `text`, the pieces of one text or thought; `question`, a question
 * and its reply; `message`, the prompt and what became of it (steering), in any order, any of them possibly missing; `step`, its begin and its end, the
 * latter or the former possibly missing; `row`, exactly
 * one record of any kind: also a result or a change whose call is not there. Made when it is asked for; a new object whenever it changed, so that a view may compare by identity.
 */
export interface Item {
  /** Its place among all items; never changes. */
  readonly index: number;
  readonly kind: 'call' | 'text' | 'question' | 'message' | 'step' | 'row';
  /** All rows that make it up, oldest first. */
  readonly rows: readonly number[];
  /** Sequences of these rows, in the same order: what to ask `TraceSource.read` for. */
  readonly sequences: readonly number[];
  /** Sequence of its first row: what a permalink names. */
  readonly sequence: number;
  readonly turn: number;
  /** Of its first row. A call's is one of read, run, edit and tool. */
  readonly category: Category;
  /** `bad`, `refused` and `hidden` of any of its rows, `partial` and `aside` of its first. */
  readonly flags: number;
  /** Milliseconds since 1970 of its first row. */
  readonly at: number;
  /** Milliseconds since 1970 of its last row. */
  readonly until: number;
  /** Of a call: the rows of its parts. The result is the newest, when there are several. */
  readonly result?: number;
  readonly changes: readonly number[];
}
