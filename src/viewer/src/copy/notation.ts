import { clean, cleanLine, cutWhole } from '../text/clean';
import { number } from '../ui/format';

/** Units of one text in a copy. */
export const mostCopied = 20_000;

/** Foreign text as a fenced block: the fence is longer than any within, and hidden characters are visible. */
export function fenced(text: string, language = '', total = text.length): string {
  const shown = clean(cutWhole(text, Math.min(text.length, mostCopied))).replace(/\n+$/, '');
  const fence = '`'.repeat(Math.max(3, longestRun(shown, '`') + 1));
  return `${fence}${language}\n${shown}\n${fence}${rest(Math.max(total, text.length) - Math.min(text.length, mostCopied))}`;
}

/** A name, a path, an id as code within a line. */
export function code(text: string, length = 300): string {
  const shown = cleanLine(text, length);
  if (shown === '') return '';
  const ticks = '`'.repeat(longestRun(shown, '`') + 1);
  const space = shown.startsWith('`') || shown.endsWith('`') ? ' ' : '';
  return `${ticks}${space}${shown}${space}${ticks}`;
}

/** Foreign words within a line: they mean nothing but themselves. */
export function words(text: unknown, length = 500): string {
  return typeof text === 'string' ? cleanLine(text, length).replace(/[\\`*_{}[\]<>#|!~&@]/g, '\\$&') : '';
}

/**
 * What somebody wrote in Markdown, as a quotation, so that nothing of it reaches beyond its end. Its images and HTML are
 * text there too: who pastes a trace somewhere does not want to load what an agent named.
 */
export function quoted(text: string, total = text.length): string {
  const shown = clean(cutWhole(text, Math.min(text.length, mostCopied))).trim();
  let fence = '';
  const lines = shown.split('\n').map(line => {
    const marks = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1] ?? '';
    if (fence !== '') {
      if (marks.startsWith(fence) && line.trim() === marks) fence = '';
      return line;
    }
    fence = marks;
    return marks === '' ? harmless(line) : line;
  });
  return lines.map(line => (line === '' ? '>' : `> ${line}`)).join('\n') + rest(Math.max(total, text.length) - Math.min(text.length, mostCopied));
}

function harmless(line: string): string {
  // Code in a line is left as it is, where lines are such as people write.
  const parts = line.length <= 2000 ? line.split(/(`[^`]+`)/) : [line];
  return parts.map((part, index) => (index % 2 === 1 ? part : part.replace(/!\[/g, '!\\[').replace(/<(?=[a-z!/?])/gi, '\\<'))).join('');
}

function rest(units: number): string {
  return units > 0 ? `\n\n(${number(units)} more characters are not in this copy.)` : '';
}

function longestRun(text: string, character: string): number {
  let longest = 0;
  let run = 0;
  for (let at = 0; at < text.length; at++) {
    run = text.charAt(at) === character ? run + 1 : 0;
    if (run > longest) longest = run;
  }
  return longest;
}
