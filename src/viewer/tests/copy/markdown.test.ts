import { describe, expect, it } from 'vitest';
import { itemMarkdown, runMarkdown } from '../../src/copy/markdown';
import { code, fenced, quoted, words } from '../../src/copy/notation';
import { markdownTree } from '../../src/text/markdownTree';
import type { RunHead } from '../../src/trace/head';
import { everyKind, recordOf, sampleOf } from '../events/everyKind';
import { hostileTexts } from '../events/hostile';

const call = sampleOf('call', 'run', [
  recordOf({ kind: 'tool_call', callId: 'c', tool: 'Bash', input: '{"command":"echo ```; npm test"}' }),
  recordOf({ kind: 'tool_result', callId: 'c', output: 'a ````` b\n\u001B[31mred\u001B[0m \u202Etxt\n', isError: true, exitCode: 1, milliseconds: 8400 }),
], 'call');

describe('A copy', () => {
  it('of a command has fences longer than any inside', () => {
    expect(itemMarkdown(call)).toBe('**Command** (failed, exit 1, 8.4 s)\n\n````bash\necho ```; npm test\n````\n\n``````text\na ````` b\nred ⟨U+202E⟩txt\n``````');
  });

  it('of a change is a diff', () => {
    const change = sampleOf('edit', 'edit', [recordOf({ kind: 'tool_call', callId: 'c', tool: 'Edit', input: '{"file_path":"/workspace/a.ts","old_string":"x","new_string":"y"}' })], 'call');
    expect(itemMarkdown(change)).toBe('**Edit** `a.ts` (no result yet)\n\n```diff\n@@\n-x\n+y\n```');
  });

  it('of a text is a quotation that nothing leaves', () => {
    expect(itemMarkdown(sampleOf('text', 'text', [recordOf({ kind: 'text', text: '```\nnever ended' })]))).toBe('**Agent**\n\n> ```\n> never ended');
    expect(quoted('![x](https://evil.example/p.gif) and <img src=x> and `<b>`')).toBe('> !\\[x](https://evil.example/p.gif) and \\<img src=x> and `<b>`');
    expect(quoted('```html\n<b>\n```\n<b>')).toBe('> ```html\n> <b>\n> ```\n> \\<b>');
  });

  it('says what is missing', () => {
    const long = recordOf({ kind: 'text', text: 'x'.repeat(10) }, { cut: { text: 1010 } });
    expect(itemMarkdown(sampleOf('text', 'text', [long]))).toContain('(1,000 more characters are not in this copy.)');
    expect(fenced('y'.repeat(30_000))).toContain('(10,000 more characters are not in this copy.)');
  });

  it('holds names that are no Markdown', () => {
    expect(code('a`b')).toBe('``a`b``');
    expect(code('`')).toBe('`` ` ``');
    expect(words('*x* [a](b) <b> @team')).toBe('\\*x\\* \\[a\\](b) \\<b\\> \\@team');
  });

  it('of a run begins with its facts', () => {
    const head = { id: 'r1', title: 'fix *it*', state: 'Finished', requester: { id: 'U1', name: 'Ada' }, channel: '#dev', repository: 'acme/shop', branch: 'agent/r1', harnessName: 'Claude Code', model: 'sonnet', createdAt: '2026-11-20T14:00:00Z', usage: { totalTokens: 1234, costUsd: 0.5 } } as RunHead;
    const copy = runMarkdown(head, [call]);
    expect(copy).toContain('# fix \\*it\\*\n\n- **State:** Finished\n- **Asked by:** Ada in \\#dev\n- **Repository:** `acme/shop`, branch `agent/r1`');
    expect(copy).toContain('## Turn 1\n\n`2026-');
    expect(copy).toMatch(/` \*\*Command\*\*/);
  });

  it('of hostile text brings no image, HTML or hidden character anywhere', () => {
    for (const text of hostileTexts) {
      const copy = runMarkdown(null, everyKind(text));
      expect(/[\p{Cc}\p{Cf}]/u.exec(copy.replace(/[\n\t\u200D]/g, '')), JSON.stringify(text)).toBeNull();
      for (const sample of everyKind(text).slice(0, 12)) {
        const shown = JSON.stringify(markdownTree(itemMarkdown(sample)));
        expect(shown.includes('[image: '), `${sample.name} with ${JSON.stringify(text)}`).toBe(text.includes('[image: '));
      }
    }
  }, 60_000);
});
