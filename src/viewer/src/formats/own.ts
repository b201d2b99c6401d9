import { checkedRecord, type Place } from '../trace/checkedRecord';
import type { TraceRecord } from '../trace/record';
import { head } from './bounds';
import { isObject, member, text, type Json } from './json';

const maxRaw = 64 * 1024;

/** Whether a line is a record of ours, by its looks. */
export function isOwnRecord(line: Json): boolean {
  return member(line, 'v') === 1 && isObject(member(line, 'event')) && typeof member(line, 'sequence') === 'number';
}

/** Records of a `trace.jsonl`, which somebody may have written by hand. */
export class OwnRecords {
  readonly #last: Place;

  constructor(start: number) {
    this.#last = { sequence: 0, at: new Date(start).toISOString() };
  }

  /** The record of a line, or undefined when it is none. */
  read(line: Json): TraceRecord | undefined {
    if (text(member(line, 'event'), 'kind') === undefined) return undefined;
    const record = checkedRecord(line, this.#last);
    this.#last.sequence = record.sequence;
    this.#last.at = record.at;
    if (record.raw !== undefined) record.raw = head(record.raw, maxRaw);
    return record;
  }
}
