/** Characters of a line that is read; of a longer one only the beginning, so that it cannot take the page down. */
export const maxLine = 200 * 1024 * 1024;

/**
 * Lines of a file: UTF-8 (damaged bytes become U+FFFD), with or without a byte order mark, ended by LF or CRLF. Each byte is looked
 * at once, however long a line is.
 */
export async function* linesOf(file: Blob): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8');
  const reader = file.stream().getReader();
  let parts: string[] = [];
  let length = 0;
  const keep = (part: string): void => {
    if (length < maxLine && part.length > 0) parts.push(length + part.length > maxLine ? part.slice(0, maxLine - length) : part);
    length += part.length;
  };
  const take = (): string => {
    const line = parts.length === 1 ? (parts[0] ?? '') : parts.join('');
    parts = [];
    length = 0;
    return line.endsWith('\r') ? line.slice(0, -1) : line;
  };
  try {
    for (;;) {
      const { done, value } = await reader.read();
      const text = done ? decoder.decode() : decoder.decode(value, { stream: true });
      let start = 0;
      for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
        keep(text.slice(start, end));
        yield take();
        start = end + 1;
      }
      keep(text.slice(start));
      if (done) break;
    }
    if (length > 0) yield take();
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
