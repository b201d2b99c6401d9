import { copyText } from '../../ui/clipboard';
import { plural } from '../../ui/format';
import type { Item } from '../../timeline/timeline';
import type { TraceRecord } from '../../trace/record';
import { addressOf } from './useAddress';
import type { RunView } from './runView';

export async function copyLink(view: RunView, hash: string): Promise<void> {
  view.say(await copyText(addressOf(hash)) ? 'Link copied' : 'The browser did not let it be copied');
}

export async function copyItem(view: RunView, item: Item): Promise<void> {
  const records = await recordsOf(view, [item]);
  await hand(view, markdownOf([{ item, records }]), 'Copied as Markdown');
}

/** Everything that is shown, up to what a clipboard can be expected to take. */
export async function copyView(view: RunView): Promise<void> {
  const visible = view.timeline.visible.peek();
  const items = [...visible.subarray(0, mostItems)].map(index => view.timeline.items.get(index));
  const records = await recordsOf(view, items);
  const bySequence = new Map(records.map(record => [record.sequence, record]));
  const parts = items.map(item => ({ item, records: item.sequences.flatMap(sequence => bySequence.get(sequence) ?? []) }));
  const words = visible.length > mostItems ? `The first ${plural(mostItems, 'entry', 'entries')} copied as Markdown` : `${plural(items.length, 'entry', 'entries')} copied as Markdown`;
  await hand(view, markdownOf(parts), words);
}

const mostItems = 500;

async function recordsOf(view: RunView, items: readonly Item[]): Promise<TraceRecord[]> {
  const sequences = items.flatMap(item => item.sequences);
  const records: TraceRecord[] = [];
  try {
    for (let start = 0; start < sequences.length; start += 200) records.push(...await view.source.read(sequences.slice(start, start + 200)));
  } catch {
    view.say('Not everything could be read; try again when the page is connected');
  }
  return records;
}

async function hand(view: RunView, text: string, words: string): Promise<void> {
  view.say(await copyText(text) ? words : 'The browser did not let it be copied');
}

function markdownOf(parts: readonly { item: Item; records: readonly TraceRecord[] }[]): string {
  return parts.map(part => part.records.map(record => JSON.stringify(record.event)).join('\n')).join('\n\n');
}
