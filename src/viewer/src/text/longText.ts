import type { TraceSource } from '../sources/source';
import type { TextProperty, TraceRecord } from '../trace/record';

/** A text of which maybe only the beginning is here. */
export interface LongText {
  /** What is here: all of it, or the beginning. */
  readonly have: string;
  /** Of all of it, in UTF-16 code units. */
  readonly total: number;
  /** A piece from anywhere; shorter at the end. */
  read(offset: number, length: number, abort: AbortSignal): Promise<string>;
}

/** A property of a record, however long it is. */
export function longText(record: TraceRecord, property: TextProperty, have: string, source: Pick<TraceSource, 'text'>): LongText {
  const total = Math.max(record.cut?.[property] ?? 0, have.length);
  return {
    have,
    total,
    read: async (offset, length, abort) =>
      offset + length <= have.length || total === have.length
        ? have.slice(offset, offset + length)
        : (await source.text(record.sequence, property, offset, length, abort)).text,
  };
}

/** One text out of pieces, of which each may be cut. What is here ends with the first piece of which something is missing. */
export function joinedText(pieces: readonly LongText[]): LongText {
  const only = pieces[0];
  if (only && pieces.length === 1) return only;
  let have = '';
  for (const piece of pieces) {
    have += piece.have;
    if (piece.have.length < piece.total) break;
  }
  return {
    have,
    total: pieces.reduce((sum, piece) => sum + piece.total, 0),
    read: async (offset, length, abort) => {
      let text = '';
      let start = 0;
      for (const piece of pieces) {
        const from = Math.max(0, offset - start);
        const to = Math.min(piece.total, offset + length - start);
        if (from < to) text += await piece.read(from, to - from, abort);
        start += piece.total;
      }
      return text;
    },
  };
}

/** A text that is here. */
export function wholeText(have: string): LongText {
  return { have, total: have.length, read: (offset, length) => Promise.resolve(have.slice(offset, offset + length)) };
}

/** Units of a page of a long text, and how far behind its end the end of its last line is looked for. */
export const pageLength = 60_000;
const reach = 4096;

export function pageCount(total: number): number {
  return Math.max(1, Math.ceil(total / pageLength));
}

/** The lines that begin in a page. A line that is longer than the reach is parted at the page's end. */
export async function readPage(text: LongText, page: number, abort: AbortSignal): Promise<string> {
  const from = page * pageLength;
  // The unit before tells whether a line begins with the page.
  const offset = Math.max(0, from - 1);
  const piece = await text.read(offset, pageLength + reach + 1, abort);
  const start = from === 0 ? 0 : lineStart(piece, from - offset);
  const last = from + pageLength >= text.total;
  return piece.slice(start, last ? piece.length : lineStart(piece, from + pageLength - offset));
}

function lineStart(piece: string, place: number): number {
  const end = piece.indexOf('\n', place - 1);
  if (end >= 0 && end < place + reach) return end + 1;
  const unit = piece.charCodeAt(place);
  return unit >= 0xdc00 && unit <= 0xdfff ? place + 1 : place;
}

export interface Folded {
  head: string;
  /** Lines and units that are left out. */
  lines: number;
  units: number;
}

/** The first lines of a text, at most so many and at most so long. */
export function foldLines(text: string, mostLines = 400, mostUnits = 20_000): Folded {
  let end = 0;
  for (let lines = 0; lines < mostLines; lines++) {
    const next = text.indexOf('\n', end);
    if (next < 0 || next >= mostUnits) {
      end = next < 0 && text.length <= mostUnits ? text.length : end === 0 || mostUnits - end > mostUnits / 4 ? wholeUnits(text, mostUnits) : end;
      break;
    }
    end = next + 1;
  }
  // A line's end alone is nothing to unfold.
  if (text.length - end <= 1) end = text.length;
  return { head: text.slice(0, end), lines: linesIn(text, end), units: text.length - end };
}

/** Lines from a place on. */
export function linesIn(text: string, from = 0): number {
  if (from >= text.length) return 0;
  let lines = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < text.length - 1; at = text.indexOf('\n', at + 1)) lines++;
  return lines + 1;
}

function wholeUnits(text: string, length: number): number {
  const unit = text.charCodeAt(length - 1);
  return Math.min(text.length, unit >= 0xd800 && unit <= 0xdbff ? length - 1 : length);
}
