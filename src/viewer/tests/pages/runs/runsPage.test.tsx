import { cleanup, fireEvent, render, screen, within } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunsAnswer } from '../../../src/pages/runs/answer';
import { readFilters } from '../../../src/pages/runs/filters';
import { RunsList } from '../../../src/pages/runs/runsList';
import { RunsPage } from '../../../src/pages/runs/runsPage';
import { answers, FakeHost, settle } from './fakeHost';
import { someAnswer, someRun } from './someRuns';

let host: FakeHost;
let list: RunsList;

beforeEach(() => {
  host = new FakeHost();
  history.replaceState(null, '', '/runs');
});

afterEach(() => {
  cleanup();
  list.close();
});

function show(answer: RunsAnswer): void {
  list = new RunsList(answer, readFilters(location.search), host);
  render(<RunsPage list={list} />);
}

describe('the page of runs', () => {
  it('shows what goes on, what waits and what was, each with its state in words', () => {
    show(someAnswer({
      active: [someRun({ state: 'Running', step: 'runs the tests' })],
      queued: [someRun({ state: 'Queued', position: 2, costUsd: 0 })],
      recent: [someRun({ state: 'Failed', reason: 'The agent failed.' })],
    }));

    expect(screen.getAllByRole('heading', { level: 2 }).map(heading => heading.textContent)).toEqual(['At work 1', 'Queued 1', 'Recent 1']);
    const [running, queued, failed] = screen.getAllByRole('listitem');
    expect(running?.textContent).toContain('Running');
    expect(running?.textContent).toContain('runs the tests');
    expect(queued?.textContent).toContain('place 2 in the queue');
    expect(queued?.textContent).not.toContain('$');
    expect(failed?.textContent).toContain('The agent failed.');
    expect(failed?.textContent).toContain('1 h ago');
  });

  it('leads to the run by its own link, and to the pull request in a new tab', () => {
    show(someAnswer({ recent: [someRun({ id: 'aaaaaaaaaa', title: 'Fix it', link: 'runs/aaaaaaaaaa?t=2', pullRequest: { number: 7, url: 'https://github.example/pull/7', state: 'Merged', checks: 'passed' } })] }));

    expect(screen.getByRole('link', { name: 'Fix it' }).getAttribute('href')).toBe('runs/aaaaaaaaaa?t=2');
    const pull = screen.getByRole('link', { name: /Pull request #7 · merged · checks passed/ });
    expect(pull.getAttribute('target')).toBe('_blank');
    expect(pull.getAttribute('rel')).toContain('noopener');
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', '//evil.example'])('makes no link of %s', url => {
    show(someAnswer({ recent: [someRun({ pullRequest: { number: 1, url } })] }));

    expect(screen.queryByRole('link', { name: /Pull request/ })).toBeNull();
  });

  it('shows hostile titles as text', () => {
    show(someAnswer({ recent: [someRun({ title: '<img src=x onerror=alert(1)>\u202Egnp.exe', requester: { id: 'T1/U9', name: '<b>Eve</b>' } })] }));

    expect(document.querySelector('img, b')).toBeNull();
    expect(screen.getByRole('heading', { level: 3 }).textContent).toBe('<img src=x onerror=alert(1)>⟨U+202E⟩gnp.exe');
  });

  it('keeps the filters in the address, and the way back leads to them', async () => {
    show(someAnswer({ choices: { people: [{ id: 'T1/U2', name: 'Bob' }], channels: [], repositories: [] } }));
    host.reply = answers(someAnswer());

    fireEvent.change(screen.getByLabelText('Person'), { target: { value: 'T1/U2' } });
    await settle();
    expect(location.search).toBe('?person=T1%2FU2');
    expect(host.asked.at(-1)).toBe('runs.json?person=T1%2FU2&costs=1');

    history.replaceState(null, '', '/runs?state=failed');
    fireEvent.popState(window);
    await settle();
    expect(host.asked.at(-1)).toBe('runs.json?state=failed&costs=1');
  });

  it('begins with the filters that the address names', () => {
    history.replaceState(null, '', '/runs?repository=acme/api&q=login');
    show(someAnswer());

    expect((screen.getByLabelText('Repository') as HTMLSelectElement).value).toBe('acme/api');
    expect((screen.getByRole('searchbox') as HTMLInputElement).value).toBe('login');
  });

  it('says what to do where there is nothing', async () => {
    show(someAnswer());
    expect(screen.getByText(/Start one in Slack/)).toBeTruthy();
    cleanup();
    list.close();

    history.replaceState(null, '', '/runs?state=failed');
    show(someAnswer());
    host.reply = answers(someAnswer());
    fireEvent.click(within(screen.getByText('No run matches these filters.').parentElement as HTMLElement).getByRole('button', { name: 'Clear the filters' }));
    await settle();
    expect(location.search).toBe('');
  });

  it('asks for older runs when there are some', async () => {
    show(someAnswer({ recent: [someRun({ id: 'bbbbbbbbbb' })], before: 'bbbbbbbbbb' }));
    host.reply = answers(someAnswer({ recent: [someRun({ title: 'An old one', createdAt: '2026-01-01T00:00:00Z' })] }));

    fireEvent.click(screen.getByRole('button', { name: 'Show older runs' }));
    await settle();

    expect(await screen.findByText('An old one')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Show older runs' })).toBeNull();
  });

  it('says what the runs cost in words as well as in bars', () => {
    const days = [{ name: '2026-11-19', usd: 3, runs: 2 }, { name: '2026-11-20', usd: 1.5, runs: 1 }];
    show(someAnswer({ recent: [someRun()], costs: { totalUsd: 4.5, days, repositories: [{ name: 'acme/widgets', usd: 4.5, runs: 3 }], people: [] } }));

    const panel = screen.getByRole('region', { name: /Cost in 30 days/ });
    expect(panel.textContent).toContain('Today $1.50 in 1 run');
    expect([...panel.querySelectorAll<HTMLElement>('.cost-bar')].map(bar => bar.style.height)).toEqual(['100%', '50%']);
    expect(within(panel).getByRole('rowheader', { name: '19 Nov' })).toBeTruthy();

    fireEvent.click(within(panel).getByRole('button', { name: 'Repository' }));
    expect(within(panel).getByRole('rowheader', { name: 'acme/widgets' })).toBeTruthy();
  });

  it('shows operators how the installation stands, open when something is wrong', () => {
    const operator = {
      sandboxes: [{ id: 'abc', run: 'aaaaaaaaaa', title: 'Fix it', link: 'runs/aaaaaaaaaa?t=2', state: 'Running', createdAt: '2026-11-20T11:59:00Z' }],
      limits: { cpus: 2, memoryMb: 4096, pids: 512, diskMb: 8192 }, queue: { live: 8, places: 8, waiting: 3 },
      health: { status: 'unhealthy', reasons: ['The gateway does not run.'], warnings: [] },
      providers: [{ name: 'anthropic', calls: 10, failures: 3, meanMilliseconds: 1_200, lastStatus: 529, lastFailedAt: '2026-11-20T11:58:00Z', failsNow: true }],
      fellBack: 1, fallback: 'codex · gpt-5.5', disk: { freeBytes: 4e9, totalBytes: 1e11, databaseBytes: 2e6 },
    };
    show(someAnswer({ operator }));

    const panel = document.querySelector<HTMLDetailsElement>('.operator');
    expect(panel?.open).toBe(true);
    expect(panel?.textContent).toContain('8 of 8 places taken');
    expect(panel?.textContent).toContain('3 failed (30 %); the last 2 min ago (HTTP 529)');
    expect(panel?.textContent).toContain('made 1 min ago');
    expect(panel?.textContent).toContain('4.0 GB of 100 GB free');
    expect(panel?.textContent).toContain('The gateway does not run.');
  });

  it('shows others nothing of that', () => {
    show(someAnswer({ recent: [someRun()] }));

    expect(document.querySelector('.operator')).toBeNull();
  });
});
