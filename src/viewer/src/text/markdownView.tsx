import { Fragment, type ComponentChildren, type VNode } from 'preact';
import { jsx, jsxs } from 'preact/jsx-runtime';
import { toJsxRuntime } from 'hast-util-to-jsx-runtime';
import { Code } from './code';
import { Outward } from './link';
import { markdownTree } from './markdownTree';

/** Markdown as elements. The tree holds nothing but what is allowed; each element is made by the functions of Preact. */
export function markdownView(text: string): VNode {
  const options = { Fragment, jsx, jsxs, components, tableCellAlignToStyle: false, elementAttributeNameCase: 'html' } as Parameters<typeof toJsxRuntime>[1];
  return toJsxRuntime(markdownTree(text), options) as unknown as VNode;
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
