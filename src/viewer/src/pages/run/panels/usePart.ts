import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Category } from '../../../trace/row';
import { maskOf } from '../../../timeline/mask';
import type { RowTable } from '../../../trace/rowTable';
import type { RunView } from '../runView';
import { PartReader, type Part } from './partReader';

/** How often what grows is looked at again, in milliseconds. */
const pace = 1_000;

/** The records of some categories, read as long as somebody looks at them and kept up while the run goes on. */
export function usePart(view: RunView, wanted: readonly Category[]): Part {
  const [part, setPart] = useState<Part>({ records: [], total: 0, state: 'reading' });
  const mask = maskOf(...wanted);
  const version = usePaced(view.timeline.version.value);
  const reader = useMemo(() => new PartReader(view.source, setPart), [view, mask]);
  useEffect(() => () => { reader.close(); }, [reader]);
  useEffect(() => { reader.want(sequencesOf(view.timeline.rows, mask)); }, [reader, version]);
  return part;
}

/** Sequences of all rows whose category is in a mask. */
export function sequencesOf(rows: RowTable, mask: number): number[] {
  const sequences: number[] = [];
  for (let row = 0; row < rows.length; row++) if ((maskOf(rows.category(row)) & mask) !== 0) sequences.push(rows.sequence(row));
  return sequences;
}

/** A number that changes often, taken over once in a while. */
export function usePaced(value: number): number {
  const [paced, setPaced] = useState(value);
  const latest = useRef(value);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  latest.current = value;
  useEffect(() => {
    if (paced === value) return;
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      setPaced(latest.current);
    }, pace);
  });
  useEffect(() => () => { clearTimeout(timer.current); }, []);
  return paced;
}
