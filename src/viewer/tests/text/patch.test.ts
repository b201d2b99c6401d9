import { describe, expect, it } from 'vitest';
import { compareTexts, differentWords } from '../../src/text/compare';
import { countLines, parseApplyPatch, parseUnified, type FilePatch, type Hunk } from '../../src/text/patch';

function lines(hunks: readonly Hunk[]): string[] {
  return hunks.flatMap(hunk => hunk.lines.map(line => `${line.before ?? ''}:${line.after ?? ''}${line.sign}${line.text}`));
}

const names = (files: readonly FilePatch[]): string[] => files.map(file => file.path);

describe('A unified diff', () => {
  it('has numbers for each line', () => {
    const files = parseUnified('@@ -1,3 +1,3 @@ class A\n one\n-two\n+2\n three\n', 'src/a.ts');
    expect(names(files)).toEqual(['src/a.ts']);
    expect(files[0]?.hunks[0]?.section).toBe('class A');
    expect(lines(files[0]!.hunks)).toEqual(['1:1 one', '2:-two', ':2+2', '3:3 three']);
    expect(countLines(files)).toEqual({ added: 1, removed: 1 });
  });

  it('may be of many files', () => {
    const files = parseUnified('diff --git a/x.ts b/x.ts\nindex 1..2 100644\n--- a/x.ts\n+++ b/x.ts\n@@ -1 +1 @@\n-a\n+b\ndiff --git a/old.ts b/new.ts\nrename from old.ts\nrename to new.ts\ndiff --git a/n b/n\nnew file mode 100644\n--- /dev/null\n+++ b/n\n@@ -0,0 +1,2 @@\n+one\n+two\n');
    expect(names(files)).toEqual(['x.ts', 'new.ts', 'n']);
    expect(files[1]?.from).toBe('old.ts');
    expect(files[2]?.change).toBe('added');
    expect(lines(files[2]!.hunks)).toEqual([':1+one', ':2+two']);
  });

  it('takes lines of dashes within a hunk for what they are', () => {
    expect(lines(parseUnified('@@ -1,2 +1,2 @@\n--- old comment\n-- gone\n+++ new comment\n+x\n')[0]!.hunks)).toEqual(['1:--- old comment', '2:-- gone', ':1+++ new comment', ':2+x']);
  });

  it('may be cut, have no numbers, or be none at all', () => {
    expect(lines(parseUnified('@@ -1,900 +1,900 @@\n a\n-b')[0]!.hunks)).toEqual(['1:1 a', '2:-b']);
    expect(lines(parseUnified('@@\n-a\n+b\n')[0]!.hunks)).toEqual([':-a', ':+b']);
    expect(parseUnified('hello\nworld')).toEqual([]);
    expect(parseUnified('')).toEqual([]);
    expect(lines(parseUnified('@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n')[0]!.hunks)).toEqual(['1:-a', ':1+b']);
  });
});

describe('A patch in the notation of apply_patch', () => {
  it('names its files and lines', () => {
    const files = parseApplyPatch('*** Begin Patch\n*** Update File: a.ts\n*** Move to: b.ts\n@@ function x\n same\n-old\n+new\n*** Add File: c.ts\n+first\n*** Delete File: d.ts\n*** End Patch\n');
    expect(files.map(file => [file.from, file.path, file.change])).toEqual([['a.ts', 'b.ts', undefined], [undefined, 'c.ts', 'added'], [undefined, 'd.ts', 'deleted']]);
    expect(lines(files[0]!.hunks)).toEqual([': same', ':-old', ':+new']);
    expect(files[0]?.hunks[0]?.section).toBe('function x');
  });

  it('is nothing where there is none', () => {
    expect(parseApplyPatch('+a\n-b\n')).toEqual([]);
  });
});

describe('Two texts', () => {
  it('are compared with three lines around each change', () => {
    const old = Array.from({ length: 40 }, (_, index) => `line ${index}`);
    const fresh = [...old];
    fresh[5] = 'changed';
    fresh[30] = 'also changed';
    const hunks = compareTexts(old.join('\n'), fresh.join('\n'), true);
    expect(hunks.length).toBe(2);
    expect(lines(hunks.slice(0, 1))).toEqual(['3:3 line 2', '4:4 line 3', '5:5 line 4', '6:-line 5', ':6+changed', '7:7 line 6', '8:8 line 7', '9:9 line 8']);
  });

  it('may be empty or the same', () => {
    expect(lines(compareTexts('', 'a\nb\n', true))).toEqual([':1+a', ':2+b']);
    expect(lines(compareTexts('a', ''))).toEqual([':-a']);
    expect(compareTexts('a\n', 'a')).toEqual([]);
  });

  it('that have nothing in common are not looked at for long', () => {
    const many = (word: string): string => Array.from({ length: 50_000 }, (_, index) => `${word}${index}`).join('\n');
    expect(countLines([{ path: '', hunks: compareTexts(many('a'), many('b')) }])).toEqual({ added: 50_000, removed: 50_000 });
    const some = (word: string): string => Array.from({ length: 1900 }, (_, index) => `${word}${index}`).join('\n');
    expect(countLines([{ path: '', hunks: compareTexts(some('a'), some('b')) }])).toEqual({ added: 1900, removed: 1900 });
  });

  it('are marked where their words differ', () => {
    expect(differentWords('const a = 1;', 'const b = 1;')).toEqual({ before: [[6, 7]], after: [[6, 7]] });
    expect(differentWords('return x;', 'throw new Error("no");')).toBeNull();
    expect(differentWords('x'.repeat(5000), 'y'.repeat(5000))).toBeNull();
  });
});
