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
  return words.length > 0 && missingWords(event, words).length === 0;
}

/** Those of the words that are in none of an event's texts. */
export function missingWords(event: TraceEvent, words: readonly string[]): string[] {
  const texts = textsOf(event).map(text => text.toLowerCase());
  return words.filter(word => !texts.some(text => text.includes(word)));
}

/** Tells from the JSON of a record whether it may contain the words: most records need not be read to be left out. */
export function jsonTest(words: readonly string[]): (json: string) => boolean {
  const parts = words.map(plainPart);
  return json => {
    const lower = json.toLowerCase();
    return parts.every(part => lower.includes(part));
  };
}

/** The longest part of a word that stands in JSON as it is, whoever wrote it; empty when there is none. */
function plainPart(word: string): string {
  return word.split(/[^\w .,:;()[\]{}#!?$%*=|~^@-]/u).reduce((best, part) => part.length > best.length ? part : best, '');
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
