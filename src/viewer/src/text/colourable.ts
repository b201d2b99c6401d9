/** No grammar looks at more than this: a page of it is shown plain. */
const longest = 30_000;

/** Grammars that look ahead over and over for what may not come: their cost grows with the square of a text. */
const careful: Readonly<Record<string, number | undefined>> = { c: 20_000, cpp: 20_000, csharp: 20_000, ini: 12_000, markdown: 20_000, xml: 8000 };

/** Code that people write has lines; what has none is data, and costs a grammar the most. */
const longestLine = 2000;

/** Whether a text can be coloured in a time that nobody notices. */
export function isColourable(text: string, language: string): boolean {
  if (text.length > (careful[language] ?? longest)) return false;
  for (let from = 0; from < text.length;) {
    const end = text.indexOf('\n', from);
    const to = end < 0 ? text.length : end;
    if (to - from > longestLine) return false;
    from = to + 1;
  }
  return true;
}
