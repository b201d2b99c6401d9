import type { Nodes, Parents, PhrasingContent, RootContent } from 'mdast';
import { addressOf, readable, tellsHost } from './address';
import { clean } from './clean';

/** Deeper or more than this is no text for people. */
const deepest = 40;

/** Thrown for a text whose structure is beyond the bounds; it is shown as it is then. */
export class TooIntricate extends Error {}

/**
 * Makes a parsed text harmless, in place: HTML is text, images are their alternative text and address, links that are not
 * http or https are text, a link's host stands beside a text that does not tell it, hidden characters are visible (those
 * written as entities too). Without recursion, because the structure is foreign.
 */
export function harmless(root: Parents, mostNodes: number): number {
  let nodes = 0;
  const open: { parent: Parents; depth: number }[] = [{ parent: root, depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { parent, depth } = next;
    nodes += parent.children.length;
    if (depth > deepest || nodes > mostNodes) throw new TooIntricate();
    const children = (parent.children as RootContent[]).flatMap(child => replaced(child, parent));
    parent.children = children as typeof parent.children;
    for (const child of children) if ('children' in child) open.push({ parent: child, depth: depth + 1 });
  }
  return nodes;
}

/** What stands for a node; its children are looked at afterwards. */
function replaced(node: RootContent, parent: Parents): RootContent[] {
  switch (node.type) {
    case 'text':
    case 'inlineCode':
      node.value = clean(node.value);
      return [node];
    case 'code':
      node.value = clean(node.value);
      node.lang = /^[\w+#.-]{1,20}/.exec(node.lang ?? '')?.[0] ?? null;
      node.meta = null;
      return [node];
    case 'html':
      return [isFlow(parent) ? { type: 'paragraph', children: [text(node.value)] } : text(node.value)];
    case 'image':
      return [text(`[image: ${node.alt ?? ''}] ${addressOf(node.url)?.host ?? readable(node.url)}`)];
    case 'imageReference':
      return [text(`[image: ${node.alt ?? ''}]`)];
    case 'footnoteReference':
      return [text(`[^${node.label ?? node.identifier}]`)];
    case 'footnoteDefinition':
      return [{ type: 'paragraph', children: [text(`[^${node.label ?? node.identifier}]:`)] }, ...node.children];
    case 'definition':
      return [{ type: 'paragraph', children: [text(`[${node.label ?? node.identifier}]: ${readable(node.url)}`)] }];
    case 'linkReference':
      return [text('['), ...node.children, text(`][${node.label ?? node.identifier}]`)];
    case 'link':
      return link(node.url, node.children);
    case 'blockquote':
    case 'break':
    case 'delete':
    case 'emphasis':
    case 'heading':
    case 'list':
    case 'listItem':
    case 'paragraph':
    case 'strong':
    case 'table':
    case 'tableCell':
    case 'tableRow':
    case 'thematicBreak':
      return [node];
    default:
      return [];
  }
}

function link(url: string, children: PhrasingContent[]): RootContent[] {
  const said = saidBy(children);
  const address = addressOf(url);
  if (!address) {
    // `[src/a.ts](src/a.ts#L3)` says it twice.
    return said !== '' && url.startsWith(said) && /^[\w./-]+(?:#[\w-]*)?$/.test(url) ? children : [...children, text(` (${readable(url)})`)];
  }
  const safe: RootContent = { type: 'link', url: address.href, title: null, children: children.length > 0 ? children : [text(address.host)] };
  return tellsHost(said, address) || children.length === 0 ? [safe] : [safe, beside(` (${address.host})`)];
}

/** What a link's text looks like, in the first hundreds of its nodes. */
function saidBy(nodes: readonly Nodes[]): string {
  let said = '';
  const open: Nodes[] = [...nodes].reverse();
  for (let looked = 0; looked < 300; looked++) {
    const node = open.pop();
    if (!node) return said;
    if ('value' in node) said += clean(node.value);
    else if (node.type === 'image') return '';
    else if ('children' in node) open.push(...[...node.children].reverse());
  }
  return '';
}

function beside(value: string): RootContent {
  return { type: 'emphasis', data: { hName: 'span', hProperties: { className: ['host'] } }, children: [text(value)] };
}

function text(value: string): { type: 'text'; value: string } {
  return { type: 'text', value: clean(value) };
}

function isFlow(parent: Parents): boolean {
  return parent.type === 'root' || parent.type === 'blockquote' || parent.type === 'listItem' || parent.type === 'footnoteDefinition';
}
