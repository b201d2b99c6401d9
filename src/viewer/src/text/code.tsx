import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import { clean } from './clean';
import { isColourable } from './colourable';
import { coloured } from './coloured';
import { languageOfName, languageOfPath } from './language';
import { lazily } from './lazily';

const colours = lazily(() => import('./highlight'));

interface Props {
  text: string;
  /** The word after a fence. */
  language?: string | undefined;
  /** Tells the language where no word does. */
  path?: string | undefined;
}

/** Code in the colours of its language; plain until the grammars are there, and when it is too long for them. */
export function Code({ text, language, path }: Props): VNode {
  const name = languageOfName(language) ?? languageOfPath(path);
  const shown = useMemo(() => clean(text), [text]);
  const wanted = name !== undefined && isColourable(shown, name);
  const module = colours.use(wanted);
  const spans = useMemo(() => (wanted && module ? module.highlight(shown, name) : null), [wanted, module, shown, name]);
  return (
    <div class="code">
      <pre><code>{spans ? coloured(spans) : shown}</code></pre>
    </div>
  );
}

/** The grammars, for who colours line by line. */
export const useColours = colours.use;
export const loadColours = colours.load;
