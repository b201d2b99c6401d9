import { useEffect, useState } from 'preact/hooks';

/** Whether there is room beside things; below it they stand under each other. The same width as in the style sheets. */
export function useWide(): boolean {
  const [query] = useState(() => (typeof matchMedia === 'function' ? matchMedia('(min-width: 48rem)') : null));
  const [wide, setWide] = useState(query?.matches ?? false);
  useEffect(() => {
    if (!query) return undefined;
    const look = (): void => { setWide(query.matches); };
    query.addEventListener('change', look);
    return () => { query.removeEventListener('change', look); };
  }, [query]);
  return wide;
}
