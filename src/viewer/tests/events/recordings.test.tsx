import { render } from 'preact';
import { act } from 'preact/test-utils';
import { beforeAll, describe, expect, it } from 'vitest';
import { itemMarkdown, runMarkdown } from '../../src/copy/markdown';
import { ItemView } from '../../src/events/itemView';
import { loadColours } from '../../src/text/code';
import { loadMarkdown } from '../../src/text/markdown';
import { ItemTable } from '../../src/timeline/itemTable';
import { rowOf } from '../../src/trace/rowOf';
import { RowTable } from '../../src/trace/rowTable';
import { hostTraces, namesIn, openRecording, pageTraces } from '../formats/recordings';
import { emptySource } from './everyKind';
import { expectOnlyAllowed } from './onlyAllowed';

beforeAll(async () => {
  await loadMarkdown();
  await loadColours();
});

const source = emptySource();

describe.each([['host', hostTraces], ['page', pageTraces]])('Recordings of the %s', (_, folder) => {
  it.each(namesIn(folder))('%s is shown whole', async name => {
    const { records } = await openRecording(folder, name);
    const rows = new RowTable();
    for (const record of records) rows.push(rowOf(record));
    const table = new ItemTable(rows);
    table.absorb();
    const parts = Array.from({ length: table.length }, (_, index) => table.get(index)).slice(0, 400)
      .map(item => ({ item, records: item.sequences.map(sequence => records[sequence - 1]!) }));
    const place = document.createElement('div');
    void act(() => { render(<>{parts.map(part => <section><ItemView {...part} source={source} open onToggle={() => undefined} /></section>)}</>, place); });
    expectOnlyAllowed(place, name);
    place.childNodes.forEach((each, index) => {
      const said = each.textContent ?? '';
      expect(said, JSON.stringify(parts[index])).not.toMatch(/could not be shown|\[object Object\]|undefined|NaN/);
      expect(said.length, JSON.stringify(parts[index])).toBeGreaterThan(2);
      expect(itemMarkdown(parts[index]!), JSON.stringify(parts[index])).not.toMatch(/\[object Object\]|undefined|NaN/);
    });
    expect(runMarkdown(null, parts).length).toBeGreaterThan(9);
    void act(() => { render(null, place); });
  });
});
