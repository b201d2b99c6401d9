import type { VNode } from 'preact';
import type { RunView } from '../runView';

export function TimePanel(_: { view: RunView }): VNode {
  return <p class="page-note">Reading…</p>;
}
