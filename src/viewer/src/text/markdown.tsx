import { Fragment, type ComponentChildren, type VNode } from 'preact';
import { jsx, jsxs } from 'preact/jsx-runtime';
import { toJsxRuntime } from 'hast-util-to-jsx-runtime';
import { useMemo } from 'preact/hooks';
import { clean } from './clean';
import { Code } from './code';
import { Outward } from './link';
import { lazily } from './lazily';

const parser = lazily(() => import('./markdownTree'));

/** Starts loading what parses Markdown, so that it is there when the first text is shown. */
export const loadMarkdown = parser.load;

/** What an agent or a person wrote, as elements; as plain text until the parser is there. Up to a page of a long text. */
export function Markdown({ text }: { text: string }): VNode {
  const module = parser.use();
  const shown = useMemo(() => {
    if (!module) return null;
    // The tree holds nothing but elements that are allowed; each of them is made by the functions of Preact.
    return toJsxRuntime(module.markdownTree(text), { Fragment, jsx, jsxs, components, tableCellAlignToStyle: false, elementAttributeNameCase: 'html' } as Parameters<typeof toJsxRuntime>[1]) as unknown as VNode;
  }, [module, text]);
  return shown ? <div class="md">{shown}</div> : <div class="md"><p class="as-is">{clean(text)}</p></div>;
}

interface ElementProps {
  children?: ComponentChildren;
  href?: string;
  class?: string;
  checked?: boolean;
}

// Headings of a text are below those of the page, whatever they say of themselves.
const components = {
  h1: ({ children }: ElementProps) => <h4>{children}</h4>,
  h2: ({ children }: ElementProps) => <h4>{children}</h4>,
  h3: ({ children }: ElementProps) => <h5>{children}</h5>,
  h4: ({ children }: ElementProps) => <h6>{children}</h6>,
  h5: ({ children }: ElementProps) => <h6>{children}</h6>,
  a: ({ href = '', children }: ElementProps) => <Outward href={href}>{children}</Outward>,
  // A box that nobody can tick is a sign, and it says what it means.
  input: ({ checked = false }: ElementProps) => <span class={checked ? 'tick done' : 'tick'} role="img" aria-label={checked ? 'done' : 'open'} />,
  table: ({ children }: ElementProps) => <div class="wide" role="region" aria-label="Table" tabIndex={0}><table>{children}</table></div>,
  pre: ({ children }: ElementProps) => fenced(children),
};

/** A fenced block: one `code` element with one text. */
function fenced(children: ComponentChildren): VNode {
  const code = (Array.isArray(children) ? children[0] : children) as VNode<{ class?: string; children?: ComponentChildren }> | undefined;
  const language = /language-(\S+)/.exec(code?.props.class ?? '')?.[1];
  const inner = code?.props.children;
  return <Code text={(Array.isArray(inner) ? inner.join('') : String(inner ?? '')).replace(/\n$/, '')} language={language} />;
}
