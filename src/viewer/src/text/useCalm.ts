import { useEffect, useRef, useState } from 'preact/hooks';

/** Text from which on a parser is not run again for each piece, and milliseconds of silence after which it is. */
const long = 4000;
const silence = 400;

/** Of a text that grows piece by piece: what to parse, and what came since. */
export function useCalm(text: string): { settled: string; rest: string } {
  const [, again] = useState(0);
  const settled = useRef(text);
  if (text.length <= long || !text.startsWith(settled.current)) settled.current = text;
  const behind = settled.current.length < text.length;
  useEffect(() => {
    if (!behind) return undefined;
    const timer = setTimeout(() => {
      settled.current = text;
      again(count => count + 1);
    }, silence);
    return () => { clearTimeout(timer); };
  }, [text, behind]);
  return { settled: settled.current, rest: text.slice(settled.current.length) };
}
