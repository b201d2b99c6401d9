import type { TraceEvent } from '../trace/record';

/** Of a query; the host reads as much of it. */
const maxLength = 200;
const maxWords = 8;

/** The words of a query as they are looked for: each of them must be in a record, in any of its texts, in any case. */
export function wordsOf(query: string): string[] {
  return [...new Set(query.slice(0, maxLength).toLowerCase().split(/\s+/u).filter(word => word.length > 0))].slice(0, maxWords);
}

/** Whether all words are in the texts of an event. */
export function containsWords(event: TraceEvent, words: readonly string[]): boolean {
  if (words.length === 0) return false;
  const texts = textsOf(event).map(text => text.toLowerCase());
  return words.every(word => texts.some(text => text.includes(word)));
}

/** Every text of an event but the name of its kind. */
export function textsOf(event: TraceEvent): string[] {
  const texts: string[] = [];
  const collect = (value: unknown): void => {
    if (typeof value === 'string') texts.push(value);
    else if (Array.isArray(value)) value.forEach(collect);
    else if (value !== null && typeof value === 'object') Object.values(value).forEach(collect);
  };
  for (const [name, value] of Object.entries(event)) if (name !== 'kind') collect(value);
  return texts;
}
