// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pairOfPorts } from '../../src/sources/fileMessages';
import { serveFile } from '../../src/sources/fileService';
import { FileSource } from '../../src/sources/fileSource';
import { Timeline } from '../../src/timeline/timeline';

const folder = join(import.meta.dirname, '../../../../tests/SlackAgents.Tests/Fixtures/traces');
// Of two failed starts nothing was recorded.
const recordings = readdirSync(folder).filter(name => name.endsWith('.jsonl') && readFileSync(join(folder, name), 'utf8').trim() !== '');

async function open(name: string): Promise<Timeline> {
  const source = new FileSource(new File([readFileSync(join(folder, name))], name), name, () => {
    const { page, service } = pairOfPorts();
    serveFile({ post: (message, transfer = []) => { service.post(structuredClone(message, { transfer })); }, listen: service.listen });
    return Promise.resolve({ ...page, close: () => undefined });
  });
  const timeline = new Timeline(source);
  await new Promise<void>(resolve => { source.connection.subscribe(({ state }) => { if (state !== 'loading') resolve(); }); });
  expect(source.connection.value).toEqual({ state: 'complete' });
  return timeline;
}

describe('a recording of a harness', () => {
  it.each(recordings)('%s opens: every event is in one item, and results stand with their calls', async name => {
    const timeline = await open(name);
    const rows: number[] = [];
    let orphans = 0;
    for (let index = 0; index < timeline.items.length; index++) {
      const item = timeline.items.get(index);
      rows.push(...item.rows);
      if (item.kind === 'row' && item.category === 'result') orphans++;
    }
    expect(rows.sort((a, b) => a - b)).toEqual(Array.from({ length: timeline.rows.length }, (_, row) => row));
    expect(orphans).toBe(0);
    const sequences = rows.map(row => timeline.rows.sequence(row));
    expect((await timeline.source.read(sequences)).map(record => record.sequence)).toEqual(sequences);
  });
});
