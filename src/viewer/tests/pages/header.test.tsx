import { cleanup, render, screen, within } from '@testing-library/preact';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { act } from '@testing-library/preact';
import { Header } from '../../src/pages/run/header';
import type { RunHead } from '../../src/trace/head';
import { headOf } from './fakeSource';

const show = (head: RunHead) => render(<Header head={head} live={!head.atRest} titleRef={{ current: null }} />);

beforeEach(() => { vi.useFakeTimers({ now: Date.parse('2030-01-01T00:00:00Z') }); });
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

it('counts the time by the clock of the host, not of the phone', () => {
  show(headOf());
  expect(screen.getAllByText('4 min 12 s').length).toBeGreaterThan(0);
  act(() => { vi.advanceTimersByTime(3_000); });
  expect(screen.getAllByText('4 min 15 s').length).toBeGreaterThan(0);
});

it('stands still once the run rests', () => {
  show(headOf({ state: 'Finished', atRest: true }));
  act(() => { vi.advanceTimersByTime(60_000); });
  expect(screen.getAllByText('10 s').length).toBeGreaterThan(0);
});

it('says why it failed and what to do', () => {
  show(headOf({ state: 'Failed', atRest: true, reason: { code: 'out_of_memory', sentence: 'It used too much memory.', next: 'Reply retry.' } }));
  const why = within(screen.getByRole('region', { name: 'How it stands' }));
  expect(why.getByText('It used too much memory.')).toBeTruthy();
  expect(why.getByText('Reply retry.')).toBeTruthy();
});

it('says the state in a word', () => {
  show(headOf({ state: 'Held' }));
  expect(screen.getAllByText('Held').length).toBeGreaterThan(0);
});

it('shows cost against its limit in words too', () => {
  show(headOf());
  expect(screen.getAllByText(/\$0\.42/).length).toBeGreaterThan(0);
  expect(screen.getAllByRole('img', { name: 'Cost: 21 % used' }).length).toBeGreaterThan(0);
});

it('links to a pull request only on the web', () => {
  show(headOf({ pullRequest: { number: 7, url: 'javascript:alert(1)' } }));
  expect(screen.queryByRole('link')).toBeNull();
  expect(screen.getByText(/Pull request #7/)).toBeTruthy();
  cleanup();
  show(headOf({ pullRequest: { number: 7, url: 'https://github.com/acme/shop/pull/7', checks: 'passed' } }));
  const link = screen.getByRole('link');
  expect(link.getAttribute('href')).toBe('https://github.com/acme/shop/pull/7');
  expect(link.getAttribute('rel')).toContain('noopener');
});

it('shows characters that turn text around as what they are', () => {
  show(headOf({ title: 'Fix \u202Egnp.exe' }));
  expect(screen.getByRole('heading', { level: 1 }).textContent).toContain('⟨U+202E⟩');
});
