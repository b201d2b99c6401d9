import { useEffect, useState } from 'preact/hooks';
import { pageLength, type LongText } from '../text/longText';

/**
 * A text that has to be whole to be understood (arguments, a diff): what is here at first, then up to a page of it, read when
 * the item is opened.
 */
export function useLoaded(text: LongText): { text: string; whole: boolean } {
  const [read, setRead] = useState<{ of: LongText; text: string }>();
  const wanted = text.have.length < Math.min(text.total, pageLength);
  useEffect(() => {
    if (!wanted) return undefined;
    const stop = new AbortController();
    text.read(0, pageLength, stop.signal).then(
      piece => { if (!stop.signal.aborted) setRead({ of: text, text: piece }); },
      () => { /* What is here is shown; opening it again tries again. */ },
    );
    return () => { stop.abort(); };
  }, [text, wanted]);
  const shown = read?.of === text ? read.text : text.have;
  return { text: shown, whole: shown.length >= text.total };
}
