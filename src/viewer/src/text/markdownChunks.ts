/** A part of a text that is parsed by itself. */
export interface Chunk {
  text: string;
  /** Nested deeper than people write: shown as it is. */
  plain: boolean;
}

/** Length after which the next empty line parts the text, and length at which it is parted anyhow. */
const enough = 2000;
const most = 4000;

/** Marks of quotes and lists that one line may open, and how far to the right. */
const mostMarks = 20;
const mostIndent = 120;

/**
 * Parts a text between its blocks, so that what costs a parser the square of a text's length costs little. A fenced block at
 * the left edge is a part of its own, however long: nothing within it can mean anything.
 */
export function chunksOf(text: string): Chunk[] {
  const chunks: Chunk[] = [];
  let part = '';
  let plain = false;
  let fence = '';
  let afterEmpty = false;
  const end = (): void => {
    if (part !== '') chunks.push({ text: part, plain });
    part = '';
    plain = false;
  };
  for (const line of linesOf(text)) {
    if (fence !== '') {
      part += line;
      if (closes(line, fence)) {
        fence = '';
        end();
      }
      continue;
    }
    fence = opens(line);
    if (fence !== '' || part.length + line.length > most || (part.length > enough && afterEmpty && /^[^\s\d*+-]/.test(line))) end();
    part += line;
    plain ||= isDeep(line);
    afterEmpty = line.trim() === '';
  }
  end();
  return chunks;
}

/** Lines with their ends, in pieces that are no longer than a part may be. */
function* linesOf(text: string): Generator<string> {
  for (let from = 0; from < text.length;) {
    const next = text.indexOf('\n', from);
    const to = Math.min(next < 0 ? text.length : next + 1, from + most);
    yield text.slice(from, to);
    from = to;
  }
}

function opens(line: string): string {
  const [, marks = '', rest = ''] = /^(`{3,}|~{3,})(.*)/.exec(line) ?? [];
  return marks.startsWith('`') && rest.includes('`') ? '' : marks;
}

function closes(line: string, fence: string): boolean {
  const marks = line.trim();
  return /^ {0,3}\S/.test(line) && marks.length >= fence.length && marks === fence.charAt(0).repeat(marks.length);
}

/** Whether a line opens more quotes and lists within each other than anybody writes. */
function isDeep(line: string): boolean {
  let marks = 0;
  let indent = 0;
  for (let at = 0; at < line.length && at < most; at++) {
    const character = line.charAt(at);
    const ended = /^\s?$/.test(line.charAt(at + 1));
    if (character === ' ') indent++;
    else if (character === '\t') indent += 4;
    else if (character === '>') marks++;
    else if ('-+*.)'.includes(character) && ended) marks++;
    else if (character < '0' || character > '9') break;
  }
  const isRule = /^\s*(?:[-*_]\s*)+$/.test(line);
  return !isRule && (marks > mostMarks || (marks > 0 && indent > mostIndent));
}
