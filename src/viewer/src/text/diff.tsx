import type { ComponentChild, VNode } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { plural } from '../ui/format';
import { clean } from './clean';
import { useColours } from './code';
import { isColourable } from './colourable';
import { differentWords, type Marks } from './compare';
import { flatRuns, type FlatRun } from './coloured';
import { languageOfPath } from './language';
import { countLines, type FilePatch, type Hunk, type PatchLine } from './patch';

/** Lines that are shown at once, and of which the words are compared and the language is coloured. */
const atOnce = 400;
const mostShown = 4000;

/** What changed in files, each below its path. */
export function DiffView({ files, titled = true }: { files: readonly FilePatch[]; titled?: boolean }): VNode {
  const [most, setMost] = useState(atOnce);
  let left = most;
  const total = files.reduce((sum, file) => sum + file.hunks.reduce((lines, hunk) => lines + hunk.lines.length, 0), 0);
  const shown = files.slice(0, 100).map(file => {
    const lines = file.hunks.reduce((sum, hunk) => sum + hunk.lines.length, 0);
    const room = left;
    left = Math.max(0, left - lines);
    return room > 0 || lines === 0 ? <FileDiff file={file} most={room} titled={titled} /> : null;
  });
  return (
    <div class="diffs">
      {shown}
      {total > most && most < mostShown && (
        <p class="more-line"><button type="button" class="item-more" onClick={() => { setMost(mostShown); }}>{`Show ${plural(Math.min(total, mostShown) - most, 'more line')}`}</button></p>
      )}
      {total > most && most >= mostShown && <p class="item-note">{`${plural(total - most, 'more line')} of this change are in the download.`}</p>}
    </div>
  );
}

function FileDiff({ file, most, titled }: { file: FilePatch; most: number; titled: boolean }): VNode {
  const counts = countLines([file]);
  let left = most;
  return (
    <section class="diff">
      {titled && (
        <h4 class="diff-path">
          <bdi>{file.from === undefined ? clean(file.path) : `${clean(file.from)} → ${clean(file.path)}`}</bdi>
          {file.change && <span class="item-chip">{file.change}</span>}
          <LineCounts {...counts} />
        </h4>
      )}
      {file.hunks.length === 0 ? <p class="item-note">Nothing of its text changed.</p> : (
        <div class="diff-lines" role="table" aria-label={`Change of ${clean(file.path) || 'a file'}`}>
          {file.hunks.map((hunk, index) => {
            const room = left;
            left -= hunk.lines.length;
            return room > 0 ? <HunkLines hunk={hunk} first={index === 0} most={room} path={file.path} /> : null;
          })}
        </div>
      )}
    </section>
  );
}

/** +3 −1, with words for who does not see it. */
export function LineCounts({ added, removed }: { added: number; removed: number }): VNode {
  return (
    <span class="line-counts">
      <span class="tone-good"><span aria-hidden="true">+{added}</span><span class="unseen">{plural(added, 'line')} added, </span></span>
      <span class="tone-bad"><span aria-hidden="true">−{removed}</span><span class="unseen">{plural(removed, 'line')} removed</span></span>
    </span>
  );
}

function HunkLines({ hunk, first, most, path }: { hunk: Hunk; first: boolean; most: number; path: string }): VNode {
  const lines = hunk.lines.slice(0, most);
  const language = languageOfPath(path);
  const colours = useColours(language !== undefined);
  const marks = useMemo(() => marksOf(lines), [hunk, most]);
  const rows = useMemo(() => lines.map((line, index) => {
    const shown = clean(line.text);
    const spans = colours && language && index < atOnce && isColourable(shown, language) ? colours.highlight(shown, language) : null;
    // Places were found in the text as it is; where cleaning changed it they would be others.
    return inked(spans ? flatRuns(spans) : [{ text: shown, style: '' }], shown === line.text ? marks.get(index) : undefined);
  }), [hunk, most, colours, language, marks]);
  const numbered = lines.some(line => line.before !== undefined || line.after !== undefined);
  return (
    <div class={numbered ? 'hunk numbered' : 'hunk'} role="rowgroup">
      {(!first || hunk.section !== '') && <div class="hunk-head" role="row"><span role="cell">{hunk.section === '' ? '…' : `… ${clean(hunk.section)}`}</span></div>}
      {lines.map((line, index) => <Row line={line} numbered={numbered}>{rows[index]}</Row>)}
    </div>
  );
}

const names = { '+': 'added', '-': 'removed', ' ': 'same' } as const;

function Row({ line, numbered, children }: { line: PatchLine; numbered: boolean; children: ComponentChild }): VNode {
  return (
    <div class={`diff-line ${names[line.sign]}`} role="row">
      {numbered && <span class="line-number" role="cell">{line.sign === '+' ? '' : line.before}</span>}
      {numbered && <span class="line-number" role="cell">{line.sign === '-' ? '' : line.after}</span>}
      <span class="sign" role="cell">{line.sign === '-' ? '−' : line.sign}</span>
      <code role="cell">{children}</code>
    </div>
  );
}

/** Which words differ, for lines that went and lines that came in their place. */
function marksOf(lines: readonly PatchLine[]): Map<number, Marks> {
  const marks = new Map<number, Marks>();
  for (let at = 0; at < lines.length && at < atOnce;) {
    if (lines[at]?.sign !== '-') { at++; continue; }
    let fresh = at;
    while (lines[fresh]?.sign === '-') fresh++;
    let end = fresh;
    while (lines[end]?.sign === '+') end++;
    for (let pair = 0; pair < Math.min(fresh - at, end - fresh, 50); pair++) {
      const different = differentWords(lines[at + pair]?.text ?? '', lines[fresh + pair]?.text ?? '');
      if (different) {
        marks.set(at + pair, different.before);
        marks.set(fresh + pair, different.after);
      }
    }
    at = end;
  }
  return marks;
}

/** Coloured pieces with the marked places in them. */
function inked(runs: readonly FlatRun[], marks: Marks | undefined): ComponentChild[] {
  const shown: ComponentChild[] = [];
  let at = 0;
  for (const run of runs) {
    for (let from = 0; from < run.text.length;) {
      const place = at + from;
      const mark = marks?.find(([, end]) => end > place);
      const inMark = mark !== undefined && mark[0] <= place;
      const to = Math.min(run.text.length, mark === undefined ? Infinity : (inMark ? mark[1] : mark[0]) - at);
      const piece = run.text.slice(from, to);
      const style = inMark ? `word ${run.style}`.trim() : run.style;
      shown.push(style === '' ? piece : <span class={style}>{piece}</span>);
      from = to;
    }
    at += run.text.length;
  }
  return shown;
}
