import { name, titleLine } from './bounds';
import { Calls } from './calls';
import { timeFrom } from './clock';
import type { TraceFacts } from './facts';
import { notice, typeOf, unknown, type Found, type Reader } from './found';
import { anyText, at, count, integer, isObject, items, member, text, write, type Json } from './json';

const maxBlocks = 1000;

/** Reads a thread of Amp: one JSON, with messages much like those of Anthropic's API. */
export class AmpThreadReader implements Reader {
  readonly #facts: TraceFacts;
  readonly #calls = new Calls();

  constructor(facts: TraceFacts) {
    this.#facts = facts;
    facts.tool = 'Amp';
  }

  read(value: Json): Found[] {
    if (!isObject(value) || !Array.isArray(member(value, 'messages'))) return [unknown('amp', isObject(value) ? text(value, 'type') : typeOf(value))];
    this.#facts.title = titleLine(text(value, 'title'));
    const initial = at(value, 'env', 'initial');
    const tree = text(items(initial, 'trees')[0], 'uri');
    const folder = text(initial, 'cwd') ?? (tree?.startsWith('file://') ? tree.slice('file://'.length) : undefined);
    if (folder !== undefined) this.#facts.cwd = folder;
    const time = timeFrom(member(value, 'created'));
    const session: Found = { event: { kind: 'session', sessionId: name(text(value, 'id')) }, ...(time === undefined ? {} : { at: time }) };
    return [session, ...items(value, 'messages').flatMap((message) => this.#message(message))];
  }

  #message(message: Json): Found[] {
    const time = timeFrom(at(message, 'meta', 'sentAt')) ?? timeFrom(at(message, 'usage', 'timestamp'));
    const role = text(message, 'role');
    const found = items(message, 'content').slice(0, maxBlocks).flatMap((block) => this.#block(block, role));
    const usage = member(message, 'usage');
    if (usage !== undefined) found.push(spent(usage));
    const model = text(usage, 'model');
    if (model) this.#facts.model ??= name(model);
    return time === undefined ? found : found.map((made) => ({ ...made, at: time }));
  }

  #block(block: Json, role: string | undefined): Found[] {
    const type = text(block, 'type');
    switch (type) {
      case 'text':
        if (role === 'user') return [{ event: { kind: 'prompt', text: text(block, 'text') ?? '' }, begins: true }];
        return [role === 'assistant' ? { event: { kind: 'text', text: text(block, 'text') ?? '' } } : notice('harness_said', text(block, 'text'))];
      case 'thinking': case 'redacted_thinking': return [{ event: { kind: 'thinking', text: text(block, 'thinking') ?? '' } }];
      case 'tool_use': return this.#calls.begin(text(block, 'id'), text(block, 'name'), member(block, 'input'), this.#facts.cwd);
      case 'tool_result': return this.#result(block);
      case 'image': return [notice('attachment', type)];
      case 'summary': return [notice('compacted', text(member(block, 'summary'), 'summary'))];
      default: return [unknown('amp', `block/${type ?? ''}`)];
    }
  }

  #result(block: Json): Found[] {
    const callId = name(anyText(block, 'toolUseID', 'tool_use_id'));
    const run = member(block, 'run');
    const status = text(run, 'status');
    const result = member(run, 'result') ?? member(run, 'progress') ?? member(run, 'error') ?? member(block, 'content');
    const exitCode = integer(result, 'exitCode');
    const isError = ['error', 'cancelled', 'rejected-by-user'].includes(status ?? '') || member(block, 'is_error') === true || (exitCode !== undefined && exitCode !== 0);
    const output = typeof result === 'string' ? result : (anyText(result, 'output', 'message', 'content') ?? (result === undefined ? (status ?? '') : write(result)));
    return [
      { event: { kind: 'tool_result', callId, output, isError, ...(exitCode === undefined ? {} : { exitCode }) }, key: `result:${callId}` },
      ...(isError ? [] : this.#calls.changed(callId, this.#facts.cwd)),
    ];
  }
}

function spent(usage: Json): Found {
  return {
    event: {
      kind: 'usage', inputTokens: count(usage, 'inputTokens', 'input_tokens') + count(usage, 'cacheCreationInputTokens', 'cache_creation_input_tokens'),
      cachedInputTokens: count(usage, 'cacheReadInputTokens', 'cache_read_input_tokens'), outputTokens: count(usage, 'outputTokens', 'output_tokens'),
    },
  };
}
