import { cleanup, render } from '@testing-library/preact';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Code, loadColours } from '../../src/text/code';
import { isColourable } from '../../src/text/colourable';
import { numberedLines } from '../../src/text/fileText';
import { languageOfName, languageOfPath } from '../../src/text/language';

beforeAll(async () => { await loadColours(); });
afterEach(cleanup);

describe('Code', () => {
  it('has the language of its file or of its fence', () => {
    expect(languageOfPath('src/Login.cs')).toBe('csharp');
    expect(languageOfPath('C:\\x\\a.TSX')).toBe('typescript');
    expect(languageOfPath('Dockerfile')).toBe('dockerfile');
    expect(languageOfPath('a.unknown')).toBeUndefined();
    expect(languageOfName('sh')).toBe('bash');
    for (const name of ['constructor', '__proto__', 'toString', '']) expect(languageOfName(name)).toBeUndefined();
  });

  it('of every language is coloured', () => {
    for (const name of ['bash', 'c', 'cpp', 'cs', 'css', 'diff', 'dockerfile', 'go', 'graphql', 'ini', 'java', 'js', 'json', 'kotlin', 'lua', 'makefile', 'markdown', 'php', 'python', 'ruby', 'rust', 'sql', 'swift', 'ts', 'xml', 'yaml']) {
      const text = name === 'diff' ? '+x' : name === 'markdown' ? '# x' : name === 'css' ? 'a { b: 1 }' : name === 'xml' ? '<a b="c"/>' : 'import "x" # 1\nlet a: "b" = 1 // c\nSELECT 1\n[a]\nb = "c"\nFROM x\nfunction f() { return "x" }\nx: y\n"k": 1\nall:\n\techo $(x)';
      const { container } = render(<Code text={text} language={name} />);
      expect(container.querySelector('[class^=hljs]'), name).not.toBeNull();
      expect(container.textContent).toBe(text);
      cleanup();
    }
  });

  it('that is data, or too long for its grammar, is plain', () => {
    expect(isColourable('x = 1;\n'.repeat(100), 'typescript')).toBe(true);
    expect(isColourable('x'.repeat(3000), 'typescript')).toBe(false);
    expect(isColourable('x = 1;\n'.repeat(10_000), 'typescript')).toBe(false);
    expect(isColourable('<a></a>\n'.repeat(2000), 'xml')).toBe(false);
    const { container } = render(<Code text={'const a = 1;\n'.repeat(5000)} language="ts" />);
    expect(container.querySelector('span')).toBeNull();
  });

  it('that a tool numbered has its numbers beside it', () => {
    expect(numberedLines('     1→a\n     2→b\n')).toEqual({ lines: [{ number: '1', text: 'a' }, { number: '2', text: 'b' }], rest: '' });
    expect(numberedLines('9\ta\n10\tb\n\n(End of file)')).toEqual({ lines: [{ number: '9', text: 'a' }, { number: '10', text: 'b' }], rest: '(End of file)' });
    expect(numberedLines('00001| a\n00002| b')?.lines.map(line => line.number)).toEqual(['1', '2']);
    for (const none of ['', 'a\nb', '1→a', '1→a\n3→b']) expect(numberedLines(none)).toBeNull();
  });
});
