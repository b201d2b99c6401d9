import { describe, expect, it } from 'vitest';
import { parseArguments } from '../../src/events/arguments';
import { argumentsOf, editsOf, readCall, shortPath } from '../../src/events/toolCall';
import type { Category } from '../../src/trace/row';

const read = (tool: string, args: unknown, category: Category): unknown => readCall(tool, argumentsOf(JSON.stringify(args)), category);

describe('A call', () => {
  it.each<[string, unknown, Category, unknown]>([
    ['Bash', { command: 'npm test', description: 'Run the tests' }, 'run', { shape: 'command', command: 'npm test', place: '', about: 'Run the tests' }],
    ['shell', { command: ['bash', '-lc', 'ls -la'], workdir: '/workspace/a' }, 'run', { shape: 'command', command: 'ls -la', place: '/workspace/a', about: '' }],
    ['shell', { command: ['git', 'status'] }, 'run', { shape: 'command', command: 'git status', place: '', about: '' }],
    ['Read', { file_path: '/workspace/a.ts', offset: 10, limit: 5 }, 'read', { shape: 'read', path: '/workspace/a.ts', from: 10, to: 14 }],
    ['view', { path: 'a.ts', view_range: [3, 9] }, 'read', { shape: 'read', path: 'a.ts', from: 3, to: 9 }],
    ['view', { path: 'a.ts', view_range: [3, -1] }, 'read', { shape: 'read', path: 'a.ts', from: 3 }],
    ['read_file', { absolute_path: '/x/a.ts' }, 'read', { shape: 'read', path: '/x/a.ts' }],
    ['Grep', { pattern: 'a.*b', path: 'src' }, 'read', { shape: 'search', pattern: 'a.*b', where: 'src', kind: 'text' }],
    ['Glob', { pattern: '**/*.ts' }, 'read', { shape: 'search', pattern: '**/*.ts', where: '', kind: 'files' }],
    ['LS', { path: '/workspace' }, 'read', { shape: 'read', path: '/workspace' }],
    ['Edit', { file_path: 'a.ts', old_string: 'x', new_string: 'y' }, 'edit', { shape: 'edit', paths: ['a.ts'], whole: false }],
    ['write', { filePath: 'a.ts', content: '' }, 'edit', { shape: 'edit', paths: ['a.ts'], whole: true }],
    ['apply_patch', { files: ['a.ts', 'b.ts'] }, 'edit', { shape: 'edit', paths: ['a.ts', 'b.ts'], whole: false }],
    ['mcp__linear__get_issue', { id: 1 }, 'tool', { shape: 'server', server: 'linear', tool: 'get_issue' }],
    ['WebFetch', { url: 'https://a.example' }, 'tool', { shape: 'web', target: 'https://a.example', isAddress: true }],
    ['google_web_search', { query: 'x' }, 'tool', { shape: 'web', target: 'x', isAddress: false }],
    ['Task', { description: 'look', prompt: 'p', subagent_type: 'g' }, 'tool', { shape: 'agent', about: 'look', prompt: 'p', type: 'g' }],
    ['TodoWrite', { todos: [{}, {}] }, 'tool', { shape: 'plan', steps: 2 }],
    ['strange', { a: 1, b: 'words' }, 'tool', { shape: 'other', words: 'words' }],
    ['Bash', {}, 'run', { shape: 'other', words: '' }],
    ['Read', { file_path: 7 }, 'read', { shape: 'other', words: '' }],
  ])('of %s with %j is understood', (tool, args, category, shape) => {
    expect(read(tool, args, category)).toEqual(shape);
  });

  it('of a patch names the files in it', () => {
    expect(readCall('apply_patch', argumentsOf('*** Begin Patch\n*** Update File: a.ts\n@@\n-a\n+b\n*** End Patch'), 'edit')).toEqual({ shape: 'edit', paths: ['a.ts'], whole: false });
  });

  it.each([
    [{ file_path: 'a', old_string: 'x', new_string: 'y' }], [{ path: 'a', old_str: 'x', new_str: 'y' }], [{ filePath: 'a', oldString: 'x', newString: 'y' }],
    [{ file_path: 'a', edits: [{ old_string: 'x', new_string: 'y' }] }], [{ path: 'a', search: 'x', replace: 'y' }], [{ path: 'a', diff: '@@ -1 +1 @@\n-x\n+y\n' }],
    [{ input: '*** Begin Patch\n*** Update File: a\n@@\n-x\n+y\n*** End Patch' }],
  ])('that changes a file says how: %j', args => {
    const [file] = editsOf(args);
    expect(file?.path).toBe('a');
    expect(file?.hunks.flatMap(hunk => hunk.lines.map(line => line.sign + line.text))).toEqual(['-x', '+y']);
  });

  it('has paths as people know them', () => {
    expect(shortPath('/workspace/src/a.ts')).toBe('src/a.ts');
    expect(shortPath('/srv/me/a.ts')).toBe('/srv/me/a.ts');
    expect(shortPath('/workspace/')).toBe('/workspace/');
  });
});

describe('Arguments of which the end is missing', () => {
  it.each([
    ['{"a":"b', { a: 'b' }], ['{"a":"b\\', { a: 'b' }], ['{"a":"b\\u20', { a: 'b' }], ['{"a":[1,2', { a: [1, 2] }], ['{"a":1,"b', { a: 1 }], ['{"a":1,"b":', { a: 1 }], ['{"a":1,"b":tr', { a: 1 }],
    ['{"a":{"b":"c"},', { a: { b: 'c' } }], ['{', {}], ['[', []], ['{"command":"x… [300 characters cut]', { command: 'x… [300 characters cut]' }], ['{"a":"\\\\', { a: '\\' }],
  ])('%s', (text, value) => {
    expect(parseArguments(text)).toEqual(value);
  });

  it.each(['', 'hello', '}', '{]', '"', '{"a" "b"', '['.repeat(100_000), '{"a":'.repeat(50_000)])('may be none at all', text => {
    expect(() => parseArguments(text)).not.toThrow();
  });

  it('cannot reach beyond themselves', () => {
    const args = argumentsOf('{"__proto__":{"command":"x"},"constructor":"y"}');
    expect(readCall('Bash', args, 'run')).toEqual({ shape: 'other', words: 'y' });
    expect(({} as { command?: unknown }).command).toBeUndefined();
  });
});
