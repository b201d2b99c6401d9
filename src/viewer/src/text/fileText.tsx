import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import { clean } from './clean';
import { Code, useColours } from './code';
import { isColourable } from './colourable';
import { languageOfPath } from './language';
import { flatRuns, type FlatRun } from './coloured';

interface NumberedLine { number: string; text: string }

/** What a tool read of a file. Tools that number the lines do it in the text; here the numbers stand beside it. */
export function FileText({ text, path }: { text: string; path: string }): VNode {
  const numbered = useMemo(() => numberedLines(text), [text]);
  return numbered ? <Numbered {...numbered} path={path} /> : <Code text={text} path={path} />;
}

function Numbered({ lines, rest, path }: { lines: NumberedLine[]; rest: string; path: string }): VNode {
  const language = languageOfPath(path);
  const code = useMemo(() => clean(lines.map(line => line.text).join('\n')), [lines]);
  const wanted = language !== undefined && isColourable(code, language);
  const colours = useColours(wanted);
  const shown = useMemo(() => {
    const spans = wanted && colours && language ? colours.highlight(code, language) : null;
    return byLine(spans ? flatRuns(spans) : [{ text: code, style: '' }]);
  }, [code, colours, wanted, language]);
  return (
    <>
      <div class="file-lines">
        {shown.map((runs, index) => (
          <div class="file-line">
            <span class="line-number">{lines[index]?.number}</span>
            <code>{runs.map(run => (run.style === '' ? run.text : <span class={run.style}>{run.text}</span>))}</code>
          </div>
        ))}
      </div>
      {rest !== '' && <pre class="as-is">{clean(rest)}</pre>}
    </>
  );
}

/** Lines that begin with their numbers, one after the other, and what comes after them; null for any other text. */
export function numberedLines(text: string): { lines: NumberedLine[]; rest: string } | null {
  const lines: NumberedLine[] = [];
  const all = text.split('\n');
  let at = 0;
  for (; at < all.length; at++) {
    const [, digits, rest = ''] = /^ {0,8}(\d{1,8})(?:→|\t|\| ?|: )(.*)$/.exec(all[at] ?? '') ?? [];
    if (digits === undefined || (lines.length > 0 && Number(digits) !== Number(lines[lines.length - 1]?.number) + 1)) break;
    lines.push({ number: String(Number(digits)), text: rest });
  }
  const rest = all.slice(at).join('\n');
  return lines.length > 1 ? { lines, rest: rest.trim() } : null;
}

function byLine(runs: readonly FlatRun[]): FlatRun[][] {
  const lines: FlatRun[][] = [[]];
  for (const run of runs) {
    run.text.split('\n').forEach((text, index) => {
      if (index > 0) lines.push([]);
      if (text !== '') lines[lines.length - 1]?.push({ text, style: run.style });
    });
  }
  return lines;
}
