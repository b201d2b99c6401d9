import { act, cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RunPage } from '../../src/pages/run/runPage';
import { FakeSource, headOf, say } from './fakeSource';

let scrolled: number[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  location.hash = '';
  scrolled = [];
  Object.defineProperty(window, 'scrollY', { configurable: true, value: 0 });
  window.scrollTo = ((_: number, top: number) => { scrolled.push(top); }) as typeof window.scrollTo;
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  Object.defineProperty(navigator, 'onLine', { configurable: true, value: true });
});

const show = (source: FakeSource) => render(<RunPage source={source} links={{}} />);
const live = (): FakeSource => new FakeSource(headOf(), 'live').add(1, say('One.'), say('Two.'));
/** The page is as long as this, and somebody reads its beginning. */
const longPage = (): void => { Object.defineProperty(document.documentElement, 'scrollHeight', { configurable: true, value: 9_000 }); };

describe('following', () => {
  it('keeps the end in view while the run is live', () => {
    longPage();
    const source = live();
    show(source);
    const follow = screen.getByRole('button', { name: 'Follow' });
    expect(follow.getAttribute('aria-pressed')).toBe('true');
    scrolled = [];
    act(() => { source.add(1, say('Three.')); });
    expect(scrolled).toContain(9_000);
  });

  it('counts what came while somebody reads further up, and goes there with a tap', () => {
    longPage();
    const source = live();
    show(source);
    fireEvent.click(screen.getByRole('button', { name: 'Follow' }));
    act(() => { source.add(1, say('Three.'), say('Four.')); });
    const pill = screen.getByRole('button', { name: /2 new/ });
    scrolled = [];
    fireEvent.click(pill);
    expect(screen.queryByRole('button', { name: /new/ })).toBeNull();
    expect(scrolled).toContain(9_000);
  });

  it('lets go when a hand scrolls away, even a little, and takes up again at the end', () => {
    longPage();
    const source = live();
    show(source);
    const follow = (): string | null => screen.getByRole('button', { name: 'Follow' }).getAttribute('aria-pressed');
    const scrollTo = (top: number): void => {
      act(() => {
        Object.defineProperty(window, 'scrollY', { configurable: true, value: top });
        dispatchEvent(new Event('wheel'));
        dispatchEvent(new Event('scroll'));
      });
    };
    const end = 9_000 - window.innerHeight;
    scrollTo(end);
    expect(follow()).toBe('true');
    scrollTo(end - 20);
    expect(follow()).toBe('false');
    scrollTo(end);
    expect(follow()).toBe('true');
  });

  it('follows a run to its last word after it came to rest', () => {
    longPage();
    const source = live();
    show(source);
    act(() => { source.head.value = headOf({ state: 'Finished', atRest: true }); });
    scrolled = [];
    act(() => { source.add(1, { kind: 'answer', text: 'Done.' }); });
    expect(scrolled).toContain(9_000);
  });

  it('does not call old what a filter brings back', () => {
    longPage();
    const source = live().add(1, { kind: 'thinking', text: 'Hm' });
    show(source);
    fireEvent.click(screen.getByRole('button', { name: 'Follow' }));
    fireEvent.click(screen.getByRole('button', { name: /^Thinking\s*1$/ }));
    fireEvent.click(screen.getByRole('button', { name: /^Thinking\s*1$/ }));
    expect(screen.queryByRole('button', { name: /\d new/ })).toBeNull();
  });

  it('has nothing to follow in a run that rests', () => {
    show(new FakeSource(headOf({ atRest: true, state: 'Finished' }), 'live').add(1, say('One.')));
    expect(screen.queryByRole('button', { name: 'Follow' })).toBeNull();
    expect(screen.getByRole('button', { name: 'Last' })).toBeTruthy();
  });

  it('waits for an event that the address names, and does not run to the end meanwhile', () => {
    longPage();
    location.hash = '#e50';
    show(live());
    expect(screen.getByRole('button', { name: 'Follow' }).getAttribute('aria-pressed')).toBe('false');
  });
});

it('tells who listens of news politely, and at most every ten seconds', () => {
  const source = live();
  show(source);
  const told = (): string => screen.getAllByRole('status').map(place => place.textContent).filter(text => text?.includes('new event')).join();
  act(() => { vi.advanceTimersByTime(1); });
  expect(told()).toBe('');
  act(() => {
    source.add(1, say('Three.'));
    vi.advanceTimersByTime(1);
  });
  expect(told()).toBe('1 new event');
  act(() => {
    source.add(1, say('Four.'), say('Five.'));
    vi.advanceTimersByTime(9_000);
  });
  expect(told()).toBe('1 new event');
  act(() => { vi.advanceTimersByTime(1_001); });
  expect(told()).toBe('2 new events');
});

describe('the connection', () => {
  const state = (source: FakeSource, ...connection: [FakeSource['connection']['value']]): void => { act(() => { [source.connection.value] = connection; }); };

  it('is not talked about while all is well', () => {
    show(live());
    expect(screen.queryByRole('alert')).toBeNull();
    expect(screen.getByText('Live. What comes next appears here.')).toBeTruthy();
  });

  it('says what the source says while it waits and when it is refused', () => {
    const source = live();
    show(source);
    state(source, { state: 'waiting', sentence: 'The host does not answer. It is asked again in 4 s.' });
    expect(screen.getAllByText(/asked again in 4 s/).length).toBeGreaterThan(0);
    state(source, { state: 'refused', sentence: 'This link was taken back.' });
    expect(screen.getByRole('alert').textContent).toContain('This link was taken back.');
    expect(screen.queryByRole('button', { name: 'Follow' })).toBeNull();
  });

  it('says that the device is offline', () => {
    show(live());
    act(() => { Object.defineProperty(navigator, 'onLine', { configurable: true, value: false }); dispatchEvent(new Event('offline')); });
    expect(screen.getByText(/You are offline/)).toBeTruthy();
    act(() => { Object.defineProperty(navigator, 'onLine', { configurable: true, value: true }); dispatchEvent(new Event('online')); });
    expect(screen.queryByText(/You are offline/)).toBeNull();
  });
});
