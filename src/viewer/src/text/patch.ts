/** A line of a change. */
export interface PatchLine {
  sign: ' ' | '+' | '-';
  text: string;
  /** Its numbers in the file before and after, where they are known. */
  before?: number | undefined;
  after?: number | undefined;
}

export interface Hunk {
  /** What stands behind the numbers: mostly the function around. */
  section: string;
  lines: PatchLine[];
}

/** The change of one file. */
export interface FilePatch {
  path: string;
  /** Moved from here. */
  from?: string;
  /** Added or deleted, where it is said. */
  change?: 'added' | 'deleted';
  hunks: Hunk[];
}

interface Place { before: number; after: number; leftBefore: number; leftAfter: number }

/** Unified diffs of one or many files, as tools write them: numbers, names and ends may be missing or wrong. Never throws. */
export function parseUnified(text: string, path = ''): FilePatch[] {
  const files: FilePatch[] = [];
  let file: FilePatch = { path, hunks: [] };
  let hunk: Hunk | undefined;
  let place: Place = { before: 0, after: 0, leftBefore: 0, leftAfter: 0 };
  const next = (): void => {
    if (file.hunks.length > 0 || file.from !== undefined || file.change !== undefined) files.push(file);
    file = { path, hunks: [] };
    hunk = undefined;
  };
  // The end of the last line begins no other.
  for (const line of (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n')) {
    const inside = hunk !== undefined && (place.leftBefore > 0 || place.leftAfter > 0);
    const start = /^@@+(?: -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))?)?(?: @@+)?(.*)$/.exec(line);
    if (start && !(inside && /^[ +-]/.test(line))) {
      const number = (value: string | undefined, otherwise: number): number => Number(value ?? otherwise);
      const known = start[1] !== undefined;
      // Without numbers a hunk goes on for as long as its lines have signs.
      place = { before: known ? number(start[1], 1) : Number.NaN, after: known ? number(start[3], 1) : Number.NaN, leftBefore: known ? number(start[2], 1) : Infinity, leftAfter: known ? number(start[4], 1) : Infinity };
      hunk = { section: (start[5] ?? '').trim(), lines: [] };
      file.hunks.push(hunk);
    } else if (hunk && inside && /^[ +-]|^$/.test(line)) {
      take(hunk, line, place);
    } else if (/^(?:diff --git |--- |Index: )/.test(line) && (hunk || line.startsWith('diff'))) {
      next();
      nameFrom(file, line);
    } else {
      nameFrom(file, line);
    }
  }
  next();
  return files;
}

function take(hunk: Hunk, line: string, place: Place): void {
  const sign = line.charAt(0) === '+' ? '+' : line.charAt(0) === '-' ? '-' : ' ';
  const numbers = { before: sign === '+' || Number.isNaN(place.before) ? undefined : place.before, after: sign === '-' || Number.isNaN(place.after) ? undefined : place.after };
  hunk.lines.push({ sign, text: line.slice(1), ...numbers });
  if (sign !== '+') { place.before++; place.leftBefore--; }
  if (sign !== '-') { place.after++; place.leftAfter--; }
}

function nameFrom(file: FilePatch, line: string): void {
  const name = (text: string): string => (text === '/dev/null' ? '' : text.replace(/^[ab]\//, '').replace(/\t.*$/, ''));
  if (line.startsWith('+++ ')) file.path = name(line.slice(4)) || file.path;
  else if (line.startsWith('--- ')) file.path ||= name(line.slice(4));
  else if (line.startsWith('rename from ')) file.from = line.slice(12);
  else if (line.startsWith('rename to ')) file.path = line.slice(10);
  else if (line.startsWith('new file')) file.change = 'added';
  else if (line.startsWith('deleted file')) file.change = 'deleted';
  else if (line.startsWith('diff --git ')) file.path = / b\/(.*)$/.exec(line)?.[1] ?? file.path;
}

/** A patch in the notation of `apply_patch`: `*** Update File: …`, hunks that begin with `@@`, lines with signs. */
export function parseApplyPatch(text: string): FilePatch[] {
  const files: FilePatch[] = [];
  let file: FilePatch | undefined;
  let hunk: Hunk | undefined;
  for (const line of text.split('\n')) {
    const [, action, path] = /^\*\*\* (Add|Update|Delete) File: (.*)$/.exec(line) ?? [];
    if (action !== undefined && path !== undefined) {
      file = { path: path.trim(), hunks: [], ...(action === 'Add' ? { change: 'added' as const } : action === 'Delete' ? { change: 'deleted' as const } : {}) };
      hunk = undefined;
      files.push(file);
    } else if (file && line.startsWith('*** Move to: ')) {
      file.from = file.path;
      file.path = line.slice(13).trim();
    } else if (file && line.startsWith('@@')) {
      hunk = { section: line.slice(2).trim(), lines: [] };
      file.hunks.push(hunk);
    } else if (file && /^[ +-]/.test(line)) {
      if (!hunk) file.hunks.push(hunk = { section: '', lines: [] });
      hunk.lines.push({ sign: line.charAt(0) as PatchLine['sign'], text: line.slice(1) });
    }
  }
  return files;
}

/** Lines that came and went. */
export function countLines(files: readonly FilePatch[]): { added: number; removed: number } {
  let added = 0;
  let removed = 0;
  for (const file of files) for (const hunk of file.hunks) for (const line of hunk.lines) {
    if (line.sign === '+') added++;
    else if (line.sign === '-') removed++;
  }
  return { added, removed };
}
