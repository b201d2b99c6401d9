import type { TraceEvent, TraceRecord } from './record';

/**
 * What a row of the timeline is about. The number of a category goes over the wire: the list is added to at its end, never
 * changed. `TraceCategory` of the host is the same list, and `tests/fixtures/rows.json` holds both to it.
 */
export const categories = [
  'message', // what a person said
  'text',
  'thinking',
  'read', // a tool that looks at files
  'run', // a tool that runs commands
  'edit', // a tool that changes files
  'tool', // any other tool
  'result', // of a tool call; part of the call's item
  'change', // of a file; part of the call's item when it names one
  'plan', // a todo list
  'answer',
  'steering',
  'question', // asked by the agent, and the reply
  'step', // life-cycle: states and steps
  'model',
  'web',
  'git', // git requests, pushes, tokens
  'tools', // requests at the tools door
  'access',
  'usage',
  'retry',
  'notice',
  'error',
  'session',
  'unknown',
] as const;

export type Category = (typeof categories)[number];

/** Bits of {@link Row.flags}. */
export const flag = {
  /** Something failed. */
  bad: 1,
  /** A piece: the next one, with nothing of the agent between them, goes on in the same text. */
  partial: 2,
  /** The host says it, not the agent: it does not part the pieces of a text. */
  aside: 4,
  /** Shown only on demand: it repeats what was seen. */
  hidden: 8,
  /** Our side refused it. */
  refused: 16,
} as const;

/** The part of a record that the timeline is built from: a few numbers, so that 200,000 of them fit into a phone. */
export interface Row {
  sequence: number;
  turn: number;
  /** Milliseconds since 1970. */
  at: number;
  category: Category;
  flags: number;
  /**
   * What rows of one thing have in common ({@link callHash}): the id of a tool call (its call, result and changes), of a
   * question and its reply, or of a message and what became of it. 0 for none.
   */
  call: number;
}

/** A row over the wire: sequence, turn, at, number of the category, flags, call. */
export type WireRow = [number, number, number, number, number, number];

/** FNV-1a, 32 bits, over the UTF-16 code units, low byte first; never 0 for an id. */
export function callHash(id: string | undefined): number {
  if (!id) return 0;
  let hash = 0x811c9dc5;
  for (let index = 0; index < id.length; index++) {
    const unit = id.charCodeAt(index);
    hash = Math.imul(hash ^ (unit & 0xff), 0x01000193);
    hash = Math.imul(hash ^ (unit >>> 8), 0x01000193);
  }
  return hash >>> 0 || 1;
}

export type { TraceEvent, TraceRecord };
