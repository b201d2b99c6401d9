import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { RunPage } from '../../src/pages/run/runPage';
import { command, FakeSource, headOf, say, startedAt } from './fakeSource';

beforeEach(() => {
  location.hash = '';
  window.scrollTo = (() => undefined) as typeof window.scrollTo;
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const show = (source: FakeSource) => render(<RunPage source={source} links={{ jsonl: 'trace.jsonl?t=x' }} />);
const entries = (): HTMLElement[] => within(screen.getByRole('list', { name: 'Timeline' })).queryAllByRole('listitem').filter(item => item.matches('[data-item]'));
const current = (): string | undefined => document.querySelector('.entry.current')?.id;
const press = (key: string): void => { act(() => { fireEvent.keyDown(document.activeElement ?? document.body, { key }); }); };

function story(): FakeSource {
  return new FakeSource(headOf({ state: 'Finished', atRest: true }))
    .add(1, { kind: 'prompt', text: 'Fix it', author: 'Maria' }, say('I will fix it.'), ...command('a', 'npm test', true), ...command('b', 'ls'), { kind: 'answer', text: 'Done.' });
}

it('tells who cannot see it where an entry stands in the whole list', () => {
  show(story());
  expect(entries().map(entry => entry.getAttribute('aria-posinset'))).toEqual(['1', '2', '3', '4', '5']);
  expect(entries()[0]?.getAttribute('aria-setsize')).toBe('5');
});

it('goes from entry to entry with j and k and opens with Enter', async () => {
  show(story());
  press('j');
  await waitFor(() => { expect(document.activeElement?.id).toBe('e1'); });
  press('j');
  press('j');
  await waitFor(() => { expect(document.activeElement?.id).toBe('e3'); });
  const button = within(document.getElementById('e3')!).getAllByRole('button')[0]!;
  expect(button.getAttribute('aria-expanded')).toBe('false');
  press('Enter');
  expect(button.getAttribute('aria-expanded')).toBe('true');
  press('k');
  await waitFor(() => { expect(current()).toBe('e2'); });
});

it('leaves the arrows to the page until somebody is in the list', async () => {
  show(story());
  press('ArrowDown');
  expect(current()).toBeUndefined();
  press('j');
  await waitFor(() => { expect(document.activeElement?.id).toBe('e1'); });
  press('ArrowDown');
  await waitFor(() => { expect(current()).toBe('e2'); });
});

it('jumps to what failed, and says so when nothing did', async () => {
  const { unmount } = show(story());
  press('n');
  await waitFor(() => { expect(current()).toBe('e3'); });
  unmount();
  show(new FakeSource().add(1, say('Fine.')));
  press('n');
  expect(screen.getByText('Nothing failed')).toBeTruthy();
});

it('filters by chips that carry their counts, and keeps the choice in the address', () => {
  show(story());
  const chip = screen.getByRole('button', { name: /^Ran\s*2$/ });
  fireEvent.click(chip);
  expect(chip.getAttribute('aria-pressed')).toBe('true');
  expect(entries().map(entry => entry.id)).toEqual(['e3', 'e5']);
  expect(location.hash).toBe('#f=ran');
  fireEvent.click(screen.getByRole('button', { name: 'Show all' }));
  expect(entries()).toHaveLength(5);
  expect(location.hash).toBe('');
});

it('shows only failures and goes to the first of them', async () => {
  show(story());
  fireEvent.click(screen.getByRole('button', { name: /^Failed\s*1$/ }));
  expect(entries().map(entry => entry.id)).toEqual(['e3']);
  await waitFor(() => { expect(current()).toBe('e3'); });
});

it('opens the view that the address names', async () => {
  location.hash = '#e5&f=ran';
  show(story());
  await waitFor(() => { expect(current()).toBe('e5'); });
  expect(entries()).toHaveLength(2);
});

it('waits for an event that is not there yet', async () => {
  location.hash = '#e3';
  const source = new FakeSource(headOf(), 'loading').add(1, say('One.'));
  show(source);
  expect(screen.getByText(/Looking for entry 3/)).toBeTruthy();
  act(() => { source.add(1, ...command('a', 'ls')); });
  act(() => { source.add(1, say('Two.')); });
  // Entry 3 is the result of the call that entry 2 is.
  await waitFor(() => { expect(current()).toBe('e2'); });
});

it('searches, counts and goes from hit to hit', async () => {
  show(story());
  press('/');
  const box = await screen.findByRole('searchbox');
  fireEvent.input(box, { target: { value: 'fix it' } });
  await waitFor(() => { expect(screen.getByText('2 hits')).toBeTruthy(); });
  fireEvent.keyDown(box, { key: 'Enter' });
  await waitFor(() => { expect(screen.getByText('1 of 2')).toBeTruthy(); });
  fireEvent.click(screen.getByRole('button', { name: 'Next hit' }));
  await waitFor(() => { expect(screen.getByText('2 of 2')).toBeTruthy(); });
  expect(location.hash).toContain('q=fix%20it');
});

it('does not take keys from who types', () => {
  show(story());
  const box = screen.getByRole('searchbox');
  box.focus();
  fireEvent.keyDown(box, { key: 'j' });
  expect(current()).toBeUndefined();
});

it('says how long nothing was heard', () => {
  const source = new FakeSource().addAt(1, startedAt, say('One.')).addAt(1, startedAt + 130_000, say('Two.')).addAt(1, startedAt + 131_000, say('Three.'));
  show(source);
  expect(screen.getAllByText(/without a word/).map(line => line.textContent)).toEqual(['2 min 10 s without a word']);
});

it('heads each turn once', () => {
  const source = new FakeSource().add(0, { kind: 'access', person: 'Maria', action: 'Start', verdict: 'allowed' }).add(1, say('One.'), say('Two.')).add(2, say('Three.'));
  show(source);
  expect(screen.getAllByRole('heading', { level: 2 }).map(heading => heading.textContent?.slice(0, 6))).toEqual(['Turn 1', 'Turn 2']);
});

it('shows the keys', () => {
  HTMLDialogElement.prototype.showModal ??= function showModal(this: HTMLDialogElement) { this.open = true; };
  show(story());
  press('?');
  expect(screen.getByText('next failure')).toBeTruthy();
});

it('loads what is in view and nothing twice', async () => {
  const source = story();
  source.inMemory = false;
  const many = vi.spyOn(source, 'read').mockImplementation(sequences => {
    source.inMemory = true;
    return FakeSource.prototype.read.call(source, sequences);
  });
  show(source);
  expect(screen.getAllByLabelText('Loading')).toHaveLength(5);
  await waitFor(() => { expect(screen.queryAllByLabelText('Loading')).toHaveLength(0); });
  expect(many).toHaveBeenCalledTimes(1);
  expect(source.asked).toEqual([[1, 2, 3, 4, 5, 6, 7]]);
});

it('asks once for what is on its way', async () => {
  const source = story();
  source.inMemory = false;
  vi.spyOn(source, 'read').mockImplementation(sequences => {
    source.asked.push([...sequences]);
    return new Promise(() => undefined);
  });
  show(source);
  await waitFor(() => { expect(source.asked).toHaveLength(1); });
  act(() => { source.add(1, say('More.')); });
  await waitFor(() => { expect(source.asked).toHaveLength(2); });
  expect(source.asked[1]).toEqual([8]);
});

it('shows an event that the address names though its filter hides it', async () => {
  location.hash = '#e1&f=ran';
  show(story());
  await waitFor(() => { expect(current()).toBe('e1'); });
  expect(entries()).toHaveLength(5);
});

it('copies the link to an entry', async () => {
  const written: string[] = [];
  Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText: (text: string) => Promise.resolve(void written.push(text)) } });
  show(story());
  press('j');
  press('c');
  await screen.findByText('Link copied');
  expect(written).toEqual([expect.stringMatching(/#e1$/)]);
});
