import type { TraceFacts } from '../formats';
import type { TextProperty, TraceRecord } from '../trace/record';
import type { TextPiece } from './source';

/** What the page says to whoever reads the file. Answers carry the number of their question. */
export type ToService =
  | { type: 'open'; file: Blob; name: string; date?: number }
  | { type: 'read'; id: number; sequences: readonly number[] }
  | { type: 'text'; id: number; sequence: number; property: TextProperty; offset: number; length: number }
  | { type: 'search'; id: number; query: string }
  | { type: 'abort'; id: number }
  | { type: 'close' };

/** What it hears. */
export type ToPage =
  | { type: 'ready' }
  | {
      type: 'rows';
      /** Six numbers for each row, as over the wire. */
      rows: Float64Array;
      facts: TraceFacts;
      /** Of the file that was read, from 0 to 1. */
      progress: number;
    }
  | { type: 'done'; facts: TraceFacts }
  | { type: 'failed'; sentence: string }
  | { type: 'found'; id: number; sequences: number[] }
  | { type: 'answer'; id: number; value: TraceRecord[] | TextPiece | null }
  | { type: 'refused'; id: number; sentence: string };

/** One end of the way between them. */
export interface Port<Out, In> {
  post(message: Out, transfer?: Transferable[]): void;
  listen(heard: (message: In) => void): void;
}

/** Two ends in one page. Like a worker's, a message is heard after the work in hand. */
export function pairOfPorts(): { page: Port<ToService, ToPage>; service: Port<ToPage, ToService> } {
  const way = <Message>(): { post: (message: Message) => void; listen: (heard: (message: Message) => void) => void } => {
    let listener: ((message: Message) => void) | undefined;
    const early: Message[] = [];
    return {
      post: message => {
        if (listener) queueMicrotask(() => listener?.(message));
        else early.push(message);
      },
      listen: heard => {
        listener = heard;
        for (const message of early.splice(0)) queueMicrotask(() => { heard(message); });
      },
    };
  };
  const [toService, toPage] = [way<ToService>(), way<ToPage>()];
  return { page: { post: toService.post, listen: toPage.listen }, service: { post: toPage.post, listen: toService.listen } };
}
