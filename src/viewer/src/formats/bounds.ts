/** Characters of a name, a topic, an id. */
const maxName = 200;
const maxSummary = 160;
const maxPath = 1000;

/** The beginning of a text; half a character is none. */
export function head(text: string, length: number): string {
  if (text.length <= length) return text;
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? length - 1 : length);
}

/** For names and ids: cut without a mark. NUL is made visible. */
export function name(text: string | undefined): string {
  return text === undefined ? '' : head(text, maxName).replaceAll('\0', '\uFFFD');
}

/** The text, cut with a mark that says how much is missing. */
export function cut(text: string | undefined, length: number): string {
  if (text === undefined) return '';
  if (text.length <= length) return text;
  const kept = head(text, length);
  return `${kept}… [${text.length - kept.length} characters cut]`;
}

/** One short line for people about a tool call: white space made plain, bounded. */
export function summaryLine(text: string): string {
  // Enough of a long script to fill the line; the rest need not be walked.
  const line = text.slice(0, maxSummary * 4).split(/\s+/u).filter((word) => word.length > 0).join(' ');
  return line.length <= maxSummary ? name(line) : `${name(line.slice(0, maxSummary))}…`;
}

/** What a call is about and with what, for example `Bash: npm test`. */
export function named(what: string, detail: string | undefined, separator = ' '): string {
  return detail === undefined || detail.trim().length === 0 ? what : what + separator + detail;
}

/** Relative to the folder that the agent works in, when it is below it. */
export function relativePath(path: string | undefined, folder: string | undefined): string {
  if (path === undefined) return '';
  for (const root of ['/workspace', folder?.replace(/[/\\]$/u, '')]) {
    if (root === undefined || root.length < 2 || !path.startsWith(root)) continue;
    const rest = /^[/\\](.+)$/su.exec(path.slice(root.length));
    if (rest?.[1] !== undefined) return cut(rest[1], maxPath);
  }
  return cut(path, maxPath);
}

/** The first line of what was said first, or a title of the file, as a title. */
export function titleLine(text: string | undefined): string {
  const line = head((text ?? '').trimStart(), 400).split(/[\r\n]/u, 1)[0] ?? '';
  return line.length > maxName ? `${head(line, maxName)}…` : line;
}
