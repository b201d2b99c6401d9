import { act, cleanup, fireEvent, render, waitFor } from '@testing-library/preact';
import { signal } from '@preact/signals';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { ItemView } from '../../src/events/itemView';
import type { TraceSource } from '../../src/sources/source';
import { loadColours } from '../../src/text/code';
import { loadMarkdown } from '../../src/text/markdown';
import type { RunHead } from '../../src/trace/head';
import { emptySource, recordOf, sampleOf, type Sample } from './everyKind';

beforeAll(async () => {
  await loadMarkdown();
  await loadColours();
});
afterEach(cleanup);

function show(sample: Sample, open = true, source: TraceSource = emptySource(), onToggle: (open: boolean) => void = () => undefined): HTMLElement {
  return render(<ItemView item={sample.item} records={sample.records} source={source} open={open} onToggle={onToggle} />).container as HTMLElement;
}

const words = (root: HTMLElement): string => (root.textContent ?? '').replace(/\s+/g, ' ').trim();

function command(input: string, result?: Record<string, unknown>, cut?: number): Sample {
  const records = [recordOf({ kind: 'tool_call', callId: 'c', tool: 'Bash', input: JSON.stringify({ command: input }) })];
  if (result) records.push(recordOf({ kind: 'tool_result', callId: 'c', output: '', isError: false, ...result }, cut === undefined ? {} : { cut: { output: cut } }));
  return sampleOf('command', 'run', records, 'call');
}

describe('An item', () => {
  it('of a command tells all that matters in its line', () => {
    const root = show(command('npm test\nnpm run lint', { isError: true, exitCode: 2, milliseconds: 8400 }), false);
    expect(words(root)).toBe('Command: npm test failed, exit 2 8.4 s');
    expect(root.querySelector('.item-body')).toBeNull();
  });

  it('shows its body only when it is open, and asks to be opened', () => {
    const toggled = vi.fn();
    const root = show(command('npm test', { output: 'fine', exitCode: 0 }), false, emptySource(), toggled);
    const button = root.querySelector('button')!;
    expect(button.getAttribute('aria-expanded')).toBe('false');
    fireEvent.click(button);
    expect(toggled).toHaveBeenCalledWith(true);
    cleanup();
    expect(words(show(command('npm test', { output: 'fine', exitCode: 0 })))).toContain('npm testfine');
  });

  it('without a result is running while the run is, and has none afterwards', () => {
    const source = emptySource();
    const head = signal<RunHead | null>({ atRest: false } as RunHead);
    expect(words(show(command('sleep 9'), false, { ...source, head }))).toContain('running…');
    cleanup();
    head.value = { atRest: true } as RunHead;
    expect(words(show(command('sleep 9'), false, { ...source, head }))).toContain('no result');
  });

  it('of an edit shows the change that the host knows, else the one that was asked for', () => {
    const call = recordOf({ kind: 'tool_call', callId: 'c', tool: 'Edit', input: '{"file_path":"/workspace/a.ts","old_string":"const x = 1;","new_string":"const y = 1;"}' });
    const asked = show(sampleOf('edit', 'edit', [call], 'call'));
    expect(asked.querySelector('.diff-path')?.textContent).toContain('a.ts');
    expect([...asked.querySelectorAll('.sign')].map(sign => sign.textContent)).toEqual(['−', '+']);
    expect([...asked.querySelectorAll('.word')].map(word => word.textContent)).toEqual(['x', 'y']);
    expect(words(asked)).toContain('1 line added, −11 line removed');
    cleanup();
    const known = show(sampleOf('edit', 'edit', [call, recordOf({ kind: 'file_change', callId: 'c', path: 'a.ts', change: 'modified', diff: '@@ -7,2 +7,2 @@ f()\n same\n-old\n+new\n' })], 'call'));
    expect([...known.querySelectorAll('.line-number')].map(cell => cell.textContent)).toEqual(['7', '7', '8', '', '', '8']);
    expect(known.querySelector('.hunk-head')?.textContent).toBe('… f()');
  });

  it('of a read shows the lines with their numbers and colours', () => {
    const root = show(sampleOf('read', 'read', [
      recordOf({ kind: 'tool_call', callId: 'c', tool: 'Read', input: '{"file_path":"/workspace/a.ts","offset":3}' }),
      recordOf({ kind: 'tool_result', callId: 'c', output: '     3→const a = 1;\n     4→// end\n', isError: false }),
    ], 'call'));
    expect(words(root)).toContain('Read a.ts from line 3');
    expect([...root.querySelectorAll('.line-number')].map(cell => cell.textContent)).toEqual(['3', '4']);
    expect(root.querySelector('.hljs-keyword')?.textContent).toBe('const');
  });

  it('of a tool server shows its arguments by name and its JSON in lines', () => {
    const root = show(sampleOf('mcp', 'tool', [
      recordOf({ kind: 'tool_call', callId: 'c', tool: 'mcp__linear__get', input: '{"id":"A-1","deep":{"a":[1]},"none":null}' }),
      recordOf({ kind: 'tool_result', callId: 'c', output: '{"title":"x","list":[1,2,{"a":"b"}]}', isError: false }),
    ], 'call'));
    expect([...root.querySelectorAll('dt')].map(name => name.textContent)).toEqual(['id', 'deep']);
    expect(root.querySelector('.output code')?.textContent).toContain('{\n  "title": "x"');
  });

  it('of pieces is one text', () => {
    const pieces = ['Hel', 'lo **wor', 'ld**'].map(text => recordOf({ kind: 'text', text, partial: true }));
    expect(show(sampleOf('pieces', 'text', pieces, 'text')).querySelector('strong')?.textContent).toBe('world');
  });

  it('of a long text that grows is parsed again only when it rests', () => {
    vi.useFakeTimers();
    try {
      const long = 'word '.repeat(1000);
      const pieces = [recordOf({ kind: 'text', text: long, partial: true })];
      const sample = sampleOf('pieces', 'text', pieces, 'text');
      const more = [...pieces, recordOf({ kind: 'text', text: '**bold** \u202E', partial: true })];
      const view = (records: typeof pieces) => <ItemView item={sample.item} records={records} source={emptySource()} open onToggle={() => undefined} />;
      const { container, rerender } = render(view(pieces));
      rerender(view(more));
      expect(container.querySelector('.md strong')).toBeNull();
      expect(container.textContent).toContain('**bold** ⟨U+202E⟩');
      void act(() => { vi.advanceTimersByTime(500); });
      expect(container.querySelector('.md strong')?.textContent).toBe('bold');
    } finally {
      vi.useRealTimers();
    }
  });

  it('of a message tells who wrote it and what became of it', () => {
    const sample = sampleOf('message', 'message', [recordOf({ kind: 'prompt', text: 'Stop *that*', author: 'Ada', messageId: 'm' }), recordOf({ kind: 'steering', messageId: 'm', state: 'sent' }), recordOf({ kind: 'steering', messageId: 'm', state: 'delivered' })], 'message');
    expect(words(show(sample))).toBe('AdaStop thatsent to the sandbox while the agent works, 1 s laterdelivered: the model is given it, 2 s later');
    cleanup();
    const early = sampleOf('message', 'message', [recordOf({ kind: 'steering', messageId: 'm', state: 'refused', detail: 'too late', author: 'Grace' })], 'message');
    expect(words(show(early))).toBe('Gracerefused by the agent’s program: too late');
  });

  it('of a question has its reply below it', () => {
    const sample = sampleOf('question', 'question', [recordOf({ kind: 'question', questionId: 'q', text: 'Which?', choices: ['A', 'B'] }), recordOf({ kind: 'reply', questionId: 'q', text: 'B', author: 'Ada', state: 'answered' })], 'question');
    expect(words(show(sample))).toBe('The agent asksWhich?ABAda answeredB');
  });

  it('says who answered, and when nobody did', () => {
    expect(words(show(sampleOf('reply', 'question', [recordOf({ kind: 'reply', questionId: 'q', text: 'No', author: 'Ada', state: 'answered' })])))).toContain('Ada answeredNo');
    cleanup();
    expect(words(show(sampleOf('reply', 'question', [recordOf({ kind: 'reply', questionId: 'q', text: 'Decide.', state: 'expired' })])))).toContain('Nobody answered in time');
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['retry', { kind: 'retry', attempt: 2, maxAttempts: 10, delayMilliseconds: 4500, httpStatus: 529, error: 'overloaded' }, 'The model is asked again: attempt 2 of 10 in 4.5 s HTTP 529 overloaded'],
    ['web', { kind: 'web_request', method: 'CONNECT', target: 'evil.example:443', verdict: 'refused', reason: 'closed' }, 'Web refused CONNECT evil.example:443 closed'],
    ['push', { kind: 'push', stage: 'policy', ref: 'agent/x', oldSha: '0000000', newSha: 'abcdef0123', verdict: 'held', reason: 'a workflow' }, 'Push policy held agent/x – → abcdef0 a workflow'],
    ['step', { kind: 'step', step: 'clone', state: 'completed', milliseconds: 412 }, 'Clone done 412 ms'],
    ['steering', { kind: 'steering', messageId: 'm', state: 'delivered', author: 'Ada' }, 'Message of Ada delivered: the model is given it'],
    ['state', { kind: 'state', from: 'Queued', to: 'Running', reason: 'free' }, 'Queued → Running free'],
    ['access', { kind: 'access', person: 'Mallory', action: 'steer', verdict: 'denied', reason: 'a guest' }, 'Access denied Mallory steer a guest'],
    ['token', { kind: 'token', action: 'minted', repository: 'a/b', permissions: 'contents:write' }, 'GitHub token minted a/b contents:write'],
    ['model', { kind: 'model_call', model: 'm', status: 529, milliseconds: 5 }, 'Model call m HTTP 529 5 ms'],
    ['error', { kind: 'error', code: 'overloaded', message: 'Try later.' }, 'Error overloadedTry later.'],
    ['todo', { kind: 'todo', items: [{ text: 'one', status: 'completed' }, { text: 'two', status: 'pending' }] }, 'Plan 1 of 2 steps doneonetwo'],
    ['future', { kind: 'of_tomorrow', what: 'x' }, 'of_tomorrow This page does not know this kind of entry.whatx'],
  ])('of a %s says it in a line', (_, event, line) => {
    expect(words(show(sampleOf('line', 'step', [recordOf(event)])))).toBe(line);
  });

  it('of anything at all is shown somehow', () => {
    const odd: unknown[] = [null, undefined, 7, 'text', [], {}, { kind: null }, { kind: 'text' }, { kind: 'text', text: 7 }, { kind: 'todo', items: 'x' }, { kind: 'todo', items: [null, 7] }, { kind: 'question', choices: {} }, { kind: 'push' }, { kind: 'model_call' }, { kind: 'file_change' }, { kind: 'tool_call' }, { kind: 'tool_result' }, { kind: 'tool_call', input: '[]', tool: {} }, { kind: 'toString' }, { kind: '__proto__' }, { kind: 'retry', attempt: Number.NaN }, { kind: 'usage', inputTokens: Infinity }];
    for (const event of odd) {
      for (const kind of ['row', 'call', 'text'] as const) {
        const root = show(sampleOf('odd', 'unknown', [recordOf(event as Record<string, unknown>)], kind));
        expect(root.textContent, JSON.stringify(event)).not.toContain('could not be shown');
        cleanup();
      }
    }
    expect(show(sampleOf('absent', 'text', [])).textContent).toBe('Loading…');
  });

  it('that breaks is shown as it is stored, and the page lives', () => {
    const record = recordOf({ kind: 'text', text: 'kept' });
    const broken = { ...record, get cut(): never { throw new Error('broken'); } };
    const shown = show(sampleOf('broken', 'text', [broken]));
    expect(words(shown)).toContain('could not be shown');
  });
});

describe('A long output', () => {
  const whole = Array.from({ length: 40_000 }, (_, index) => `line ${index}`).join('\n');
  const asked: [number, number][] = [];
  const source = emptySource((_, __, offset, length) => {
    asked.push([offset, length]);
    return Promise.resolve({ text: whole.slice(offset, offset + length), offset, total: whole.length });
  });

  it('is folded, then read page by page, and never all at once', async () => {
    const root = show(command('x', { output: whole.slice(0, 4000), exitCode: 0 }, whole.length), true, source);
    await waitFor(() => { expect(root.textContent).toContain('line 399'); });
    expect(root.textContent).not.toContain('line 401');
    const press = (name: string): void => { fireEvent.click([...root.querySelectorAll('button')].find(button => button.textContent === name)!); };
    press('Go to the end');
    await waitFor(() => { expect(root.textContent).toContain('line 39999'); });
    expect(root.textContent!.length).toBeLessThan(70_000);
    press('Start');
    await waitFor(() => { expect(root.textContent).toContain('line 0\n'); });
    press('Later');
    await waitFor(() => { expect(root.textContent).toContain('Part 2 of 8'); });
    expect(root.textContent!.length).toBeLessThan(70_000);
    expect(Math.max(...asked.map(([, length]) => length))).toBeLessThanOrEqual(65_536);
  });

  it('that cannot be read says so and can be tried again', async () => {
    let online = false;
    const flaky = emptySource((_, __, offset, length) => (online ? Promise.resolve({ text: whole.slice(offset, offset + length), offset, total: whole.length }) : Promise.reject(new Error('away'))));
    const root = show(command('x', { output: whole.slice(0, 4000), exitCode: 0 }, whole.length), true, flaky);
    await waitFor(() => { expect(root.querySelector('[role=alert]')).not.toBeNull(); });
    expect(root.textContent).toContain('line 1');
    online = true;
    fireEvent.click([...root.querySelectorAll('button')].find(button => button.textContent === 'Try again')!);
    await waitFor(() => { expect(root.textContent).toContain('line 399'); });
  });

  it('that is here is unfolded at once', () => {
    const root = show(command('x', { output: Array.from({ length: 500 }, (_, index) => `row ${index}`).join('\n') }));
    const more = [...root.querySelectorAll('button')].find(button => button.textContent === 'Show 100 more lines')!;
    fireEvent.click(more);
    expect(root.textContent).toContain('row 499');
  });
});
