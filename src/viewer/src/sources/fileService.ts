import { parseTrace } from '../formats';
import type { TraceRecord } from '../trace/record';
import { rowOf } from '../trace/rowOf';
import { Breath } from './breath';
import { fileLines, longestLine } from './fileLines';
import type { Port, ToPage, ToService } from './fileMessages';
import { LocalRecords } from './localRecords';
import { wireRow } from './rowIntake';

/** Rows that go to the page at once. */
const rowsAtOnce = 2_000;

/** Beyond, a table on the page would hold more than a phone likes. */
const mostRecords = 1_000_000;

export interface ServiceOptions {
  parse?: typeof parseTrace;
  longestLine?: number;
  mostRecords?: number;
}

/** Reads a file and answers what the page asks about it: in a worker, or in the page where there is none. */
export function serveFile(port: Port<ToPage, ToService>, options: ServiceOptions = {}): void {
  const records = new LocalRecords();
  const running = new Map<number, AbortController>();
  const closed = new AbortController();

  const answer = async (id: number, work: (abort: AbortSignal) => Promise<(ToPage & { type: 'answer' })['value']>): Promise<void> => {
    const abort = new AbortController();
    running.set(id, abort);
    try {
      const value = await work(abort.signal);
      if (!abort.signal.aborted) port.post({ type: 'answer', id, value });
    } catch (error) {
      if (!abort.signal.aborted) port.post({ type: 'refused', id, sentence: sentenceOf(error) });
    } finally {
      running.delete(id);
    }
  };

  port.listen(message => {
    switch (message.type) {
      case 'open':
        open(message, records, port, options, closed.signal).catch((error: unknown) => { port.post({ type: 'failed', sentence: sentenceOf(error) }); });
        break;
      case 'read':
        void answer(message.id, () => records.read(message.sequences));
        break;
      case 'text':
        void answer(message.id, () => records.text(message.sequence, message.property, message.offset, message.length));
        break;
      case 'search':
        void answer(message.id, async abort => {
          await records.search(message.query, sequences => { if (!abort.aborted) port.post({ type: 'found', id: message.id, sequences }); }, abort);
          return null;
        });
        break;
      case 'abort':
        running.get(message.id)?.abort();
        break;
      case 'close':
        closed.abort();
        for (const abort of running.values()) abort.abort();
        break;
    }
  });
  port.post({ type: 'ready' });
}

async function open(
  { file, name, date }: ToService & { type: 'open' },
  records: LocalRecords,
  port: Port<ToPage, ToService>,
  options: ServiceOptions,
  closed: AbortSignal,
): Promise<void> {
  const most = options.mostRecords ?? mostRecords;
  const longest = options.longestLine ?? longestLine;
  const breath = new Breath();
  let last = { run: '', sequence: 0, turn: 0, at: new Date(date ?? 0).toISOString() };
  let rows: number[] = [];
  let bytes = 0;

  const add = (record: TraceRecord): void => {
    // Where this page has put in a notice, those behind it move on.
    const sequence = Math.max(record.sequence, last.sequence + 1);
    const { run, turn, at } = record;
    last = { run, sequence, turn, at };
    records.add({ ...record, sequence });
    rows.push(...wireRow(rowOf({ ...record, sequence })));
  };
  const notice = (topic: string, text: string): void => {
    add({ v: 1, ...last, event: { kind: 'notice', topic, text } });
  };
  const lines = fileLines(file, {
    longest,
    progress: read => { bytes = read; },
    refused: (line, characters) => {
      notice('line_too_long', `Line ${line} of the file has ${characters.toLocaleString('en')} characters. Lines of more than ${longest.toLocaleString('en')} are left out.`);
    },
  });
  const trace = (options.parse ?? parseTrace)(lines, name, date === undefined ? {} : { fileDate: date });
  const flush = (): void => {
    const progress = file.size === 0 ? 1 : Math.min(1, bytes / file.size);
    const sent = Float64Array.from(rows);
    port.post({ type: 'rows', rows: sent, facts: { ...trace.facts }, progress }, [sent.buffer]);
    rows = [];
  };

  for await (const record of trace) {
    if (closed.aborted) return;
    add(record);
    if (records.length >= most) {
      notice('file_goes_on', `The file goes on: this page shows its first ${most.toLocaleString('en')} events.`);
      break;
    }
    if (rows.length >= rowsAtOnce * 6) flush();
    if (breath.isDue) {
      if (rows.length > 0) flush();
      await breath.take();
    }
  }
  flush();
  port.post({ type: 'done', facts: { ...trace.facts } });
}

function sentenceOf(error: unknown): string {
  return error instanceof DOMException && (error.name === 'NotReadableError' || error.name === 'NotFoundError')
    ? 'The file could not be read: it was changed, moved or removed. Drop it on the page again.'
    : `The file could not be read: ${error instanceof Error ? error.message : String(error)}`;
}
