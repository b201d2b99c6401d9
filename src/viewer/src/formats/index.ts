import type { TraceRecord } from '../trace/record';
import type { FormatName, TraceFacts } from './facts';

export type { FormatName, TraceFacts } from './facts';

export interface ParseOptions {
  /** Of the file; milliseconds since 1970. Times of records count from it when the lines have none. */
  fileDate?: number;
}

/** Records of a file, as they are found. Read it once. */
export interface ParsedTrace extends AsyncIterable<TraceRecord> {
  /** One object for the whole life of the trace; complete when the records have ended. */
  readonly facts: TraceFacts;
}

/** Which shape a file has, told from its first lines (50 are enough) and its name; null when no rule knows it. */
export function detect(_firstLines: readonly string[], _name: string): FormatName | null {
  return null;
}

/**
 * Reads the trace of another tool, or one of ours. Never throws on what the file holds: a line that cannot be read is a record of
 * kind `unknown`, with the line as its `raw`. Texts are whole, not cut, and nothing in them is clean.
 */
export function parseTrace(lines: AsyncIterable<string> | Iterable<string>, name: string, options: ParseOptions = {}): ParsedTrace {
  const facts: TraceFacts = { format: null, tool: '', title: name, timesAreMade: true, lines: 0, records: 0, unknown: 0 };
  return { facts, [Symbol.asyncIterator]: () => records(lines, facts, options) };
}

async function* records(lines: AsyncIterable<string> | Iterable<string>, facts: TraceFacts, _options: ParseOptions): AsyncGenerator<TraceRecord> {
  for await (const _line of lines) facts.lines++;
}
