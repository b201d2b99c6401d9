import { signal } from '@preact/signals';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { TraceFacts } from '../../src/formats';
import { foundWords } from '../../src/pages/open/fileFacts';
import { mostFiles, OpenPage } from '../../src/pages/open/openPage';
import { FakeSource, say } from './fakeSource';

class FakeFile extends FakeSource {
  readonly facts = signal<TraceFacts | null>(null);
  isClosed = false;
  override close(): void { this.isClosed = true; }
}

const facts = (some: Partial<TraceFacts> = {}): TraceFacts => ({
  format: 'claude-session', tool: 'Claude Code', title: 'Fix it', timesAreMade: false, lines: 12, records: 9, bookkeeping: 1, unknown: 0, ...some,
});

let opened: Map<string, FakeFile>;

beforeEach(() => {
  location.hash = '';
  opened = new Map();
  window.scrollTo = (() => undefined) as typeof window.scrollTo;
});
afterEach(cleanup);

function show(): void {
  render(<OpenPage open={file => {
    const source = new FakeFile(null, 'complete').add(1, say(`From ${file.name}.`));
    source.facts.value = facts({ title: '' });
    opened.set(file.name, source);
    return source;
  }} />);
}

const file = (name: string, text = '{}'): File => new File([text], name);
const choose = (...files: File[]): void => {
  const input = document.querySelector<HTMLInputElement>('input[type=file]')!;
  Object.defineProperty(input, 'files', { configurable: true, value: files });
  act(() => { fireEvent.change(input); });
};

it('says that nothing leaves the browser', () => {
  show();
  expect(screen.getByText('Read in this browser; nothing is uploaded.')).toBeTruthy();
});

it('opens several files and changes between them', () => {
  show();
  choose(file('one.jsonl'), file('two.jsonl'));
  expect(screen.getByText('From two.jsonl.')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'one.jsonl' }));
  expect(screen.getByText('From one.jsonl.')).toBeTruthy();
  expect(screen.queryByText('From two.jsonl.')).toBeNull();
});

it('lets go of a file that is closed', () => {
  show();
  choose(file('one.jsonl'), file('two.jsonl'));
  fireEvent.click(screen.getByRole('button', { name: 'Close two.jsonl' }));
  expect(opened.get('two.jsonl')?.isClosed).toBe(true);
  expect(opened.get('one.jsonl')?.isClosed).toBe(false);
  expect(screen.getByText('From one.jsonl.')).toBeTruthy();
});

it('takes what is dropped anywhere', () => {
  show();
  const event = new Event('drop', { bubbles: true, cancelable: true });
  Object.defineProperty(event, 'dataTransfer', { value: { types: ['Files'], files: [file('dropped.jsonl')] } });
  act(() => { document.body.dispatchEvent(event); });
  expect(event.defaultPrevented).toBe(true);
  expect(screen.getByText('From dropped.jsonl.')).toBeTruthy();
});

it('takes text that is pasted into the box', () => {
  show();
  fireEvent.click(screen.getByRole('button', { name: 'Paste text' }));
  const box = screen.getByRole('textbox', { name: 'Lines of a trace' });
  fireEvent.input(box, { target: { value: '{"type":"user"}' } });
  fireEvent.click(screen.getByRole('button', { name: 'Open it' }));
  expect(screen.getByText('From pasted.jsonl.')).toBeTruthy();
});

it('does not open without end, and says what to do', () => {
  show();
  choose(...Array.from({ length: mostFiles + 3 }, (_, number) => file(`${number}.jsonl`)));
  expect(opened.size).toBe(mostFiles);
  expect(screen.getByRole('alert').textContent).toContain('Close one first.');
  choose(file('more.jsonl'));
  expect(opened.size).toBe(mostFiles);
});

it('refuses an empty file', () => {
  show();
  choose(file('empty.jsonl', ''));
  expect(opened.size).toBe(0);
  expect(screen.getByRole('alert').textContent).toContain('There is nothing in it.');
});

it('says what could not be read and what does open', () => {
  show();
  choose(file('picture.jsonl'));
  act(() => { opened.get('picture.jsonl')!.connection.value = { state: 'failed', sentence: 'Nothing in this file could be read as a trace.' }; });
  expect(screen.getAllByText('Nothing in this file could be read as a trace.').length).toBeGreaterThan(0);
  expect(screen.getByText(/What opens:/)).toBeTruthy();
});

it('tells the format and how much of it was understood', () => {
  expect(foundWords(facts(), false, undefined)).toBe('This is a Claude Code session: 12 lines, all of them understood.');
  expect(foundWords(facts({ unknown: 3, timesAreMade: true }), true, 0.5)).toBe('This is a Claude Code session: 12 lines, 3 not understood and shown as they are. It has no times; only the order is real. Reading, 50 %…');
  expect(foundWords(facts({ format: null }), false, undefined)).toContain('No known format');
});
