import type { RootContent } from 'hast';
import type { ComponentChild } from 'preact';

/** Nested spans of a highlighter as elements: class names of its own and text, nothing else. */
export function coloured(nodes: readonly RootContent[], depth = 0): ComponentChild[] {
  return nodes.map(node => {
    if (node.type === 'text') return node.value;
    if (node.type !== 'element') return null;
    const names = Array.isArray(node.properties.className) ? node.properties.className : [];
    const style = names.filter(name => typeof name === 'string' && /^[a-z][\w-]*$/.test(name)).join(' ');
    return depth > 60 ? <span class={style}>{textOf(node.children)}</span> : <span class={style}>{coloured(node.children, depth + 1)}</span>;
  });
}

function textOf(nodes: readonly RootContent[]): string {
  let text = '';
  const open = [...nodes].reverse();
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.type === 'text') text += node.value;
    else if (node.type === 'element') open.push(...[...node.children].reverse());
  }
  return text;
}
