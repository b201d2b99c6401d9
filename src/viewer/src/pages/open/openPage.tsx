import type { VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { FileSource } from '../../sources/fileSource';
import type { TraceSource } from '../../sources/source';
import { cleanLine } from '../../text/clean';
import { Icon } from '../../ui/icon';
import { RunPage } from '../run/runPage';
import { replaceHash } from '../run/useAddress';
import { DropZone } from './dropZone';
import { FileFacts } from './fileFacts';
import './open.css';

/** Traces that are open at once at most: each of them is kept by a worker of its own. */
export const mostFiles = 12;

/** A source that also tells what the file says of itself. */
export type OwnSource = TraceSource & Pick<FileSource, 'facts'>;

export interface OpenedTrace {
  readonly id: number;
  readonly name: string;
  readonly source: OwnSource;
}

/** A page for traces of one's own. They are read by this page and go nowhere. */
export function OpenPage({ open = openFile }: { open?: (file: File) => OwnSource }): VNode {
  const [opened, setOpened] = useState<readonly OpenedTrace[]>([]);
  const [chosen, setChosen] = useState(0);
  const [refused, setRefused] = useState('');
  const counter = useRef(0);
  const all = useRef(opened);
  all.current = opened;

  const add = (files: readonly File[]): void => {
    const room = mostFiles - all.current.length;
    const wanted = files.filter(file => file.size > 0).slice(0, Math.max(0, room));
    setRefused(files.length === 0 ? ''
      : wanted.length === 0 && room > 0 ? 'There is nothing in it. Choose a file with lines of JSON.'
        : wanted.length < files.length ? `Not everything was opened: ${mostFiles} traces at once are the most, and empty files are left out. Close one first.` : '');
    const added = wanted.map(file => ({ id: ++counter.current, name: file.name, source: open(file) }));
    const last = added.at(-1);
    if (!last) return;
    setOpened([...all.current, ...added]);
    choose(last.id);
  };
  const choose = (id: number): void => {
    // The view that the address names belongs to the trace that was there before.
    replaceHash('');
    window.scrollTo(0, 0);
    setChosen(id);
  };
  const close = (id: number): void => {
    const rest = all.current.filter(trace => trace.id !== id);
    all.current.find(trace => trace.id === id)?.source.close();
    setOpened(rest);
    if (id === chosen) choose(rest.at(-1)?.id ?? 0);
  };
  useEffect(() => () => { for (const trace of all.current) trace.source.close(); }, []);

  const trace = opened.find(one => one.id === chosen);
  return (
    <DropZone onFiles={add} refused={refused} compact={trace !== undefined}>
      {opened.length > 0 && (
        <ul class="opened" aria-label="Opened traces">
          {opened.map(one => (
            <li key={one.id} class="opened-file">
              <button type="button" class="opened-name" aria-current={one.id === chosen ? 'true' : undefined} onClick={() => { choose(one.id); }}><Icon name="file" />{cleanLine(one.name, 60)}</button>
              <button type="button" class="quiet-button" aria-label={`Close ${cleanLine(one.name, 60)}`} onClick={() => { close(one.id); }}><Icon name="cross" /></button>
            </li>
          ))}
        </ul>
      )}
      {trace && <OpenedRun key={trace.id} trace={trace} />}
    </DropZone>
  );
}

function OpenedRun({ trace }: { trace: OpenedTrace }): VNode {
  const title = trace.source.facts.value?.title || trace.name;
  const untimed = trace.source.facts.value?.timesAreMade ?? false;
  return <RunPage source={trace.source} links={noLinks} title={title} untimed={untimed}><FileFacts trace={trace} /></RunPage>;
}

const noLinks = {};

function openFile(file: File): OwnSource {
  return new FileSource(file, file.name);
}

