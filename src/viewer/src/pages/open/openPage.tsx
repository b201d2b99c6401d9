import type { VNode } from 'preact';

export function OpenPage(): VNode {
  return <main />;
}
