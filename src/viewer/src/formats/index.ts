import type { TraceRecord } from '../trace/record';
import { timeOf } from './clock';
import { formatOf, isFraming, lineValue } from './detect';
import { noFacts, type TraceFacts } from './facts';
import { readerOf } from './formats';
import { isObject, parseJson, type Json } from './json';
import { OwnRecords } from './own';
import { Records } from './records';

export { detect } from './detect';
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

/** Lines that are looked at to find out what a file is, and their characters. */
const headLines = 50;
const headLength = 4 * 1024 * 1024;
/** Characters of a file that is one JSON over many lines. */
const maxWhole = 200 * 1024 * 1024;
/** Lines that are shown of a file that no rule knows. */
const maxUnknown = 1000;

/**
 * Reads the trace of another tool, or one of ours. Never throws on what the file holds: a line that cannot be read is a record of
 * kind `unknown`, with the line as its `raw`. Texts are whole, not cut, and nothing in them is clean.
 */
export function parseTrace(lines: AsyncIterable<string> | Iterable<string>, name: string, options: ParseOptions = {}): ParsedTrace {
  const facts = noFacts();
  return { facts, [Symbol.asyncIterator]: () => records(lines, name, facts, options.fileDate ?? 0) };
}

async function* records(lines: AsyncIterable<string> | Iterable<string>, name: string, facts: TraceFacts, start: number): AsyncGenerator<TraceRecord> {
  const rest = counted(lines, facts)[Symbol.asyncIterator]();
  const head: string[] = [];
  let length = 0;
  while (head.length < headLines && length < headLength) {
    const next = await rest.next();
    if (next.done === true) break;
    head.push(next.value);
    length += next.value.length;
  }

  const values = head.map(lineValue);
  const format = formatOf(values, name);
  const isPretty = /^[[{]\s*$/u.test(head[0] ?? '');
  const whole = isPretty || (format === null && values.every((value) => !isObject(value))) ? await wholeFile(head, rest, facts) : undefined;
  yield* whole === undefined ? read(join(head, rest), values, name, facts, start) : read(split(whole), partsOf(whole), name, facts, start);
}

/** @param values The first lines, read already. */
async function* read(lines: AsyncIterable<string | Parsed>, values: readonly Json[], name: string, facts: TraceFacts, start: number): AsyncGenerator<TraceRecord> {
  facts.format = formatOf(values, name);
  const records = new Records(readerOf(facts.format, facts), facts, name, firstTime(values) ?? start);
  const own = facts.format === 'slackagents' ? new OwnRecords(start) : undefined;
  for await (const line of lines) {
    const value = typeof line === 'string' ? lineValue(line) : line.value;
    const text = typeof line === 'string' ? line : '';
    if (value === undefined) {
      if (!isFraming(text)) yield* records.damaged(text);
    } else {
      const record = own?.read(value);
      if (record) yield records.own(record);
      else yield* records.of(value, text);
    }
    if (facts.format === null && facts.lines >= maxUnknown) {
      facts.incomplete = `No rule knows this file. Only its first ${maxUnknown} lines are shown.`;
      break;
    }
  }
  yield* records.end();
}

/** A part of a larger JSON. */
interface Parsed {
  value: Json;
}

function partsOf(whole: Json): readonly Json[] {
  return Array.isArray(whole) ? (whole as Json[]) : [whole];
}

async function* split(whole: Json): AsyncGenerator<Parsed> {
  for (const value of partsOf(whole)) yield { value };
}

async function* join(head: readonly string[], rest: AsyncIterator<string>): AsyncGenerator<string> {
  yield* head;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}

// The value of a file that is one JSON over many lines; undefined when it is none, and then its lines are lost but for the first.
async function wholeFile(head: readonly string[], rest: AsyncIterator<string>, facts: TraceFacts): Promise<Json> {
  const first = head.find((line) => line.trim().length > 0)?.trimStart().charAt(0);
  if (first !== '{' && first !== '[') return undefined;
  const parts = [...head];
  let length = head.reduce((sum, line) => sum + line.length, 0);
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) {
    length += next.value.length;
    if (length > maxWhole) {
      facts.incomplete = 'This file is one JSON of more than 200 MB, which is not read.';
      return undefined;
    }
    parts.push(next.value);
  }
  const whole = parseJson(parts.join('\n'));
  if (whole === undefined) facts.incomplete = 'This file is one JSON that breaks off or is damaged. Only its beginning is shown, as it is.';
  return whole;
}

function firstTime(values: readonly Json[]): number | undefined {
  for (const value of values) {
    const time = timeOf(value);
    if (time !== undefined) return time;
  }
  return undefined;
}

// Without marks of the encoding at the beginning, and without NUL, which programs leave behind that were killed while writing.
async function* counted(lines: AsyncIterable<string> | Iterable<string>, facts: TraceFacts): AsyncGenerator<string> {
  for await (const line of lines) {
    facts.lines++;
    const clean = (facts.lines === 1 ? line.replace(/^[\uFEFF\uFFFD]+/u, '') : line).replaceAll('\0', '');
    const text = clean.endsWith('\r') ? clean.slice(0, -1) : clean;
    if (text.trim().length > 0) yield text;
  }
}
