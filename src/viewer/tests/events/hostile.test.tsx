import { render } from 'preact';
import { act } from 'preact/test-utils';
import { beforeAll, describe, expect, it } from 'vitest';
import { ItemView } from '../../src/events/itemView';
import { loadColours } from '../../src/text/code';
import { loadMarkdown } from '../../src/text/markdown';
import { emptySource, everyKind, type Sample } from './everyKind';
import { hostileTexts } from './hostile';
import { expectOnlyAllowed } from './onlyAllowed';

beforeAll(async () => {
  await loadMarkdown();
  await loadColours();
});

const source = emptySource();
const world = globalThis as { __ran?: unknown; polluted?: unknown };

/** All samples at once: thousands of pages of one entry each would cost the test more than what it tests. */
function showAll(samples: readonly Sample[], open: boolean): HTMLElement {
  const place = document.createElement('div');
  // Effects are run at once: what waits for a frame that never comes is kept in memory.
  void act(() => { render(<>{samples.map(sample => <section title={sample.name}><ItemView item={sample.item} records={sample.records} source={source} open={open} onToggle={() => undefined} /></section>)}</>, place); });
  return place;
}

function tryEverywhere(text: string): void {
  for (const open of [true, false]) {
    // Closed, only what can be opened looks any different.
    const place = showAll(everyKind(text).filter(sample => open || /call|result|thinking|notice|unknown|file_change/.test(sample.name)), open);
    for (const each of place.childNodes as NodeListOf<HTMLElement>) {
      expectOnlyAllowed(each, `${each.getAttribute('title')} with ${JSON.stringify(text)}`);
      if (each.textContent?.includes('could not be shown')) expect.fail(`${each.getAttribute('title')} broke with ${JSON.stringify(text)}`);
    }
    void act(() => { render(null, place); });
  }
  expect(world.__ran).toBeUndefined();
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
}

describe('Hostile text', () => {
  it('is there in number', () => {
    expect(new Set(hostileTexts).size).toBeGreaterThan(200);
  });

  it.each(hostileTexts.map(text => [text.slice(0, 60).replace(/[\0-\x1f\x7f-\x9f\ud800-\udfff]/g, '.'), text]))('%s brings nothing onto the page, in no place', (_, text) => { tryEverywhere(text); });

  it('is shown, not dropped', () => {
    const place = showAll(everyKind('<b onclick=x>visible</b>'), true);
    for (const each of place.childNodes as NodeListOf<HTMLElement>) {
      const name = each.getAttribute('title') ?? '';
      // These hold numbers, or count their steps.
      if (name !== 'usage' && name !== 'call of TodoWrite') expect(each.textContent, name).toContain('visible');
    }
  });

  it('nested at random brings nothing either', () => {
    const random = seeded(7);
    const signs = ['<', '>', '[', ']', '(', ')', '!', '`', '```\n', '*', '_', '~', '"', "'", '\n', '\n\n', '> ', '- ', '1. ', '|', '\t', '&', ';', '#', '\u001B[', 'm', '\u001B]8;;', '\u0007', '\u202E', 'https://', 'javascript:', '@', 'www.', '{', '}', '\\', ':', '/', ' ', '\r', '\0', '+', '@@ ', '*** Update File: '];
    for (let round = 0; round < 30; round++) {
      let text = '';
      for (let piece = 0; piece < 25; piece++) {
        text += random() < 0.5 ? signs[Math.floor(random() * signs.length)] : hostileTexts[Math.floor(random() * hostileTexts.length)]!.slice(0, 1 + Math.floor(random() * 80));
      }
      tryEverywhere(text);
    }
  }, 120_000);
});

/** The same numbers in each run, so that what fails once can be looked at. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
