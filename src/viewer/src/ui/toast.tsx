import type { VNode } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Signal } from '@preact/signals';

/** A short word about what was just done; it goes by itself. */
export function Toast({ words }: { words: Signal<string> }): VNode {
  const now = words.value;
  useEffect(() => {
    if (now === '') return undefined;
    const timer = setTimeout(() => { words.value = ''; }, 2_500);
    return () => { clearTimeout(timer); };
  }, [now, words]);
  return <div class="toast-place" role="status">{now !== '' && <span class="toast">{now}</span>}</div>;
}
