import type { ComponentChildren, VNode } from 'preact';
import { Icon } from './icon';

/** A link out of the pages. Only the web's own two schemes; anything else stays text. */
export function OuterLink({ to, children }: { to: string; children: ComponentChildren }): VNode {
  return isWebAddress(to)
    ? <a class="outer" href={to} target="_blank" rel="noreferrer noopener nofollow">{children}<Icon name="external" /><span class="unseen"> (opens a new tab)</span></a>
    : <span>{children}</span>;
}

export function isWebAddress(text: string): boolean {
  try {
    return ['http:', 'https:'].includes(new URL(text).protocol);
  } catch {
    return false;
  }
}
