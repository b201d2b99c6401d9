import type { VNode } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { cleanLine } from '../../../text/clean';
import type { TraceRecord } from '../../../trace/record';
import { number, plural } from '../../../ui/format';
import { Lines } from '../header';
import type { RunView } from '../runView';
import { changedFiles, type ChangedFile } from './changedFiles';
import { ItemCard } from './itemCard';
import { usePart } from './usePart';

/** Files that are listed at once. */
const step = 200;

/** What was done to each file, in order; the diffs as the agent made them, not as they were published. */
export function FilesPanel({ view }: { view: RunView }): VNode {
  const part = usePart(view, ['change']);
  const files = useMemo(() => changedFiles(part.records), [part.records]);
  const [shown, setShown] = useState(step);
  const published = view.source.head.value?.changes;
  if (files.length === 0) {
    return <p class="page-note">{part.state === 'done' ? 'The agent reported no change of a file. What it changed by commands is in the pull request.' : part.state === 'failed' ? 'This could not be read. Choose another part and come back.' : 'Reading…'}</p>;
  }
  return (
    <>
      <p class="page-note">
        {plural(files.length, 'file')} changed while it worked{published && <>; {plural(published.files, 'file')} <Lines added={published.added} removed={published.removed} /> in what it pushed</>}.
        {part.records.length < part.total && ` Of ${number(part.total)} changes, the newest ${number(part.records.length)} are here.`}
      </p>
      <ul class="files">
        {files.slice(0, shown).map(file => <File key={file.path} view={view} file={file} />)}
      </ul>
      {files.length > shown && <button type="button" class="button" onClick={() => { setShown(shown + step); }}>Show more of {plural(files.length - shown, 'file')}</button>}
    </>
  );
}

function File({ view, file }: { view: RunView; file: ChangedFile }): VNode {
  const [open, setOpen] = useState(false);
  return (
    <li class="file">
      <button type="button" class="row" aria-expanded={open} onClick={() => { setOpen(!open); }}>
        <span class="row-what"><code>{cleanLine(file.path, 300)}</code><small>{file.kinds.join(', ')}{file.records.length > 1 && ` · ${plural(file.records.length, 'change')}`}</small></span>
        <span class="row-end"><Lines added={file.added} removed={file.removed} /></span>
      </button>
      {open && itemsOf(view, file.records).map(index => <ItemCard key={index} view={view} index={index} />)}
    </li>
  );
}

/** A call that changed a file several times is one item. */
function itemsOf(view: RunView, records: readonly TraceRecord[]): number[] {
  return [...new Set(records.map(record => view.timeline.indexOfSequence(record.sequence)))].filter(index => index >= 0);
}
