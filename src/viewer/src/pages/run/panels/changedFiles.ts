import type { TraceRecord } from '../../../trace/record';

export interface ChangedFile {
  readonly path: string;
  /** What was done to it, each word once. */
  readonly kinds: string[];
  /** Lines over all its changes; undefined when none of them told its lines. */
  added: number | undefined;
  removed: number | undefined;
  readonly records: TraceRecord[];
}

/** Changes put together by file, in the order of the first change of each. */
export function changedFiles(records: readonly TraceRecord[]): ChangedFile[] {
  const files = new Map<string, ChangedFile>();
  for (const record of records) {
    const { event } = record;
    if (event.kind !== 'file_change') continue;
    const file: ChangedFile = files.get(event.path) ?? { path: event.path, kinds: [], added: undefined, removed: undefined, records: [] };
    files.set(event.path, file);
    file.records.push(record);
    if (!file.kinds.includes(event.change)) file.kinds.push(event.change);
    if (event.diff === undefined) continue;
    const lines = countLines(event.diff);
    file.added = (file.added ?? 0) + lines.added;
    file.removed = (file.removed ?? 0) + lines.removed;
  }
  return [...files.values()];
}

/** Lines that a diff adds and takes away. Its heads (`+++`, `---`) stand before the first hunk and count for nothing. */
export function countLines(diff: string): { added: number; removed: number } {
  const hunk = diff.search(/^@@/m);
  const body = hunk < 0 ? diff.replace(/^(?:\+\+\+|---) .*$/gm, '') : diff.slice(hunk);
  let added = 0;
  let removed = 0;
  for (const line of body.split('\n')) {
    if (line.startsWith('+')) added++;
    else if (line.startsWith('-')) removed++;
  }
  return { added, removed };
}
