import Anser, { type AnserJsonEntry } from 'anser';
import { showHidden } from './clean';
import { hueOf } from './colours';

/** A piece of text in one style; `style` are class names, empty for none. */
export interface Run {
  text: string;
  style: string;
}

/** Changes of style that are followed in one text; what comes after them is plain. */
const mostStyles = 4000;

/** What a terminal would show, as pieces: colours as classes, all other sequences gone, hidden characters visible. */
export function terminalRuns(text: string): Run[] {
  const runs: Run[] = [];
  const pen = new Anser();
  let style = '';
  let styles = 0;
  let from = 0;
  for (const match of text.matchAll(sequence)) {
    add(runs, text.slice(from, match.index), style);
    from = match.index + match[0].length;
    // Sequences of sensible length only: each number in one costs as much as there are numbers.
    if (match[1] === undefined || match[1].length > 64) continue;
    style = styles++ < mostStyles ? styleOf(pen.processChunkJson(`${match[1].replaceAll(':', ';')}m`, { use_classes: true }, true)) : '';
  }
  add(runs, text.slice(from), style);
  return runs;
}

/** Lines that wrote over themselves (progress) as the last thing they said, and how many states went with that. */
export function lastStates(text: string): { text: string; dropped: number } {
  let dropped = 0;
  if (!text.includes('\r')) return { text, dropped };
  const lines = text.split('\n').map(line => {
    if (!line.includes('\r')) return line;
    const states = line.split('\r').filter(state => state.replace(sequence, '') !== '');
    if (states.length < 2) return states[0] ?? '';
    dropped += states.length - 1;
    return states[states.length - 1] ?? '';
  });
  return { text: lines.join('\n'), dropped };
}

// As in `clean`; the first group are the parameters of a change of style.
const sequence = /\u001B\[([\d;:]*)m|\u001B\[[0-?]*[ -/]*[@-~]|\u009B[0-?]*[ -/]*[@-~]|\u001B\][^\u0007\u001B\n]*(?:\u0007|\u001B\\)?|\u001B[PX^_][^\u001B\n]*(?:\u001B\\)?|\u001B[ -/]*[0-~]/g;

function add(runs: Run[], text: string, style: string): void {
  if (text === '') return;
  const last = runs[runs.length - 1];
  if (last?.style === style) last.text += showHidden(text);
  else runs.push({ text: showHidden(text), style });
}

// What is set to be invisible or to blink is shown like the rest.
const decorations: Readonly<Record<string, string | undefined>> = { bold: 't-bold', dim: 't-dim', italic: 't-italic', underline: 't-under', strikethrough: 't-struck' };

function styleOf(entry: AnserJsonEntry): string {
  const classes = new Set<string>();
  for (const decoration of entry.decorations) {
    const name = decorations[decoration];
    if (name) classes.add(name);
    if (decoration === 'reverse') classes.add('on-grey');
  }
  const ink = hueOf(entry.fg, entry.fg_truecolor);
  const ground = hueOf(entry.bg, entry.bg_truecolor);
  // Text in the colour of its ground could not be read: it keeps the ordinary colour.
  if (ink && ink !== ground) classes.add(`t-${ink}`);
  if (ground) classes.add(`on-${ground}`);
  return [...classes].join(' ');
}
