import { cleanup, render } from '@testing-library/preact';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { loadColours } from '../../src/text/code';
import { loadMarkdown, Markdown } from '../../src/text/markdown';
import { chunksOf } from '../../src/text/markdownChunks';
import { markdownTree } from '../../src/text/markdownTree';

beforeAll(async () => {
  await loadMarkdown();
  await loadColours();
});
afterEach(cleanup);

function shown(text: string): HTMLElement {
  return render(<Markdown text={text} />).container.querySelector<HTMLElement>('.md')!;
}

describe('Markdown', () => {
  it('has what people and agents write', () => {
    const root = shown('# Title\n\nSome **bold**, *soft*, ~~gone~~ and `code`.\n\n- one\n- two\n  1. deep\n\n> said\n\n---\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n- [x] done\n- [ ] open');
    expect(root.querySelector('h1, h2, h3')).toBeNull();
    expect(root.querySelector('h4')?.textContent).toBe('Title');
    for (const tag of ['strong', 'em', 'del', 'code', 'ul li ol li', 'blockquote', 'hr', '.wide table th', '.tick.done', '.tick:not(.done)']) expect(root.querySelector(tag), tag).not.toBeNull();
    expect(root.querySelector('td[align=right]')?.textContent).toBe('2');
    expect(root.querySelector('.tick')?.getAttribute('aria-label')).toBe('done');
  });

  it('keeps the line ends of a paragraph and no others', () => {
    expect(shown('one\ntwo').querySelector('p')?.textContent).toBe('one\ntwo');
    expect(shown('- *a*\n  *b*\n- c').textContent).toBe('a\nbc');
  });

  it('colours fenced code by its language', () => {
    const root = shown('```ts\nconst a = 1;\n```');
    expect(root.querySelector('pre code')?.textContent).toBe('const a = 1;');
    expect(root.querySelector('.hljs-keyword')?.textContent).toBe('const');
    expect(shown('```nonsense\nx\n```').querySelector('pre')?.textContent).toBe('x');
  });

  it('shows HTML as text', () => {
    const root = shown('a <b onclick=x>bold</b> c\n\n<script>alert(1)</script>\n\n<img src=x onerror=alert(1)>');
    expect(root.querySelectorAll('b, script, img').length).toBe(0);
    expect(root.textContent).toBe('a <b onclick=x>bold</b> c<script>alert(1)</script><img src=x onerror=alert(1)>');
  });

  it('shows images as words', () => {
    const root = shown('![a cat](https://evil.example/pixel.gif?id=1) and ![x][y]\n\n[y]: https://other.example/z');
    expect(root.querySelector('img')).toBeNull();
    expect(root.textContent).toBe('[image: a cat] evil.example and [image: x] other.example');
  });

  it.each([
    ['[the docs](https://docs.example/a)', 'the docs (docs.example)'],
    ['[https://github.com](https://evil.example/)', 'https://github.com (evil.example)'],
    ['[github.com/a](https://github.com.evil.example/a)', 'github.com/a (github.com.evil.example)'],
    ['<https://github.com/a>', 'https://github.com/a'],
    ['see https://github.com/a.', 'see https://github.com/a.'],
    ['www.example.org', 'www.example.org'],
    ['https://github.com@evil.example/x', 'https://github.com@evil.example/x (evil.example)'],
    ['[https://github.com\\\\@evil.example](https://github.com\\\\@evil.example)', 'https://github.com\\@evil.example (github.com)'],
    ['https://аpple.com/', 'https://аpple.com/ (xn--pple-43d.com)'],
    ['[github.com](https://gıthub.com)', 'github.com (xn--gthub-n4a.com)'],
    ['[x](https://example.org:8443/)', 'x (example.org:8443)'],
    ['[docs][1]\n\n[1]: https://docs.example "title"', 'docs (docs.example)'],
    ['[](https://empty.example/)', 'empty.example'],
  ])('tells where %s leads', (source, text) => {
    const root = shown(source);
    expect(root.textContent).toBe(text);
    const link = root.querySelector('a')!;
    expect(link.getAttribute('target')).toBe('_blank');
    expect(link.getAttribute('rel')).toBe('noreferrer noopener nofollow');
  });

  it.each([
    ['[click](javascript:alert(1))', 'click (javascript:alert(1))'],
    ['[click](data:text/html;base64,PHNjcmlwdD4=)', 'click (data:text/html;base64,PHNjcmlwdD4=)'],
    ['[file](src/a.ts#L3)', 'file (src/a.ts#L3)'],
    ['[src/a.ts](src/a.ts)', 'src/a.ts'],
    ['[x](//evil.example/a)', 'x (//evil.example/a)'],
    ['mail me@example.org', 'mail me@example.org (mailto:me@example.org)'],
    ['[x](https://)', 'x (https://)'],
  ])('makes no link of %s', (source, text) => {
    const root = shown(source);
    expect(root.querySelector('a')).toBeNull();
    expect(root.textContent).toBe(text);
  });

  it('shows hidden characters, also those that are written as entities', () => {
    expect(shown('a&#x202E;b&#8203;c `\u200B` \u2066x').textContent).toBe('a⟨U+202E⟩b⟨U+200B⟩c ⟨U+200B⟩ ⟨U+2066⟩x');
  });
});

describe('Hostile Markdown', () => {
  const n = 60_000;
  const cases: [string, string][] = [
    ['quotes', '>'.repeat(n)], ['quotes with blanks', '> '.repeat(n / 2)], ['brackets', '['.repeat(n)], ['closed brackets', '['.repeat(n / 2) + ']'.repeat(n / 2)],
    ['lists in a line', '- '.repeat(n / 2)], ['numbers in a line', '1) '.repeat(n / 3)], ['quotes and lists', '> - '.repeat(n / 4)],
    ['lists to the right', Array.from({ length: 340 }, (_, depth) => `${' '.repeat(depth)}- a`).join('\n')],
    ['stars', '*a **a '.repeat(n / 7)], ['pairs of stars', '**a*'.repeat(n / 4)], ['nested stars', '*a **b '.repeat(n / 14) + '** *'.repeat(n / 14)], ['words and stars', 'a**b' + 'c* '.repeat(n / 3)],
    ['images', '![[]()'.repeat(n / 6)], ['nested images', '!['.repeat(n / 4) + '](a)'.repeat(n / 4)], ['destinations', '[a](<b'.repeat(n / 6)], ['comments', '<!--'.repeat(n / 4)], ['instructions', '<?'.repeat(n / 2)],
    ['headings', 'a\n=\n'.repeat(n / 4)], ['addresses', 'www.a_'.repeat(n / 6)], ['at signs', 'a@b.'.repeat(n / 4)], ['ticks', Array.from({ length: 340 }, (_, count) => '`'.repeat(count)).join(' ')],
    ['definitions', Array.from({ length: n / 12 }, (_, index) => `[${index}]: u`).join('\n')], ['footnotes', '[^a]: x\n'.repeat(n / 8)], ['tables', '|a|b|\n|-|-|\n' + '|a|b|\n'.repeat(n / 6)], ['wide tables', '|' + 'a|'.repeat(n / 4) + '\n|' + '-|'.repeat(n / 4)],
    ['entities', '&amp'.repeat(n / 4)], ['line ends', '\n'.repeat(n)], ['returns', '\r'.repeat(n)], ['nothing', '\0'.repeat(n)], ['a hidden fence', '<div>\n```\n\n' + 'a\n=\n'.repeat(n / 4)],
  ];

  it.each(cases)('of %s is shown all the same', (_, source) => {
    const tree = markdownTree(source);
    expect(depthOf(tree)).toBeLessThan(100);
    expect(elementsOf(tree)).toBeLessThan(40_000);
  }, 20_000);

  it('is plain where it is too deep, and only there', () => {
    const root = shown(`**before**\n\n${'>'.repeat(5000)} deep\n`);
    expect(root.querySelector('.as-is')?.textContent).toContain('>>>>');
    expect(root.querySelectorAll('blockquote').length).toBe(0);
  });

  it('is not even parsed where a line nests deeper than people do', () => {
    const plain = (text: string): boolean => chunksOf(text).some(chunk => chunk.plain);
    for (const deep of ['>'.repeat(30), '> '.repeat(30) + 'x', '- '.repeat(25) + 'x', '1. '.repeat(25), `${' '.repeat(150)}- x`]) expect(plain(deep), deep).toBe(true);
    for (const fine of ['---------------------------------', '- - - - - - - - - - - - - - - - - - - - - - - -', '***'.repeat(20), '> > > x', `${' '.repeat(40)}- x`, '1. a 2. b', '|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|']) expect(plain(fine), fine).toBe(false);
  });

  it('is clean also where it is plain', () => {
    expect(shown(`${'>'.repeat(50)} \u202E\u001B[31mx`).textContent).toBe(`${'>'.repeat(50)} ⟨U+202E⟩x`);
  });

  it('is plain after the time that one text may cost', () => {
    let clock = 0;
    const tree = markdownTree('a **b** c\n\n'.repeat(2000), () => (clock += 150));
    const last = tree.children[tree.children.length - 1];
    expect(tree.children[0]).toMatchObject({ tagName: 'p', properties: {} });
    expect(last).toMatchObject({ tagName: 'p', properties: { className: ['as-is'] } });
  });

  it('loses nothing when it is parted', () => {
    for (const [, source] of cases) expect(chunksOf(source).map(chunk => chunk.text).join('') === source).toBe(true);
    const fence = '```\n' + '# no heading\n\n'.repeat(2000) + '```\nafter';
    expect(chunksOf(fence).map(chunk => chunk.text.length)).toEqual([fence.length - 5, 5]);
    expect(shown(fence).querySelectorAll('pre').length).toBe(1);
  });
});

interface Node { type: string; children?: Node[] }

function depthOf(root: Node): number {
  let deepest = 0;
  const open: [Node, number][] = [[root, 0]];
  for (let next = open.pop(); next; next = open.pop()) {
    deepest = Math.max(deepest, next[1]);
    for (const child of next[0].children ?? []) open.push([child, next[1] + 1]);
  }
  return deepest;
}

function elementsOf(root: Node): number {
  return 1 + (root.children ?? []).reduce((sum, child) => sum + elementsOf(child), 0);
}
