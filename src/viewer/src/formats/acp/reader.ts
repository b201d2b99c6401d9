import { cut, name, titleLine } from '../bounds';
import { driverLine } from '../driver';
import type { TraceFacts } from '../facts';
import { notice, typeOf, unknown, type Found, type Reader } from '../found';
import { anyText, at, count, flag, integer, isObject, items, member, number, text, write, type Json } from '../json';
import { todoItem } from '../todoList';
import { messageChunk, thoughtChunk, tokenCounts } from './chunks';
import { errorEvent, failureOfCodex, failureOfError, retryEvent } from './failure';
import { unwrapped } from './framing';
import { anyAgent, quirksOf, type Quirks } from './quirks';
import { clientRequest, answerOfClient } from './requests';
import { toolCall, toolLine } from './tools';

const maxEvents = 256;
/** The agent does not know a request: an extension that was tried, or an option that it has not. */
const methodNotFound = -32601;

/** Reads lines of the Agent Client Protocol: what an agent printed, our driver's record of it, or a log of both directions. */
export class AcpReader implements Reader {
  readonly #facts: TraceFacts;
  #quirks: Quirks = anyAgent;
  /** How often an agent was started: its ids count from there, and models repeat the ids of their calls. Our driver's ids are words. */
  #life = 0;
  #isIdle = false;
  /** The answer to the request to go on with a session does not say which. */
  #session = '';

  constructor(facts: TraceFacts) {
    this.#facts = facts;
  }

  read(line: Json): Found[] {
    const driver = driverLine(line);
    if (driver) return [this.#driver(line, driver)];
    const found = this.#events(unwrapped(line));
    return found.length > maxEvents ? [...found.slice(0, maxEvents - 1), notice('cut', 'This line had more parts than are kept.')] : found;
  }

  #driver(line: Json, found: Found): Found {
    if (text(line, 'type') === 'driver.idle') this.#isIdle = true;
    if (found.event.kind !== 'prompt') return found;
    const begins = this.#isIdle;
    this.#isIdle = false;
    return { ...found, begins };
  }

  #events(line: Json): Found[] {
    const method = text(line, 'method');
    this.#session = text(member(line, 'params'), 'sessionId') ?? this.#session;
    const update = at(line, 'params', 'update');
    if (method === 'session/update' && update !== undefined) return this.#update(update);
    if (method !== undefined) return this.#request(line, method);
    const error = member(line, 'error');
    if (error !== undefined) return [this.#error(line, error)];
    const result = member(line, 'result');
    if (result !== undefined) return this.#result(line, result);
    return [unknown(this.#quirks.source, isObject(line) ? text(line, 'type') : typeOf(line))];
  }

  #update(update: Json): Found[] {
    const kind = text(update, 'sessionUpdate');
    switch (kind) {
      case 'agent_message_chunk': return messageChunk(update, this.#quirks);
      case 'agent_thought_chunk': return [thoughtChunk(update)];
      case 'user_message_chunk': return [notice('replayed', cut(text(member(update, 'content'), 'text'), 200))];
      case 'tool_call': case 'tool_call_update':
        return toolLine(update, kind === 'tool_call', this.#quirks.showsChangesEarly, this.#facts.cwd, this.#owner);
      case 'plan': return [{ event: { kind: 'todo', items: items(update, 'entries').slice(0, 200).map((entry) => todoItem(text(entry, 'content') ?? '', text(entry, 'status'))) } }];
      case 'usage_update': return [notice('context', contextOf(update))];
      case 'available_commands_update': return [notice('commands', `${items(update, 'availableCommands').length} commands`)];
      case 'current_mode_update': return [notice('mode', text(update, 'currentModeId'))];
      case 'config_option_update': return [notice('options', optionsOf(update))];
      case 'session_info_update': return [this.#info(update)];
      default: return [unknown(this.#quirks.source, `update/${kind ?? ''}`)];
    }
  }

  get #owner(): string {
    return `acp:${this.#life}`;
  }

  #info(update: Json): Found {
    // codex-acp tells here, and only here, what kind of failure it is.
    const codex = at(update, '_meta', 'codex');
    const error = member(codex, 'error');
    if (error !== undefined) {
      const failure = failureOfCodex(error);
      return flag(error, 'willRetry') === true ? retryEvent(text(error, 'message') ?? '', failure.status, failure.message) : errorEvent(failure);
    }
    const title = text(update, 'title');
    if (title) this.#facts.title = titleLine(title);
    return title === undefined ? notice('status', text(member(codex, 'threadStatus'), 'type') ?? text(update, 'updatedAt')) : notice('title', title);
  }

  #request(line: Json, method: string): Found[] {
    const parameters = member(line, 'params');
    const call = member(parameters, 'toolCall');
    const id = idOf(line);
    const key = id === undefined ? undefined : `${this.#owner}:request:${method}:${id}`;
    if (method === 'session/request_permission' && call !== undefined) {
      const asked = toolCall(call, this.#facts.cwd, this.#owner);
      const summary = asked.event.kind === 'tool_call' ? (asked.event.summary ?? '') : '';
      // After a yes some agents tell only the result.
      return [notice('permission', `Asked: ${summary}`, key), asked];
    }
    const said = clientRequest(method, parameters, this.#facts);
    if (said) return said;
    return [isKnown(method) ? notice('client_request', name(method), key) : unknown(this.#quirks.source, method, key)];
  }

  #error(line: Json, error: Json): Found {
    const failure = failureOfError(error);
    const id = idOf(line);
    const key = id === undefined ? undefined : `${this.#owner}:response:${id}:error`;
    return { ...(integer(error, 'code') === methodNotFound ? notice('refused', failure.message) : errorEvent(failure)), key };
  }

  #result(line: Json, result: Json): Found[] {
    const agent = member(result, 'agentInfo');
    if (typeof member(line, 'id') === 'number' && member(result, 'protocolVersion') !== undefined) this.#life++;
    const id = idOf(line);
    const key = (part: string): string | undefined => (id === undefined ? undefined : `${this.#owner}:response:${id}:${part}`);
    if (agent !== undefined) return [{ ...this.#introduced(agent), key: key('result') }];
    const stop = text(result, 'stopReason');
    if (stop !== undefined) {
      const usage = this.#quirks.usage === 'answer' ? member(result, 'usage') : this.#quirks.usage === 'quota' ? at(result, '_meta', 'quota', 'token_count') : undefined;
      return [notice('stop', name(stop), key('stop')), ...(usage === undefined ? [] : [{ ...tokenCounts(usage), key: key('usage') }])];
    }
    if (isSession(line, result)) return [{ ...this.#opened(result), key: key('result') }];
    // In a log of both directions it can be the client's, whose ids are of another count.
    return [answerOfClient(result) ?? notice('answered', cut(write(result), 500), typeof member(line, 'id') === 'number' ? undefined : key('result'))];
  }

  #introduced(agent: Json): Found {
    const { tool, quirks } = quirksOf(agent);
    this.#quirks = quirks;
    if (tool) this.#facts.tool = name(tool);
    const version = text(agent, 'version');
    if (version !== undefined) this.#facts.version ??= name(version);
    return notice('agent', `${name(anyText(agent, 'title', 'name'))} ${name(version)}`.trim());
  }

  #opened(result: Json): Found {
    const option = items(result, 'configOptions').find((entry) => text(entry, 'id') === 'model');
    const model = text(member(result, 'models'), 'currentModelId') ?? text(option, 'currentValue');
    return { event: { kind: 'session', sessionId: name(text(result, 'sessionId') ?? this.#session), ...(model === undefined ? {} : { model: name(model) }) } };
  }
}

/** Whether this is the answer to session/new, session/load or session/resume; the latter two do not say the id again. */
function isSession(line: Json, result: Json): boolean {
  if (text(result, 'sessionId') !== undefined) return true;
  const id = text(line, 'id');
  if (id !== undefined) return /^session\/(?:load|resume)(?::|$)/u.test(id);
  return ['modes', 'models', 'configOptions'].some((of) => member(result, of) !== undefined);
}

function idOf(line: Json): string | undefined {
  const id = member(line, 'id');
  return typeof id === 'string' || typeof id === 'number' ? name(String(id)) : undefined;
}

// The protocol's own requests, and extensions: those begin with a line, or with the name of the agent that made them.
function isKnown(method: string): boolean {
  return /^(?:fs\/(?:read_text_file|write_text_file)$|terminal\/|_|qwen\/|craft\/)/u.test(method);
}

function contextOf(update: Json): string {
  const cost = member(update, 'cost');
  const amount = number(cost, 'amount');
  const spent = amount === undefined ? '' : `, ${Number(amount.toFixed(4))} ${name(text(cost, 'currency'))} in this session`;
  return `${count(update, 'used')} of ${count(update, 'size')} tokens${spent}`;
}

function optionsOf(update: Json): string {
  return items(update, 'configOptions').slice(0, 20).map((option) => {
    const value = member(option, 'currentValue');
    return `${name(text(option, 'id'))}: ${name(typeof value === 'string' ? value : value === undefined ? '' : write(value))}`;
  }).join(', ');
}
