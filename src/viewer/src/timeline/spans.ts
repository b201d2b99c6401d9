/** A stretch of time, in milliseconds since 1970. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

/** The same time in spans that do not touch, ascending. What ends before it begins is nothing. */
export function joined(spans: readonly Span[]): Span[] {
  const found: { from: number; until: number }[] = [];
  for (const { from, until } of [...spans].filter(span => span.until > span.from).sort((a, b) => a.from - b.from)) {
    const last = found.at(-1);
    if (last && from <= last.until) last.until = Math.max(last.until, until);
    else found.push({ from, until });
  }
  return found;
}

/** The part of joined spans that lies within others. */
export function within(spans: readonly Span[], places: readonly Span[]): Span[] {
  const found: Span[] = [];
  let place = 0;
  for (let index = 0; index < spans.length && place < places.length;) {
    const [span, other] = [spans[index]!, places[place]!];
    const from = Math.max(span.from, other.from);
    const until = Math.min(span.until, other.until);
    if (until > from) found.push({ from, until });
    if (span.until < other.until) index++;
    else place++;
  }
  return found;
}

export function lengthOf(spans: readonly Span[]): number {
  return spans.reduce((sum, span) => sum + span.until - span.from, 0);
}
