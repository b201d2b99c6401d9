import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import type { TraceSource } from '../sources/source';
import { clean } from '../text/clean';
import { DiffView, LineCounts } from '../text/diff';
import { longText, pageLength } from '../text/longText';
import { LongView } from '../text/longView';
import { countLines, parseUnified } from '../text/patch';
import { own } from '../ui/own';
import type { TraceRecord } from '../trace/record';
import { Chip, Head, Term } from './head';
import { isLoose, textOf, type Loose } from './safe';
import { shortPath } from './toolCall';
import { useLoaded } from './useLoaded';

/** What was done to one file. */
export function ChangeView({ record, source }: { record: TraceRecord; source: TraceSource }): VNode {
  const event: Loose = isLoose(record.event) ? record.event : {};
  const path = shortPath(textOf(event, 'path'));
  const long = useMemo(() => longText(record, 'diff', textOf(event, 'diff'), source), [record, source]);
  const loaded = useLoaded(long);
  const change = textOf(event, 'change');
  const files = useMemo(() => {
    const found = parseUnified(loaded.text, path);
    const named = change === 'added' || change === 'deleted' ? { change: change as 'added' | 'deleted' } : {};
    return found.length > 0 ? found.map(file => ({ ...named, ...file, path: shortPath(file.path) })) : [{ path, hunks: [], ...named }];
  }, [loaded.text, path, change]);
  const understood = files.some(file => file.hunks.length > 0);
  if (!understood && loaded.text !== '') return <><p class="diff-path"><bdi>{clean(path)}</bdi></p><LongView text={long} show={piece => <pre class="as-is">{clean(piece)}</pre>} /></>;
  if (!understood) return <p class="diff-path"><bdi>{clean(path)}</bdi> <Chip>{change || 'changed'}</Chip> <span class="item-note">The agent's program does not tell what changed in it.</span></p>;
  return (
    <>
      <DiffView files={files} />
      {!loaded.whole && long.total > pageLength && <p class="item-note">Only the beginning of this change is shown; all of it is in the download.</p>}
    </>
  );
}

/** Lines that came and went, where the whole change is here. */
export function changeCounts(record: TraceRecord): { added: number; removed: number } | null {
  const event: Loose = isLoose(record.event) ? record.event : {};
  const diff = textOf(event, 'diff');
  return diff === '' || record.cut?.diff !== undefined ? null : countLines(parseUnified(diff));
}

const verbs: Readonly<Record<string, string | undefined>> = { added: 'Added', modified: 'Changed', deleted: 'Deleted' };

/** A change that belongs to no call. */
export function ChangeItem({ record, source, open, onToggle }: { record: TraceRecord; source: TraceSource; open: boolean; onToggle(open: boolean): void }): VNode {
  const event: Loose = isLoose(record.event) ? record.event : {};
  const counts = useMemo(() => changeCounts(record), [record]);
  return (
    <>
      <Head icon="pencil" open={open} onToggle={onToggle}>
        <b>{own(verbs, textOf(event, 'change')) ?? 'Changed'}</b> <Term text={shortPath(textOf(event, 'path'))} /> {counts && <LineCounts {...counts} />}
      </Head>
      {open && <div class="item-body"><ChangeView record={record} source={source} /></div>}
    </>
  );
}
