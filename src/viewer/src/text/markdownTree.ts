import type { Element, ElementContent, Root } from 'hast';
import type { Root as MarkdownRoot } from 'mdast';
import { sanitize, type Schema } from 'hast-util-sanitize';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { toHast } from 'mdast-util-to-hast';
import { gfm } from 'micromark-extension-gfm';
import { clean } from './clean';
import { chunksOf } from './markdownChunks';
import { harmless } from './markdownNodes';

/** Elements of one text; the rest of it is shown as it is. */
const mostNodes = 15_000;
/** Milliseconds that one text may cost; the rest of it is shown as it is. */
const mostTime = 400;

/** The only elements and attributes that a foreign text can bring onto the page. */
export const allowed: Schema = {
  tagNames: ['p', 'br', 'strong', 'em', 'del', 'code', 'pre', 'ul', 'ol', 'li', 'blockquote', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'a', 'input', 'span'],
  attributes: {
    a: ['href'],
    code: [['className', /^language-[\w+#.-]{1,20}$/]],
    input: ['checked', ['disabled', true], ['type', 'checkbox']],
    li: [],
    ol: ['start'],
    p: [['className', 'as-is']],
    span: [['className', 'host']],
    td: [['align', 'left', 'center', 'right']],
    th: [['align', 'left', 'center', 'right']],
  },
  required: { input: { disabled: true, type: 'checkbox' } },
  protocols: { href: ['http', 'https'] },
  ancestors: { tbody: ['table'], td: ['table'], th: ['table'], thead: ['table'], tr: ['table'], li: ['ul', 'ol'] },
};

/** Markdown as a tree of allowed elements. Never throws; what cannot be parsed within the bounds is there as plain text. */
export function markdownTree(source: string, now: () => number = () => performance.now()): Root {
  const start = now();
  let nodes = 0;
  const children: ElementContent[] = [];
  for (const chunk of chunksOf(clean(source))) {
    const spent = now() - start > mostTime || nodes > mostNodes;
    const parsed = chunk.plain || spent ? null : parse(chunk.text, mostNodes - nodes);
    nodes += parsed?.nodes ?? 1;
    children.push(...(parsed?.children ?? [plain(chunk.text)]));
  }
  return { type: 'root', children };
}

function parse(text: string, most: number): { children: ElementContent[]; nodes: number } | null {
  try {
    const tree: MarkdownRoot = fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
    // Addresses that were named at the end of the text first, so that what names them can be a link.
    resolve(tree);
    const nodes = harmless(tree, most);
    const safe = sanitize(toHast(tree), allowed);
    const children = safe.type === 'root' ? safe.children : [safe];
    return { children: withoutBreaks(children.filter((child): child is ElementContent => child.type !== 'doctype')), nodes };
  } catch {
    // Too intricate, or so deep that the parser itself gave up.
    return null;
  }
}

/** Links by reference as links. Definitions that are used need not be shown. */
function resolve(tree: MarkdownRoot): void {
  const addresses = new Map<string, string>();
  for (const node of tree.children) if (node.type === 'definition' && !addresses.has(node.identifier)) addresses.set(node.identifier, node.url);
  if (addresses.size === 0) return;
  const used = new Set<string>();
  const open: { children: unknown[] }[] = [tree];
  for (let parent = open.pop(); parent; parent = open.pop()) {
    for (const child of parent.children as { type: string; identifier?: string; url?: string; children?: unknown[] }[]) {
      const address = child.type === 'linkReference' || child.type === 'imageReference' ? addresses.get(child.identifier ?? '') : undefined;
      if (address !== undefined) {
        used.add(child.identifier ?? '');
        child.type = child.type === 'linkReference' ? 'link' : 'image';
        child.url = address;
      }
      if (child.children) open.push(child as { children: unknown[] });
    }
  }
  tree.children = tree.children.filter(node => node.type !== 'definition' || !used.has(node.identifier));
}

function plain(text: string): Element {
  return { type: 'element', tagName: 'p', properties: { className: ['as-is'] }, children: [{ type: 'text', value: text }] };
}

/** Line ends beside blocks are of the notation, not of the text; those within a paragraph are shown. */
function withoutBreaks(children: ElementContent[]): ElementContent[] {
  const isBlock = (child: ElementContent | undefined): boolean => !child || (child.type === 'element' && blocks.has(child.tagName));
  const kept = children.filter((child, index) => child.type !== 'text' || child.value !== '\n' || !(isBlock(children[index - 1]) || isBlock(children[index + 1])));
  for (const child of kept) if (child.type === 'element' && blocks.has(child.tagName)) child.children = withoutBreaks(child.children);
  return kept;
}

const blocks = new Set(['p', 'pre', 'blockquote', 'ul', 'ol', 'li', 'hr', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6']);
