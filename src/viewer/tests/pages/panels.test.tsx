import { cleanup, fireEvent, render, screen, within } from '@testing-library/preact';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { changedFiles, countLines } from '../../src/pages/run/panels/changedFiles';
import { tallyDoor } from '../../src/pages/run/panels/doorTallies';
import { loadPanels } from '../../src/pages/run/panels/laterPanel';
import { longestCalls, sumOfTurns } from '../../src/pages/run/panels/timeSums';
import { RunPage } from '../../src/pages/run/runPage';
import { Timeline } from '../../src/timeline/timeline';
import type { TraceEvent } from '../../src/trace/record';
import { command, FakeSource, headOf, startedAt } from './fakeSource';

beforeAll(async () => { await loadPanels(); });
beforeEach(() => { window.scrollTo = (() => undefined) as typeof window.scrollTo; });
afterEach(() => {
  cleanup();
  location.hash = '';
});

const web = (target: string, verdict: string): TraceEvent => ({ kind: 'web_request', method: 'CONNECT', target, verdict, reason: 'the list' });
const model = (name: string, costUsd: number, status = 200): TraceEvent => ({
  kind: 'model_call', provider: 'p', model: name, status, inputTokens: 10, cachedInputTokens: 5, cacheWriteTokens: 1, outputTokens: 2, costUsd, milliseconds: 100,
});
const change = (path: string, diff?: string): TraceEvent => ({ kind: 'file_change', path, change: 'modified', ...(diff === undefined ? {} : { diff }) });

describe('what left the sandbox', () => {
  const door = tallyDoor(new FakeSource().add(1, web('a:443', 'allowed'), web('b:443', 'refused'), web('a:443', 'allowed'), model('m1', 0.1), model('m2', 0.3), model('m1', 0.1, 529)).records);

  it('puts equal requests together, refused ones first', () => {
    expect(door.web.map(tally => [tally.verdict, tally.what, tally.count, tally.last])).toEqual([['refused', 'CONNECT b:443', 1, 2], ['allowed', 'CONNECT a:443', 2, 3]]);
  });

  it('sums calls by model, the dearest first', () => {
    expect(door.models.map(tally => [tally.model, tally.calls, tally.failed, tally.costUsd])).toEqual([['m2', 1, 0, 0.3], ['m1', 2, 1, 0.2]]);
  });
});

describe('changed files', () => {
  it('are put together by path with their lines', () => {
    const files = changedFiles(new FakeSource().add(1, change('a.ts', '@@ -1 +1,2 @@\n-x\n+y\n+z'), change('b.ts'), change('a.ts', '@@ -1 +0,0 @@\n-y')).records);
    expect(files.map(file => [file.path, file.records.length, file.added, file.removed])).toEqual([['a.ts', 2, 2, 2], ['b.ts', 1, undefined, undefined]]);
  });

  it('do not count the head of a diff, but lines that look like one', () => {
    expect(countLines('--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n--- old\n+++ new\n same')).toEqual({ added: 1, removed: 1 });
    expect(countLines('--- a/x\n+++ b/x\n+only')).toEqual({ added: 1, removed: 0 });
  });
});

it('adds the times of turns up', () => {
  const turn = (agent: number) => ({ turn: 1, from: 0, milliseconds: agent, phases: [{ name: 'agent', milliseconds: agent, parts: [{ name: 'model', milliseconds: agent / 2 }] }] as const });
  expect(sumOfTurns([turn(10), turn(30)])).toEqual({ milliseconds: 40, phases: [{ name: 'agent', milliseconds: 40, parts: [{ name: 'model', milliseconds: 20 }] }] });
});

it('finds the longest calls', () => {
  const source = new FakeSource();
  for (const [number, seconds] of [5, 90, 2, 30].entries()) {
    const [call, result] = command(`c${number}`, 'x');
    source.addAt(1, startedAt + number * 1_000_000, call).addAt(1, startedAt + number * 1_000_000 + seconds * 1_000, result);
  }
  expect(longestCalls(new Timeline(source), 2)).toEqual([1, 3]);
});

describe('the overview', () => {
  const show = (): void => {
    location.hash = '#p=overview';
    const source = new FakeSource(headOf({
      state: 'Finished', atRest: true, approval: { state: 'approved', by: 'Priya' },
      changes: { files: 2, added: 14, removed: 3, list: [{ path: 'src/a.ts', added: 14, removed: 3 }] },
    })).add(1, { kind: 'prompt', text: 'Please fix it', author: 'Maria' }, ...command('a', 'npm test', true), ...command('b', 'ls'), web('b:443', 'refused'), { kind: 'answer', text: 'All done.' });
    render(<RunPage source={source} links={{}} />);
  };
  const line = (name: string): HTMLElement => screen.getByText(name, { selector: '.short dt' }).parentElement!;

  it('answers what a reviewer asks', () => {
    show();
    expect(within(line('Ran')).getByText('2 commands, 1 failed')).toBeTruthy();
    expect(within(line('Read')).getByText('nothing')).toBeTruthy();
    expect(within(line('Failed')).getByText('2 entries')).toBeTruthy();
    expect(within(line('Left the sandbox')).getByText('1 web request, 1 refused')).toBeTruthy();
    expect(line('Changed').textContent).toContain('2 files');
    expect(line('Cost').textContent).toContain('$0.42 of $2.00');
    expect(line('Approved').textContent).toContain('approved by Priya');
  });

  it('leads to where an answer comes from', () => {
    show();
    fireEvent.click(screen.getByRole('button', { name: 'Show: Ran' }));
    expect(screen.getByRole('tab', { name: 'Timeline' }).getAttribute('aria-selected')).toBe('true');
    expect(screen.getByRole('list', { name: 'Timeline' }).querySelectorAll('[data-item]')).toHaveLength(2);
  });
});
