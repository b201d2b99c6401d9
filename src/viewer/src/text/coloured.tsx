import type { RootContent } from 'hast';
import type { ComponentChild } from 'preact';

/** A piece of text with the class names of all that it lies in. */
export interface FlatRun {
  text: string;
  style: string;
}

/** Nested spans of a highlighter, flat: class names of its own and text, nothing else. Without recursion. */
export function flatRuns(nodes: readonly RootContent[]): FlatRun[] {
  const runs: FlatRun[] = [];
  const open: { node: RootContent; style: string }[] = [];
  const push = (children: readonly RootContent[], style: string): void => {
    for (let index = children.length - 1; index >= 0; index--) open.push({ node: children[index]!, style });
  };
  push(nodes, '');
  for (let next = open.pop(); next; next = open.pop()) {
    const { node, style } = next;
    if (node.type === 'text') runs.push({ text: node.value, style });
    else if (node.type === 'element') push(node.children, stylesOf(node.properties.className) || style);
  }
  return runs;
}

/** The same as elements. */
export function coloured(nodes: readonly RootContent[]): ComponentChild[] {
  return flatRuns(nodes).map(run => (run.style === '' ? run.text : <span class={run.style}>{run.text}</span>));
}

function stylesOf(names: unknown): string {
  return Array.isArray(names) ? names.filter(name => typeof name === 'string' && /^[a-z][\w-]*$/.test(name)).join(' ') : '';
}
