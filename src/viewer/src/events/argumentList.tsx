import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import { clean, cleanLine } from '../text/clean';
import { Code } from '../text/code';
import { wholeText } from '../text/longText';
import { LongView } from '../text/longView';
import { plural } from '../ui/format';
import type { Loose } from './safe';

const mostArguments = 40;

/** Arguments of a tool by their names; what has a structure as JSON. */
export function ArgumentList({ args, without = [] }: { args: Loose; without?: readonly string[] }): VNode | null {
  const all = Object.entries(args).filter(([name, value]) => value !== undefined && value !== null && !without.includes(name));
  if (all.length === 0) return null;
  return (
    <dl class="arguments">
      {all.slice(0, mostArguments).map(([name, value]) => <div><dt>{cleanLine(name, 80)}</dt><dd><Value value={value} /></dd></div>)}
      {all.length > mostArguments && <div><dt>…</dt><dd>{plural(all.length - mostArguments, 'more argument')}</dd></div>}
    </dl>
  );
}

function Value({ value }: { value: unknown }): VNode {
  const text = useMemo(() => (typeof value === 'string' ? value : asJson(value)), [value]);
  const long = useMemo(() => wholeText(text), [text]);
  if (typeof value !== 'string' && text.includes('\n')) return <LongView text={long} mostLines={40} mostUnits={4000} show={piece => <Code text={piece} language="json" />} />;
  return text.length <= 200 && !text.includes('\n')
    ? <code><bdi>{clean(text)}</bdi></code>
    : <LongView text={long} mostLines={40} mostUnits={4000} show={piece => <pre class="as-is">{clean(piece)}</pre>} />;
}

/** JSON that people can read; a short word for what cannot be written. */
export function asJson(value: unknown): string {
  try {
    const short = JSON.stringify(value) ?? 'undefined';
    return short.length <= 80 ? short : JSON.stringify(value, null, 2);
  } catch {
    return '(nested too deep to be shown)';
  }
}

/** Text that is JSON, in lines; null for all other text. */
export function prettyJson(text: string): string | null {
  if (text.length > 60_000 || !/^\s*[[{]/.test(text.slice(0, 100))) return null;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return null;
  }
}

