import type { TextProperty, TraceEvent, TraceRecord } from './record';

/** Code units of a text that stay whole. */
export const wholeText = 16_000;

/** Code units of a longer one that a record keeps. */
export const keptText = 4_000;

const properties: readonly TextProperty[] = ['text', 'input', 'output', 'diff', 'message', 'detail'];

/** The text of an event that can be long; undefined when it has none of this name. */
export function textOf(event: TraceEvent, property: TextProperty): string | undefined {
  const text = (event as Partial<Record<TextProperty, unknown>>)[property];
  return typeof text === 'string' ? text : undefined;
}

/** The record with only the beginning of its long texts, as the host sends it; the same record when none is long. */
export function cutRecord(record: TraceRecord, cutOff?: (property: TextProperty, text: string) => void): TraceRecord {
  let event = record.event;
  const cut: Partial<Record<TextProperty, number>> = {};
  for (const [name, value] of Object.entries(record.event)) {
    const property = properties.find(one => one === name);
    if (property === undefined || typeof value !== 'string') {
      const short = shortened(value);
      if (short !== value) event = { ...event, [name]: short } as TraceEvent;
    } else if (value.length > wholeText) {
      event = { ...event, [name]: beginningOf(value, keptText) } as TraceEvent;
      cut[property] = value.length;
      cutOff?.(property, value);
    }
  }
  if (event === record.event) return record;
  return Object.keys(cut).length === 0 ? { ...record, event } : { ...record, event, cut: { ...record.cut, ...cut } };
}

/** Names, paths, tasks: nobody reads one that is this long, so there are no pages of it. */
function shortened(value: unknown): unknown {
  if (typeof value === 'string') return value.length > wholeText ? `${beginningOf(value, keptText)}…` : value;
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value);
  const short = entries.map(([name, inner]) => [name, shortened(inner)] as const);
  if (short.every(([, inner], index) => inner === entries[index]![1])) return value;
  return Array.isArray(value) ? short.map(([, inner]) => inner) : Object.fromEntries(short);
}

/** The beginning of a text; never half a character. */
export function beginningOf(text: string, length: number): string {
  if (text.length <= length) return text;
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? length - 1 : length);
}
