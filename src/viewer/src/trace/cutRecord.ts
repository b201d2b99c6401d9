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
  for (const property of properties) {
    const text = textOf(record.event, property);
    if (text === undefined || text.length <= wholeText) continue;
    event = { ...event, [property]: beginningOf(text, keptText) } as TraceEvent;
    cut[property] = text.length;
    cutOff?.(property, text);
  }
  return event === record.event ? record : { ...record, event, cut: { ...record.cut, ...cut } };
}

/** The beginning of a text; never half a character. */
export function beginningOf(text: string, length: number): string {
  if (text.length <= length) return text;
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? length - 1 : length);
}
