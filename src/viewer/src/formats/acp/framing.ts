import { isObject, member, parseJson, text, type Json } from '../json';

// A log may put the message into an envelope of its own, with a time and a direction.
const envelopes = ['message', 'msg', 'data', 'payload', 'json', 'line', 'frame', 'content', 'raw'] as const;

/** The JSON-RPC message in a line, in whatever envelope. */
export function unwrapped(line: Json): Json {
  if (!isObject(line) || isMessage(line)) return line;
  for (const of of envelopes) {
    const inner = member(line, of);
    const message = typeof inner === 'string' && inner.includes('"jsonrpc"') ? parseJson(inner) : inner;
    if (isMessage(message)) return message;
  }
  return line;
}

export function isMessage(value: Json): boolean {
  return text(value, 'jsonrpc') === '2.0';
}

/** The JSON of a line that has an arrow, a time or a name before it, as text logs do; undefined when there is none. */
export function afterPrefix(line: string): Json {
  const start = line.indexOf('{');
  if (start <= 0 || start > 200 || !line.includes('"jsonrpc"')) return undefined;
  return parseJson(line.slice(start));
}
