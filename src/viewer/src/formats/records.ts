import type { TraceEvent, TraceRecord } from '../trace/record';
import { head, name, titleLine } from './bounds';
import { timeOf } from './clock';
import { launcherLine } from './driver';
import type { TraceFacts } from './facts';
import { unknown, type Found, type Reader } from './found';
import type { Json } from './json';

/** Characters of a line that is kept beside an event that no rule knows. */
const maxRaw = 64 * 1024;

// They do not make a turn by themselves: they can stand before its prompt.
const asides = new Set<TraceEvent['kind']>(['session', 'notice', 'unknown', 'state', 'step', 'steering', 'access']);

/** Gives what was read its place in the trace: number, turn, time. */
export class Records {
  readonly #reader: Reader;
  readonly #facts: TraceFacts;
  readonly #run: string;
  readonly #keys = new Set<string>();
  #turn = 1;
  #turnIsOpen = false;
  #time: number;
  #lineTime: number | undefined;

  /** @param start Time of the first record, while no line stated one. */
  constructor(reader: Reader, facts: TraceFacts, run: string, start: number) {
    this.#reader = reader;
    this.#facts = facts;
    this.#run = name(run);
    this.#time = start;
  }

  /** The records of a value; `line` is kept where no rule knew it. */
  of(value: Json, line: string): TraceRecord[] {
    this.#lineTime = timeOf(value);
    let found: Found[];
    try {
      const launcher = launcherLine(value);
      found = launcher ? [launcher] : this.#reader.read(value, line);
    } catch {
      // A rule of ours broke on it. Everything else in the file is still worth seeing.
      found = [unknown('viewer', 'unreadable')];
    }
    return found.flatMap((made) => this.#place(made, line));
  }

  damaged(line: string): TraceRecord[] {
    this.#lineTime = undefined;
    return this.#place(unknown(this.#facts.format ?? 'file', 'unreadable'), line);
  }

  end(): TraceRecord[] {
    this.#lineTime = undefined;
    try {
      return (this.#reader.end?.() ?? []).flatMap((made) => this.#place(made, ''));
    } catch {
      return [];
    }
  }

  /** A record of our own, which has its place already. */
  own(record: TraceRecord): TraceRecord {
    this.#count(record.event, Date.parse(record.at));
    return record;
  }

  #place(found: Found, line: string): TraceRecord[] {
    if (found.key !== undefined) {
      if (this.#keys.has(found.key)) return [];
      this.#keys.add(found.key);
    }

    const event = found.event;
    if (found.begins === true && this.#turnIsOpen) {
      this.#turn++;
      this.#turnIsOpen = false;
    }
    if (!asides.has(event.kind)) this.#turnIsOpen = true;

    const stated = found.at ?? this.#lineTime;
    if (stated !== undefined) this.#time = stated;
    else if (this.#facts.timesAreMade && this.#facts.records > 0) this.#time++;
    const sequence = this.#facts.records + 1;
    this.#count(event, stated);
    const record: TraceRecord = { v: 1, run: this.#run, sequence, turn: this.#turn, at: new Date(this.#time).toISOString(), event };
    if (event.kind === 'unknown' && line.length > 0) record.raw = head(line, maxRaw);
    return [record];
  }

  #count(event: TraceEvent, time: number | undefined): void {
    const facts = this.#facts;
    facts.records++;
    if (time !== undefined && !Number.isNaN(time)) {
      const stamp = new Date(time).toISOString();
      facts.timesAreMade = false;
      facts.startedAt = facts.startedAt === undefined || stamp < facts.startedAt ? stamp : facts.startedAt;
      facts.endedAt = facts.endedAt === undefined || stamp > facts.endedAt ? stamp : facts.endedAt;
    }
    switch (event.kind) {
      case 'unknown':
        facts.unknown++;
        break;
      case 'session':
        if (event.sessionId) facts.session ??= event.sessionId;
        if (event.model) facts.model ??= event.model;
        if (event.version) facts.version ??= event.version;
        break;
      case 'prompt':
        if (facts.title === '') facts.title = titleLine(event.text);
        break;
      default:
        break;
    }
  }
}
