import { cut, head } from './bounds';
import { integer, items, type Json } from './json';

/** Characters of a diff that is kept: enough to see what was done. */
const maxDiff = 64 * 1024;
/** Characters of a text that is compared with another. */
const maxText = 1024 * 1024;
const context = 3;

/** The diff, cut with a mark; undefined when there is none. */
export function boundedDiff(diff: string | undefined): string | undefined {
  return diff === undefined || diff.length === 0 ? undefined : cut(diff, maxDiff);
}

/** The text of hunks of the form `{oldStart,oldLines,newStart,newLines,lines[]}`. */
export function hunks(list: readonly Json[]): string | undefined {
  let diff = '';
  for (const hunk of list) {
    const field = (of: string): number => Math.max(0, integer(hunk, of) ?? 0);
    diff += `@@ -${field('oldStart')},${field('oldLines')} +${field('newStart')},${field('newLines')} @@\n`;
    for (const line of items(hunk, 'lines')) {
      diff += `${typeof line === 'string' ? line : ''}\n`;
      if (diff.length > maxDiff) return boundedDiff(diff);
    }
  }
  return boundedDiff(diff);
}

/** The one hunk of a file that is new or gone. */
export function wholeFile(content: string | undefined, added: boolean): string | undefined {
  if (content === undefined || content.length === 0) return undefined;
  let count = content.endsWith('\n') ? 0 : 1;
  for (let index = content.indexOf('\n'); index >= 0; index = content.indexOf('\n', index + 1)) count++;
  const kept = head(content, maxDiff);
  const sign = added ? '+' : '-';
  const lines = (kept.endsWith('\n') ? kept.slice(0, -1) : kept).split('\n').map((line) => `${sign}${line}\n`).join('');
  const tail = kept.length < content.length
    ? `… [${content.length - kept.length} characters cut]\n`
    : content.endsWith('\n') ? '' : '\\ No newline at end of file\n';
  return `@@ ${added ? '-0,0' : `-1,${count}`} ${added ? `+1,${count}` : '+0,0'} @@\n${lines}${tail}`;
}

/**
 * A change as a unified diff of one hunk: what is the same at the beginning and the end is left out, the rest is old lines and new
 * lines. In linear time, whatever a file holds. Empty when both are the same, undefined when they are too large to look at.
 */
export function diffOf(before: string, after: string): string | undefined {
  if (before.length > maxText || after.length > maxText) return undefined;
  const old = linesOf(before);
  const fresh = linesOf(after);
  let same = 0;
  while (same < old.length && same < fresh.length && old[same] === fresh[same]) same++;
  const most = Math.min(old.length, fresh.length) - same;
  let end = 0;
  while (end < most && old[old.length - end - 1] === fresh[fresh.length - end - 1]) end++;
  if (same === old.length && same === fresh.length) return '';

  const start = Math.max(0, same - context);
  const tail = Math.min(context, end);
  const parts = [
    `@@ -${range(start, old.length - end + tail - start)} +${range(start, fresh.length - end + tail - start)} @@`,
    ...marked(' ', old.slice(start, same)),
    ...marked('-', old.slice(same, old.length - end)),
    ...marked('+', fresh.slice(same, fresh.length - end)),
    ...marked(' ', old.slice(old.length - end, old.length - end + tail)),
  ];
  return cut(`${parts.join('\n')}\n`, maxDiff / 2);
}

// A range without lines names the line before it.
function range(start: number, length: number): string {
  return `${length === 0 ? start : start + 1},${length}`;
}

function marked(mark: string, lines: readonly string[]): string[] {
  return lines.map((line) => mark + (line.endsWith('\n') ? line.slice(0, -1) : `${line}\n\\ No newline at end of file`));
}

// Each with its line end, so that a last line without one is another line.
function linesOf(text: string): string[] {
  const lines = text.split(/(?<=\n)/u);
  return lines.length === 1 && lines[0] === '' ? [] : lines;
}
