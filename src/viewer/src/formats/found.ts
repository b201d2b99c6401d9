import type { TraceEvent } from '../trace/record';
import { cut, name } from './bounds';
import type { Json } from './json';

/** An event that a line was read as, before it has its place in the trace. */
export interface Found {
  event: TraceEvent;
  /** Milliseconds since 1970, when the event has another time than its line. */
  at?: number;
  /** Events of one key are one: the first is kept. */
  key?: string | undefined;
  /** A turn begins here, unless nothing happened since the last one began. */
  begins?: boolean;
}

/** Reads the lines of one format, one after the other. Never throws on what they hold. */
export interface Reader {
  /** @param line The text that the value was parsed from; empty when it is a part of a larger one. */
  read(value: Json, line: string): Found[];
  /** What was waiting for more lines. */
  end?(): Found[];
}

export function notice(topic: string, text: string | undefined, key?: string): Found {
  return { event: { kind: 'notice', topic: name(topic), text: text ?? '' }, key };
}

export function unknown(source: string, type: string | undefined, key?: string): Found {
  return { event: { kind: 'unknown', source, type: name(type ?? 'untyped') }, key };
}

/** The events of a line, named by the line where they have no name of their own. */
export function keyed(found: readonly Found[], line: string | undefined): Found[] {
  let index = 0;
  return found.map((made) => (made.key !== undefined || line === undefined ? made : { ...made, key: `${line}:${index++}` }));
}

/** What a value is that is no object: a word for {@link unknown}. */
export function typeOf(value: Json): string {
  return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
}

export function shortNotice(topic: string, text: string | undefined): Found {
  return notice(topic, cut(text, 2000));
}
