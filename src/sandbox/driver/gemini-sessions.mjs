// Puts Gemini CLI's session files in order before it starts, so that it can go on with any of them and its provider takes
// what it then sends. Run before every start; a session that is in order already stays as it is.
//
// - It names a file by the minute and the first characters of the session's id. To load a session it first begins a new
//   file of such a name; in the same minute that is the file it was to load. So files get a name without a minute.
// - A call that was interrupted may have no result there, and results are kept twice: beside their call and as a message
//   of the user. Each load makes more of them. The provider takes exactly one result for each call, right after it.
import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseObject } from './lines.mjs';

/** A longer session is left as it is. */
const longest = 128 * 1024 * 1024;

const named = /^session-(?:kept|2.*)-([0-9a-f]{1,8})\.jsonl$/;
const noResult = { error: 'The call was interrupted before it had a result.' };

/** The session's state and its messages as the file's lines tell them, one after the other. */
export function read(text) {
  let head = {};
  let messages = new Map();
  const put = (list) => list.filter((one) => typeof one?.id === 'string').forEach((one) => messages.set(one.id, one));
  for (const line of text.split('\n')) {
    const { $set: changed, $rewindTo: back, ...record } = parseObject(line) ?? {};
    if (typeof back === 'string') {
      const kept = [...messages].findIndex(([id]) => id === back);
      messages = new Map([...messages].slice(0, Math.max(kept, 0)));
    } else if (typeof record.id === 'string') {
      messages.set(record.id, record);
    } else {
      const { messages: list, ...state } = changed ?? record;
      if (changed && Array.isArray(list)) messages = new Map();
      if (Array.isArray(list)) put(list);
      head = { ...head, ...state };
    }
  }
  return { head, messages: [...messages.values()] };
}

/** The same conversation, with one result for each call, beside it. */
export function mend(messages) {
  const results = new Map();
  for (const part of messages.flatMap((message) => [...partsOf(message.content), ...callsOf(message).flatMap(({ result }) => partsOf(result))])) {
    const id = part?.functionResponse?.id;
    if (id !== undefined && !results.has(id)) results.set(id, part);
  }
  const seen = new Set();
  return messages.flatMap((message) => {
    if (message.type === 'user') return withoutResults(message);
    return message.type === 'gemini' ? [withResults(message, results, seen)] : [message];
  });
}

const partsOf = (content) => (Array.isArray(content) ? content : []);
const callsOf = ({ toolCalls }) => (Array.isArray(toolCalls) ? toolCalls.filter((call) => typeof call?.id === 'string') : []);

function withoutResults(message) {
  const parts = partsOf(message.content);
  const rest = parts.filter((part) => part?.functionResponse === undefined);
  if (rest.length === parts.length) return [message];
  return rest.length === 0 ? [] : [{ ...message, content: rest }];
}

function withResults(message, results, seen) {
  const parts = partsOf(message.content).filter((part) => !seen.has(part?.functionCall?.id));
  const inText = parts.map((part) => part?.functionCall).filter(Boolean);
  const beside = callsOf(message).filter(({ id }) => !seen.has(id));
  const calls = [...inText.filter(({ id }) => !beside.some((one) => one.id === id)).map(({ id, name, args }) => ({ id, name, args, status: 'error' })), ...beside];
  if (calls.length === 0 && callsOf(message).length === 0 && parts.length === partsOf(message.content).length) return message;
  calls.forEach(({ id }) => seen.add(id));
  // Where the text holds calls, only those are sent: so it has to hold all of them.
  const missing = inText.length === 0 ? [] : calls.filter(({ id }) => !inText.some((one) => one.id === id));
  return {
    ...message,
    content: Array.isArray(message.content) ? [...parts, ...missing.map(({ id, name, args }) => ({ functionCall: { id, name, args } }))] : message.content,
    toolCalls: calls.map((call) => ({ ...call, result: resultOf(call, results) })),
  };
}

function resultOf({ id, name, result }, results) {
  const parts = partsOf(result);
  // A picture comes beside the result that it belongs to.
  const isItsOwn = parts.filter((part) => part?.functionResponse).length === 1 && parts.some((part) => part?.functionResponse?.id === id);
  if (isItsOwn) return parts;
  if (results.has(id)) return [results.get(id)];
  return typeof result === 'string' ? result : [{ functionResponse: { id, name, response: noResult } }];
}

/** All sessions of this home directory. */
export function tidy(home) {
  const projects = path.join(home, '.gemini', 'tmp');
  for (const project of list(projects)) {
    const folder = path.join(projects, project, 'chats');
    const files = list(folder).filter((name) => named.test(name));
    const kept = new Set(files.filter((name) => name.startsWith('session-kept-')));
    for (const name of files) {
      const target = `session-kept-${named.exec(name)[1]}.jsonl`;
      // Beside a kept file it is what the program began when it loaded that one.
      if (name !== target && kept.has(target)) continue;
      kept.add(target);
      tidyFile(path.join(folder, name), path.join(folder, target));
    }
  }
}

function tidyFile(file, target) {
  try {
    if (statSync(file).size > longest) return;
    const { head, messages } = read(readFileSync(file, 'utf8'));
    if (typeof head.sessionId !== 'string') return;
    writeFileSync(`${target}.new`, [head, ...mend(messages)].map((line) => `${JSON.stringify(line)}\n`).join(''), { mode: 0o600 });
    renameSync(`${target}.new`, target);
    if (file !== target) rmSync(file);
  } catch (error) {
    process.stderr.write(`driver: the session file ${path.basename(file)} was left as it is: ${error.message}\n`);
  }
}

function list(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) tidy(process.env.HOME || homedir());
