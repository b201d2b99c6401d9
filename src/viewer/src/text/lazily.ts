import { useEffect, useState } from 'preact/hooks';

/** A part of the page's code that is loaded when it is first wanted. */
export function lazily<T>(load: () => Promise<T>): { load(): Promise<T | undefined>; use(wanted?: boolean): T | undefined } {
  let loaded: T | undefined;
  let loading: Promise<T | undefined> | undefined;
  const start = (): Promise<T | undefined> =>
    (loading ??= load().then(
      module => (loaded = module),
      () => {
        // The network was away: whoever wants it next asks again; until then the text is plain.
        loading = undefined;
        return undefined;
      },
    ));
  return {
    load: start,
    use(wanted = true) {
      const [, seen] = useState(loaded !== undefined);
      useEffect(() => {
        if (!wanted || loaded) return undefined;
        let here = true;
        void start().then(module => { if (here && module) seen(true); });
        return () => { here = false; };
      }, [wanted]);
      return wanted ? loaded : undefined;
    },
  };
}
