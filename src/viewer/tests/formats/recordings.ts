import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseTrace, type TraceFacts } from '../../src/formats';
import type { TraceRecord } from '../../src/trace/record';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** What the host's readers are tested with. */
export const hostTraces = here('../../../../tests/SlackAgents.Tests/Fixtures/traces/');
/** Formats that only the page reads. */
export const pageTraces = here('../fixtures/traces/');
export const golden = here('../fixtures/golden/');

export function namesIn(folder: string): string[] {
  return readdirSync(folder).filter((name) => /\.jsonl?$/u.test(name)).sort();
}

export function linesOf(folder: string, name: string): string[] {
  const lines = readFileSync(folder + name, 'utf8').split('\n');
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

export interface Opened {
  facts: TraceFacts;
  records: TraceRecord[];
}

export async function open(lines: readonly string[], name: string): Promise<Opened> {
  const trace = parseTrace(lines, name, { fileDate: Date.UTC(2026, 0, 1) });
  const records: TraceRecord[] = [];
  for await (const record of trace) records.push(record);
  return { facts: trace.facts, records };
}

export function openRecording(folder: string, name: string): Promise<Opened> {
  return open(linesOf(folder, name), name);
}
