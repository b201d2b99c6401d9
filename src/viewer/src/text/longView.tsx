import type { ComponentChildren, VNode } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { compact, number, plural } from '../ui/format';
import { foldLines, pageCount, pageLength, readPage, type LongText } from './longText';

interface Props {
  text: LongText;
  /** How a piece is shown. */
  show(piece: string): ComponentChildren;
  /** Done with what is here before it is folded. */
  prepare?: ((piece: string) => string) | undefined;
  /** Reads as much as is shown folded at once; for a body that somebody opened. */
  eager?: boolean | undefined;
  mostLines?: number | undefined;
  mostUnits?: number | undefined;
}

interface FoldedProps extends Pick<Props, 'text' | 'show' | 'prepare'> {
  eager: boolean;
  mostLines: number;
  mostUnits: number;
  onMore(page: number): void;
}

const shownAtOnce = 20_000;

/** A text of any length: its first lines, then all of it, then, when it is very long, one page of it at a time. */
export function LongView({ text, show, prepare, eager = false, mostLines = 400, mostUnits = shownAtOnce }: Props): VNode {
  const [open, setOpen] = useState(false);
  const [page, setPage] = useState(0);
  if (!open) {
    const more = (at: number): void => {
      setPage(at);
      setOpen(true);
    };
    return <FoldedView text={text} show={show} prepare={prepare} eager={eager} mostLines={mostLines} mostUnits={mostUnits} onMore={more} />;
  }
  return (
    <>
      {text.total > pageLength && <Pager page={page} total={text.total} onPage={setPage} />}
      <Piece text={text} page={page} show={show} prepare={prepare} />
      {text.total > pageLength
        ? <Pager page={page} total={text.total} onPage={setPage} />
        : <button type="button" class="item-more" onClick={() => { setOpen(false); }}>Show less</button>}
    </>
  );
}

function FoldedView({ text, show, prepare, eager, mostLines, mostUnits, onMore }: FoldedProps): VNode {
  const wanted = eager ? Math.min(text.total, mostUnits) : text.have.length;
  const read = useRead(text.have.length >= wanted ? undefined : abort => text.read(0, wanted, abort), [text, wanted]);
  const have = read.text ?? text.have;
  const folded = useMemo(() => {
    // What one page holds is enough to look at for lines that write over themselves.
    const head = have.slice(0, pageLength);
    const shown = prepare ? prepare(head) : head;
    const part = foldLines(shown, mostLines, mostUnits);
    return { head: part.head, lines: part.lines, units: part.units + have.length - head.length };
  }, [have, prepare, mostLines, mostUnits]);
  const last = pageCount(text.total) - 1;
  const all = text.total <= have.length;
  return (
    <>
      {show(folded.head)}
      {(folded.units > 0 || !all) && (
        <p class="more-line">
          <button type="button" class="item-more" onClick={() => { onMore(0); }}>
            {all && text.total <= pageLength ? `Show ${plural(folded.lines, 'more line')}` : `Show more (${compact(folded.head.length)} of ${compact(text.total)} characters are here)`}
          </button>
          {last > 0 && <button type="button" class="item-more" onClick={() => { onMore(last); }}>Go to the end</button>}
        </p>
      )}
      {read.failed && <Failed again={read.again} />}
    </>
  );
}

function Piece({ text, page, show, prepare }: Pick<Props, 'text' | 'show' | 'prepare'> & { page: number }): VNode {
  const here = text.have.length === text.total && text.total <= pageLength;
  const read = useRead(here ? undefined : abort => readPage(text, page, abort), [text, page]);
  const piece = here ? text.have : read.text;
  const shown = useMemo(() => (piece === undefined ? '' : prepare ? prepare(piece) : piece), [piece, prepare]);
  if (read.failed) return <Failed again={read.again} />;
  if (piece === undefined) return <p class="item-loading" role="status">Loading…</p>;
  return <>{show(shown)}</>;
}

function Pager({ page, total, onPage }: { page: number; total: number; onPage(page: number): void }): VNode {
  const last = pageCount(total) - 1;
  const go = (to: number, words: string): VNode => (
    <button type="button" class="item-more" disabled={to === page || to < 0 || to > last} onClick={() => { onPage(to); }}>{words}</button>
  );
  return (
    <nav class="pager" aria-label="Parts of a long text">
      {go(0, 'Start')}{go(page - 1, 'Earlier')}
      <span>{`Part ${number(page + 1)} of ${number(last + 1)}, ${compact(total)} characters in all`}</span>
      {go(page + 1, 'Later')}{go(last, 'End')}
    </nav>
  );
}

function Failed({ again }: { again(): void }): VNode {
  return <p class="bad" role="alert">This part could not be read. <button type="button" class="item-more" onClick={again}>Try again</button></p>;
}

/** Reads while somebody looks; what is not looked at any more is not waited for. */
function useRead(read: ((abort: AbortSignal) => Promise<string>) | undefined, about: unknown[]): { text?: string; failed: boolean; again(): void } {
  const [state, setState] = useState<{ text?: string; failed: boolean; about?: unknown[] }>({ failed: false });
  const [round, setRound] = useState(0);
  useEffect(() => {
    if (!read) return undefined;
    const stop = new AbortController();
    read(stop.signal).then(
      text => { if (!stop.signal.aborted) setState({ text, failed: false, about }); },
      () => { if (!stop.signal.aborted) setState({ failed: true, about }); },
    );
    return () => { stop.abort(); };
  }, [...about, round, read === undefined]);
  const current = state.about !== undefined && state.about.every((value, index) => value === about[index]) ? state : { failed: false };
  return { ...current, again: () => { setState({ failed: false }); setRound(round + 1); } };
}
