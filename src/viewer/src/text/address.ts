import { clean } from './clean';

/** An address that may be a link: http or https, absolute, as the browser itself reads it. */
export interface Address {
  href: string;
  /** With its port; in ASCII, so that letters of other scripts cannot pretend to be Latin ones. */
  host: string;
  /** Whether a name stands before the host (`https://github.com@evil.example`). */
  hasUser: boolean;
}

const longest = 2000;

/** Null for all that is not to be a link: other schemes, addresses within the page, broken ones. */
export function addressOf(text: string): Address | null {
  const trimmed = text.trim();
  // Looked at before it is parsed, because parsers mend what lacks its slashes.
  if (trimmed.length > longest || !/^https?:\/\//i.test(trimmed)) return null;
  try {
    const url = new URL(trimmed);
    if ((url.protocol !== 'http:' && url.protocol !== 'https:') || url.hostname === '') return null;
    return { href: url.href, host: url.host, hasUser: url.username !== '' || url.password !== '' };
  } catch {
    return null;
  }
}

/** Whether a link's text already says truly where it leads: it begins with the host, in plain letters. */
export function tellsHost(text: string, address: Address): boolean {
  if (address.hasUser) return false;
  const said = text.trim().toLowerCase().replace(/^https?:\/\//, '');
  // Nothing that could look like another end of the host.
  return /^[\x21-\x7E]+$/.test(said) && said.startsWith(address.host) && (said.length === address.host.length || '/?#'.includes(said.charAt(address.host.length)));
}

/** An address that is no link, fit to be read. */
export function readable(address: string): string {
  const shown = clean(address).replace(/\s+/g, ' ');
  return shown.length > 300 ? `${shown.slice(0, 300)}…` : shown;
}
