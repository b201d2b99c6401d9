import { diffLines, diffWordsWithSpace } from 'diff';
import type { Hunk, PatchLine } from './patch';

/** Lines that are compared, and differences that are looked for among them: beyond that all is shown as changed. */
const mostLines = 4000;
const mostEdits = 1000;
const mostLength = 200_000;

/** Lines of the same around a change. */
const context = 3;

/** What changed between two texts, without line numbers when the texts are pieces of a file. */
export function compareTexts(before: string, after: string, numbered = false): Hunk[] {
  const old = linesOf(before);
  const fresh = linesOf(after);
  const small = old.length + fresh.length <= mostLines && before.length + after.length <= mostLength;
  const parts = small && before !== '' && after !== '' ? diffLines(ended(before), ended(after), { maxEditLength: mostEdits }) : undefined;
  const lines: PatchLine[] = [];
  const add = (sign: PatchLine['sign'], text: string): void => { lines.push({ sign, text }); };
  if (parts) for (const part of parts) for (const line of linesOf(part.value)) add(part.added ? '+' : part.removed ? '-' : ' ', line);
  else {
    for (const line of old) add('-', line);
    for (const line of fresh) add('+', line);
  }
  if (numbered) number(lines);
  return hunksOf(lines);
}

function linesOf(text: string): string[] {
  if (text === '') return [];
  return (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
}

function ended(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}

function number(lines: PatchLine[]): void {
  let before = 1;
  let after = 1;
  for (const line of lines) {
    if (line.sign !== '+') line.before = before++;
    if (line.sign !== '-') line.after = after++;
  }
}

/** The changed lines with what is around them; the rest is left out. */
function hunksOf(lines: readonly PatchLine[]): Hunk[] {
  // How far the nearest change is, looked for from both ends.
  const near = new Uint8Array(lines.length);
  for (const [start, step] of [[0, 1], [lines.length - 1, -1]] as const) {
    let far = context + 1;
    for (let index = start; index >= 0 && index < lines.length; index += step) {
      far = lines[index]?.sign === ' ' ? far + 1 : 0;
      if (far <= context) near[index] = 1;
    }
  }
  const hunks: Hunk[] = [];
  lines.forEach((line, index) => {
    if (near[index] === 0) return;
    if (index === 0 || near[index - 1] === 0) hunks.push({ section: '', lines: [] });
    hunks[hunks.length - 1]?.lines.push(line);
  });
  return hunks;
}

/** Places of a line that are different: from, to. */
export type Marks = [number, number][];

const longestPair = 600;

/** Which words are different between a line that went and the one that came for it; null where they have little in common. */
export function differentWords(before: string, after: string): { before: Marks; after: Marks } | null {
  if (before.length > longestPair || after.length > longestPair) return null;
  const parts = diffWordsWithSpace(before, after, { maxEditLength: 60 });
  if (!parts) return null;
  const marks: { before: Marks; after: Marks } = { before: [], after: [] };
  let [old, fresh, same] = [0, 0, 0];
  for (const part of parts) {
    const { length } = part.value;
    if (part.removed) marks.before.push([old, old + length]);
    else if (part.added) marks.after.push([fresh, fresh + length]);
    else same += part.value.trim().length;
    if (!part.added) old += length;
    if (!part.removed) fresh += length;
  }
  return same * 3 >= Math.min(before.trim().length, after.trim().length) ? marks : null;
}
