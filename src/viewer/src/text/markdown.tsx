import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import { clean } from './clean';
import { lazily } from './lazily';

const parser = lazily(() => import('./markdownView'));

/** Starts loading what parses Markdown, so that it is there when the first text is shown. */
export const loadMarkdown = parser.load;

/** What an agent or a person wrote, as elements; as plain text until the parser is there. Up to a page of a long text. */
export function Markdown({ text }: { text: string }): VNode {
  const module = parser.use();
  const shown = useMemo(() => (module ? module.markdownView(text) : <p class="as-is">{clean(text)}</p>), [module, text]);
  return <div class="md">{shown}</div>;
}
