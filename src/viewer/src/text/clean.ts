/**
 * Makes text of tools, agents and people fit to be shown: terminal sequences go, characters that hide or reorder text become
 * visible as their numbers (⟨U+202E⟩). `ForeignText` of the host is the same rule; `tests/fixtures/foreign-text.json` holds
 * both to it. In linear time: no two parts of an expression here can take the same character.
 */
export function clean(text: string): string {
  return showHidden(text.includes('\u001B') || text.includes('\u009B') ? text.replace(terminalSequence, '') : text);
}

/** The first line that says anything, cleaned, for a place that has room for one. */
export function cleanLine(text: string, length = 200): string {
  let start = 0;
  while (start < text.length && isSpace(text.charCodeAt(start))) start++;
  // Enough for the line and for the sequences in it; a line of 20 MB need not be walked.
  const piece = text.slice(start, start + length * 4);
  const end = piece.search(/[\r\n]/);
  const line = clean(end < 0 ? piece : piece.slice(0, end)).replaceAll('\t', ' ');
  return line.length > length ? `${cutWhole(line, length)}…` : line;
}

/** Control and format characters as visible numbers; sequences of terminals are left alone. */
export function showHidden(text: string): string {
  return text.replace(hidden, visible);
}

/** The beginning of a text, without half a character at its end. */
export function cutWhole(text: string, length: number): string {
  return text.slice(0, length > 0 && isHighSurrogate(text.charCodeAt(length - 1)) ? length - 1 : length);
}

// ECMA-48: CSI …, OSC … and the other strings (ended by BEL or ST, and by the end of the line: a string that nobody ends must
// not swallow what follows), and two-character escapes.
const terminalSequence = /\u001B\[[0-?]*[ -/]*[@-~]|\u009B[0-?]*[ -/]*[@-~]|\u001B\][^\u0007\u001B\n]*(?:\u0007|\u001B\\)?|\u001B[PX^_][^\u001B\n]*(?:\u001B\\)?|\u001B[ -/]*[0-~]/g;

// Controls (but line feed and tab), halves of characters, the format characters of Unicode, and the Hangul fillers. Written
// out, so that every browser has the same list. The joiner U+200D stays: emoji need it.
const hidden = /[\0-\u0008\u000B-\u001F\u007F-\u009F\u00AD\u0600-\u0605\u061C\u06DD\u070F\u0890\u0891\u08E2\u115F\u1160\u180E\u200B\u200C\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\u3164\uD800-\uDFFF\uFEFF\uFFA0\uFFF9-\uFFFB\u{110BD}\u{110CD}\u{13430}-\u{1343F}\u{1BCA0}-\u{1BCA3}\u{1D173}-\u{1D17A}\u{E0001}\u{E0020}-\u{E007F}]/gu;

const markers = new Map<string, string>();

function visible(character: string): string {
  let marker = markers.get(character);
  if (marker === undefined) markers.set(character, marker = markerOf(character));
  return marker;
}

function markerOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code === 0x0d) return '';
  if (code >= 0xd800 && code <= 0xdfff) return '\uFFFD';
  return `\u27E8U+${code.toString(16).toUpperCase().padStart(4, '0')}\u27E9`;
}

function isSpace(unit: number): boolean {
  return unit === 0x20 || (unit >= 0x09 && unit <= 0x0d);
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
