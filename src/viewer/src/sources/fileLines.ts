import { Breath } from './breath';

/** Characters of a line that is read. */
export const longestLine = 64 * 1024 * 1024;

export interface LineUse {
  /** Bytes that were read until now. */
  progress?(bytes: number): void;
  /** A line was too long and is left out. It counts from 1. */
  refused?(line: number, characters: number): void;
  longest?: number;
}

/**
 * Lines of a file: UTF-8 (damaged bytes become U+FFFD), with or without a byte order mark, ended by LF or CRLF. A line that is too
 * long is never held, however long it is.
 */
export async function* fileLines(file: Blob, use: LineUse = {}): AsyncGenerator<string, void, undefined> {
  const longest = use.longest ?? longestLine;
  const decoder = new TextDecoder('utf-8');
  const reader = file.stream().getReader();
  const breath = new Breath();
  let parts: string[] = [];
  let length = 0;
  let number = 0;
  let bytes = 0;

  const keep = (part: string): void => {
    length += part.length;
    if (length <= longest) parts.push(part);
    else parts = [];
  };
  const take = (): string | undefined => {
    number++;
    const line = parts.join('');
    const characters = length;
    parts = [];
    length = 0;
    if (characters <= longest) return line.endsWith('\r') ? line.slice(0, -1) : line;
    use.refused?.(number, characters);
    return undefined;
  };

  try {
    for (;;) {
      const { done, value } = await reader.read();
      const text = done ? decoder.decode() : decoder.decode(value, { stream: true });
      let start = 0;
      for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
        keep(text.slice(start, end));
        start = end + 1;
        const line = take();
        if (line !== undefined) yield line;
        if (breath.isDue) await breath.take();
      }
      if (start < text.length) keep(text.slice(start));
      bytes += value?.byteLength ?? 0;
      use.progress?.(bytes);
      if (done) break;
    }
    const line = length > 0 ? take() : undefined;
    if (line !== undefined) yield line;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
