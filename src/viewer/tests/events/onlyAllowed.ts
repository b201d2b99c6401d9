import { expect } from 'vitest';

const tags = new Set(('div span p b strong em del code pre ul ol li dl dt dd h4 h5 h6 hr br blockquote table thead tbody tr th td a button nav section bdi svg path').split(' '));

/** Attributes by element; `*` for all of them. */
const attributes: Readonly<Record<string, readonly string[]>> = {
  '*': ['class', 'role', 'aria-label', 'aria-hidden', 'aria-expanded', 'tabindex'],
  a: ['href', 'target', 'rel'],
  button: ['type', 'disabled'],
  svg: ['viewbox', 'focusable'],
  path: ['d'],
  ol: ['start'],
  th: ['align'],
  td: ['align'],
};

/** Fails when there is anything on the page that foreign text could have brought onto it. */
export function expectOnlyAllowed(root: Element, from: string): void {
  for (const element of within(root)) {
    const tag = element.tagName.toLowerCase();
    if (!tags.has(tag)) expect.fail(`<${tag}> out of ${from}`);
    for (const { name, value } of Array.from(element.attributes)) {
      const key = name.toLowerCase();
      if (!attributes['*']?.includes(key) && !attributes[tag]?.includes(key)) expect.fail(`${tag}[${name}="${value}"] out of ${from}`);
      if (key === 'class' && !/^[\w -]*$/.test(value)) expect.fail(`class "${value}" out of ${from}`);
      if (key === 'start' && !/^\d+$/.test(value)) expect.fail(`start "${value}" out of ${from}`);
    }
    if (tag === 'a') expectHonest(element, from);
  }
  const { textContent } = root;
  // The joiner is what emoji are made of.
  const left = /[\p{Cc}\p{Cf}\u115F\u1160\u3164\uFFA0]/u.exec((textContent ?? '').replace(/[\n\t\u200D]/g, ''));
  if (left) expect.fail(`hidden character U+${left[0].codePointAt(0)?.toString(16)} out of ${from}`);
}

/** All elements below one. Walked, because queries of the test's DOM keep all they ever found. */
function* within(root: Element): Generator<Element> {
  const open: Node[] = [...root.childNodes];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.nodeType !== 1) continue;
    yield node as Element;
    open.push(...node.childNodes);
  }
}

function expectHonest(link: Element, from: string): void {
  const href = link.getAttribute('href') ?? '';
  const url = new URL(href);
  if (!/^https?:\/\//.test(href) || !['http:', 'https:'].includes(url.protocol)) expect.fail(`link to ${href} out of ${from}`);
  expect(link.getAttribute('rel')).toBe('noreferrer noopener nofollow');
  expect(link.getAttribute('target')).toBe('_blank');
  // Its host is the text's own beginning, in plain letters, or stands right behind it.
  const said = (link.textContent ?? '').trim().toLowerCase();
  const beside = link.nextElementSibling?.classList.contains('host') ? link.nextElementSibling.textContent : '';
  const told = said.replace(/^https?:\/\//, '');
  const tells = /^[\x21-\x7e]*$/.test(said) && (told === url.host || told.startsWith(`${url.host}/`) || told.startsWith(`${url.host}?`) || told.startsWith(`${url.host}#`));
  if (!(tells && url.username === '' && url.password === '') && !beside?.includes(`(${url.host})`)) expect.fail(`a link to ${url.host} that says ${JSON.stringify(said)} out of ${from}`);
}
