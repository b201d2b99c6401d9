import type { Part } from '../../copy/markdown';
import { copyText } from '../../ui/clipboard';
import { plural } from '../../ui/format';
import type { Item } from '../../timeline/timeline';
import type { TraceRecord } from '../../trace/record';
import { addressOf } from './useAddress';
import type { RunView } from './runView';

/** More than this is no text for a message any more; the downloads have all of it. */
const mostItems = 500;
const atOnce = 200;

export async function copyLink(view: RunView, hash: string): Promise<void> {
  await copy(view, addressOf(hash), 'Link copied');
}

export async function copyItem(view: RunView, item: Item): Promise<void> {
  await copy(view, partsOf(view, [item]).then(async ([part]) => {
    const { itemMarkdown } = await import('../../copy/markdown');
    return part ? itemMarkdown(part) : '';
  }), 'Copied as Markdown');
}

/** What is shown, up to what a clipboard can be expected to take. */
export async function copyView(view: RunView): Promise<void> {
  const visible = view.timeline.visible.peek();
  const items = [...visible.subarray(0, mostItems)].map(index => view.timeline.items.get(index));
  const first = visible.length > mostItems ? 'The first ' : '';
  await copy(view, partsOf(view, items).then(async parts => {
    const { runMarkdown } = await import('../../copy/markdown');
    return runMarkdown(view.source.head.peek(), parts);
  }), `${first}${plural(items.length, 'entry', 'entries')} copied as Markdown`);
}

async function partsOf(view: RunView, items: readonly Item[]): Promise<Part[]> {
  const sequences = items.flatMap(item => item.sequences);
  const records = new Map<number, TraceRecord>();
  for (let start = 0; start < sequences.length; start += atOnce) {
    for (const record of await view.source.read(sequences.slice(start, start + atOnce))) records.set(record.sequence, record);
  }
  return items.map(item => ({ item, records: item.sequences.flatMap(sequence => records.get(sequence) ?? []) }));
}

async function copy(view: RunView, text: string | Promise<string>, words: string): Promise<void> {
  try {
    view.say(await copyText(text) ? words : 'The browser did not let it be copied');
  } catch {
    view.say('Not everything could be read; try again when the page is connected');
  }
}
