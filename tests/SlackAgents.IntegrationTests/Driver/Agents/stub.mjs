// What the stub agents share: JSON lines, a word on stderr for each line that came in, and gates that a test opens.
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

export const write = (text) => process.stdout.write(text);
export const send = (message) => write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
export const reply = (request, result) => send({ id: request.id, result });
export const refuse = (request, code, message) => send({ id: request.id, error: { code, message } });
export const tell = (method, params) => send({ method, params });

/** Waits until the test makes a file of this name in the working directory. */
export async function gate(name) {
  while (!existsSync(name)) await sleep(5);
}

/** Methods by name; what is not there is refused. Answers to requests of ours go to `answers`. */
export function serve(methods, onEnd = () => process.exit(0)) {
  createInterface({ input: process.stdin }).on('line', (line) => {
    process.stderr.write(`got ${line}\n`);
    const message = JSON.parse(line);
    if (message.method === undefined) waiting.get(message.id)?.(message);
    else if (methods[message.method]) methods[message.method](message, message.params);
    else if (message.id !== undefined) refuse(message, -32601, `no ${message.method}`);
  }).on('close', onEnd);
}

const waiting = new Map();
let last = 0;

/** Asks the client; its whole answer. */
export function ask(method, params) {
  const id = last++;
  send({ id, method, params });
  return new Promise((resolve) => waiting.set(id, resolve));
}
