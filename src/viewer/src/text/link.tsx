import type { ComponentChildren, VNode } from 'preact';
import { addressOf, readable, tellsHost } from './address';

/** A link as all links here are: only http and https, in a window of its own, telling the other side nothing. */
export function Outward({ href, children }: { href: string; children: ComponentChildren }): VNode {
  const address = addressOf(href);
  return address
    ? <a href={address.href} target="_blank" rel="noreferrer noopener nofollow">{children}</a>
    : <span>{children}</span>;
}

/** A link out of an address and a text; the host stands beside it whenever the text does not tell it. */
export function LinkTo({ address, text = address }: { address: string; text?: string }): VNode {
  const found = addressOf(address);
  const shown = readable(text);
  if (!found) return <span>{shown}</span>;
  return <><Outward href={address}>{shown}</Outward>{!tellsHost(text, found) && <span class="host">{` (${found.host})`}</span>}</>;
}
