import { at, isObject, member, number, type Json } from './json';

// What a trace can have been recorded between; other numbers are no times.
const earliest = Date.UTC(2015, 0, 1);
const latest = Date.UTC(2100, 0, 1);

/** Milliseconds since 1970 of a text, of milliseconds or of seconds; undefined for what is no time. */
export function timeFrom(value: Json): number | undefined {
  const time = typeof value === 'string' && value.length < 60 ? Date.parse(value) : typeof value === 'number' ? (value < 1e11 ? value * 1000 : value) : NaN;
  return time >= earliest && time <= latest ? Math.round(time) : undefined;
}

/** The time that a line states in one of the places that the tools are known for. */
export function timeOf(line: Json): number | undefined {
  if (!isObject(line)) return undefined;
  return timeFrom(member(line, 'timestamp'))
    ?? timeFrom(member(line, 'ts'))
    ?? timeFrom(number(line, 'emittedAtMs'))
    ?? timeFrom(member(line, 'at'))
    ?? timeFrom(member(line, 'time'))
    ?? timeFrom(at(line, 'properties', 'time'))
    ?? timeFrom(member(line, 'startTime'));
}
