import { name } from '../bounds';
import { driverLine } from '../driver';
import type { TraceFacts } from '../facts';
import { notice, shortNotice, typeOf, unknown, type Found, type Reader } from '../found';
import { count, integer, isObject, items, member, text, type Json } from '../json';
import { callOf, changesOf, isKnownItem, isTool, joined, resultOf } from './items';
import { notification } from './notifications';

const maxParts = 200;

/**
 * Reads `codex app-server`, and our driver's record of it. One rule for text: a message, a thought and a command's output are taken
 * from the item that is completed, which holds the whole of it; the pieces before it are a quiet notice, so nothing is said twice.
 */
export class CodexServerReader implements Reader {
  readonly #facts: TraceFacts;
  #prompt: string | undefined;
  /** The driver says the prompt itself. */
  #isDriven = false;

  constructor(facts: TraceFacts) {
    this.#facts = facts;
    facts.tool = 'Codex';
  }

  read(line: Json): Found[] {
    if (!isObject(line)) return [unknown('codex', typeOf(line))];
    const driver = driverLine(line);
    if (driver) {
      this.#isDriven = true;
      if (driver.event.kind === 'prompt') this.#prompt ??= driver.event.messageId;
      return [driver];
    }
    const method = text(line, 'method');
    const parameters = member(line, 'params');
    if (method === undefined) return [this.#answer(line)];
    if (method === 'item/started') return [this.#started(parameters)];
    if (method === 'item/completed') return this.#completed(parameters);
    // With an id it asks something, or is asked: a log may hold both directions.
    if (member(line, 'id') !== undefined) return [this.#request(method, parameters)];
    return [notification(method, parameters, this.#facts)];
  }

  #request(method: string, parameters: Json): Found {
    if (method === 'turn/start' || method === 'turn/steer') {
      const id = text(parameters, 'clientUserMessageId');
      return { event: { kind: 'prompt', text: saidIn(parameters, 'input'), ...(id === undefined ? {} : { messageId: name(id) }) }, begins: method === 'turn/start' };
    }
    return notice(/^(?:initialize|thread\/|turn\/|model\/|account\/|config)/u.test(method) ? 'client_request' : 'agent_asks', name(method));
  }

  #answer(line: Json): Found {
    const error = member(line, 'error');
    if (isObject(error)) return shortNotice('refused', text(error, 'message'));
    const result = member(line, 'result');
    if (result === undefined) return unknown('codex', text(line, 'type'));
    const thread = member(result, 'thread');
    if (!isObject(thread)) return notice('answer', `Request ${integer(line, 'id') ?? name(text(line, 'id'))} was taken.`);
    const model = text(result, 'model') ?? text(thread, 'model');
    const version = text(thread, 'cliVersion');
    const folder = text(result, 'cwd') ?? text(thread, 'cwd');
    if (folder !== undefined) this.#facts.cwd = folder;
    return {
      event: {
        kind: 'session', sessionId: name(text(thread, 'id')),
        ...(model === undefined ? {} : { model: name(model) }), ...(version === undefined ? {} : { version: name(version) }),
      },
    };
  }

  #started(parameters: Json): Found {
    const item = member(parameters, 'item');
    const type = text(item, 'type');
    const client = text(item, 'clientId');
    if (type === 'userMessage') this.#prompt ??= client ?? '';
    if (type === 'userMessage' && client && client !== this.#prompt) {
      const id = name(client);
      return { event: { kind: 'steering', messageId: id, state: 'delivered' }, key: `steering:${id}:delivered` };
    }
    const key = keyOf(parameters, 'started');
    const started = callOf(item, this.#facts.cwd) ?? (isKnownItem(type) ? notice('begins', type) : unknown('codex', `item/${type ?? ''}`));
    return { ...started, key };
  }

  #completed(parameters: Json): Found[] {
    const item = member(parameters, 'item');
    const type = text(item, 'type');
    const key = keyOf(parameters, 'completed');
    if (type === 'userMessage') return [{ key, ...this.#said(item) }];
    if (type === 'fileChange') {
      return [{ ...resultOf(item), key }, ...changesOf(item, this.#facts.cwd).map((made, index) => ({ ...made, key: key === undefined ? undefined : `${key}:${index}` }))];
    }
    return [{ ...completedItem(item, type), key }];
  }

  // The first prompt is on record by the driver's own line, where there is one; so is one that came too late for the turn it was meant for.
  #said(item: Json): Found {
    const words = saidIn(item, 'content');
    const client = text(item, 'clientId');
    if (!client) return { event: { kind: 'prompt', text: words } };
    const id = name(client);
    return client === this.#prompt && this.#isDriven ? notice('prompt_receipt', id) : { event: { kind: 'prompt', text: words, messageId: id }, key: `driver:${id}:prompt` };
  }
}

function saidIn(owner: Json, of: string): string {
  return items(owner, of).slice(0, maxParts).map((part) => text(part, 'text') ?? `[${name(text(part, 'type') ?? 'part')}]`).join('\n');
}

/** A whole item that is no tool's, or a tool's result. */
export function completedItem(item: Json, type: string | undefined): Found {
  switch (type) {
    case 'agentMessage': return { event: { kind: 'text', text: text(item, 'text') ?? joined(item, 'content') } };
    case 'reasoning': return { event: { kind: 'thinking', text: joined(item, 'summary') || joined(item, 'content') || (text(item, 'text') ?? '') } };
    case 'plan': return notice('plan', text(item, 'text'));
    case 'imageView': return notice('image', name(text(item, 'path')));
    case 'imageGeneration': return notice('image', 'An image was made.');
    case 'contextCompaction': return notice('compacted', "The conversation was summarised to fit the model's window.");
    case 'subAgentActivity': return notice('subagent', name(`${text(item, 'agentPath') ?? ''} ${text(item, 'kind') ?? ''}`));
    case 'hookPrompt': return notice('hook', items(item, 'fragments').slice(0, maxParts).map((fragment) => text(fragment, 'text') ?? '').join('\n'));
    case 'functionCallOutput': return notice('output', name(text(item, 'name')));
    case 'enteredReviewMode': case 'exitedReviewMode': return notice('review', text(item, 'review'));
    case 'sleep': return notice('sleep', `${count(item, 'durationMs')} ms`);
    default: return isTool(type) ? resultOf(item) : unknown('codex', `item/${type ?? ''}`);
  }
}

// The ids of items count from the start of a turn.
function keyOf(parameters: Json, stage: string): string | undefined {
  const turn = text(parameters, 'turnId');
  const item = text(member(parameters, 'item'), 'id');
  return turn && item && turn.length <= 80 && item.length <= 80 ? `codex:${turn}:${item}:${stage}` : undefined;
}

