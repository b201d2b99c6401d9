import { name, titleLine } from './bounds';
import { Calls, shownChange } from './calls';
import type { TraceFacts } from './facts';
import { keyed, notice, shortNotice, typeOf, unknown, type Found, type Reader } from './found';
import { anyText, at, count, flag, integer, isObject, items, member, number, text, write, type Json } from './json';

const maxParts = 1000;

/** Reads the chats that Qwen Code keeps below `~/.qwen/projects`. */
export class QwenSessionReader implements Reader {
  readonly #facts: TraceFacts;
  readonly #calls = new Calls();
  #hasSession = false;

  constructor(facts: TraceFacts) {
    this.#facts = facts;
    facts.tool = 'Qwen Code';
  }

  read(line: Json): Found[] {
    const found = [...this.#session(line), ...this.#events(line, text(line, 'type'))];
    const uuid = text(line, 'uuid');
    return keyed(found, uuid === undefined ? undefined : name(uuid));
  }

  #session(line: Json): Found[] {
    const id = text(line, 'sessionId');
    const folder = text(line, 'cwd');
    if (folder !== undefined) this.#facts.cwd = folder;
    const branch = text(line, 'gitBranch');
    if (branch) this.#facts.branch = name(branch);
    if (this.#hasSession || id === undefined) return [];
    this.#hasSession = true;
    const version = text(line, 'version');
    return [{ event: { kind: 'session', sessionId: name(id), ...(version === undefined ? {} : { version: name(version) }) }, key: `session:${name(id)}` }];
  }

  #events(line: Json, type: string | undefined): Found[] {
    switch (type) {
      case 'user': return this.#user(line);
      case 'assistant': return this.#assistant(line);
      case 'tool_result': return this.#result(line);
      case 'system': return this.#system(line, text(line, 'subtype'));
      default: return [unknown('qwen', isObject(line) ? type : typeOf(line))];
    }
  }

  #user(line: Json): Found[] {
    const words = items(member(line, 'message'), 'parts').slice(0, maxParts).map((part) => text(part, 'text')).filter((part) => part !== undefined).join('\n');
    const provenance = text(line, 'provenance');
    return [provenance === undefined || provenance === 'real_user' ? { event: { kind: 'prompt', text: words }, begins: true } : notice('harness_said', words)];
  }

  #assistant(line: Json): Found[] {
    const model = text(line, 'model');
    if (model) this.#facts.model ??= name(model);
    const found = items(member(line, 'message'), 'parts').slice(0, maxParts).flatMap((part) => this.#part(part));
    const usage = member(line, 'usageMetadata');
    if (usage !== undefined) {
      const cached = count(usage, 'cachedContentTokenCount');
      found.push({
        event: {
          kind: 'usage', inputTokens: Math.max(0, count(usage, 'promptTokenCount') - cached), cachedInputTokens: cached,
          outputTokens: count(usage, 'candidatesTokenCount') + count(usage, 'thoughtsTokenCount'),
        },
      });
    }
    return found;
  }

  #part(part: Json): Found[] {
    const call = member(part, 'functionCall');
    if (call !== undefined) return this.#calls.begin(text(call, 'id'), text(call, 'name'), member(call, 'args'), this.#facts.cwd);
    const words = text(part, 'text');
    if (words === undefined) return [unknown('qwen', `part/${isObject(part) ? (Object.keys(part)[0] ?? '') : typeOf(part)}`)];
    return [{ event: flag(part, 'thought') === true ? { kind: 'thinking', text: words } : { kind: 'text', text: words } }];
  }

  #result(line: Json): Found[] {
    const told = member(line, 'toolCallResult');
    const answer = member(items(member(line, 'message'), 'parts')[0], 'functionResponse');
    const callId = name(text(told, 'callId') ?? text(answer, 'id'));
    const display = member(told, 'resultDisplay');
    const exitCode = integer(display, 'exitCode');
    const isError = text(told, 'status') === 'error' || (exitCode !== undefined && exitCode !== 0);
    const response = member(answer, 'response');
    const output = (typeof display === 'string' ? display : anyText(display, 'output', 'text')) ?? anyText(response, 'output', 'error') ?? (response === undefined ? '' : write(response));
    const changes = shownChange(display, callId, this.#facts.cwd);
    const guessed = this.#calls.changed(callId, this.#facts.cwd);
    return [
      { event: { kind: 'tool_result', callId, output, isError, ...(exitCode === undefined ? {} : { exitCode }) }, key: `result:${callId}` },
      ...(changes.length > 0 || isError ? changes : guessed),
    ];
  }

  #system(line: Json, subtype: string | undefined): Found[] {
    const payload = member(line, 'systemPayload');
    const said = member(payload, 'uiEvent');
    switch (subtype) {
      case 'ui_telemetry': return text(said, 'event.name') === 'qwen-code.api_error' ? [apiError(said)] : this.#skip();
      case 'chat_compression': return [notice('compacted', "The conversation was summarised to fit the model's window.")];
      case 'slash_command': return [shortNotice('command', anyText(payload, 'rawCommand', 'command'))];
      case 'custom_title': case 'session_title': return this.#title(anyText(payload, 'customTitle', 'title'));
      default: return this.#skip();
    }
  }

  #title(title: string | undefined): Found[] {
    if (title) this.#facts.title = titleLine(title);
    return [shortNotice('title', title)];
  }

  #skip(): Found[] {
    this.#facts.bookkeeping++;
    return [];
  }
}

function apiError(said: Json): Found {
  const status = number(said, 'status_code') ?? number(at(said, 'error'), 'status');
  const words = anyText(said, 'error_message', 'error') ?? 'No reason was given.';
  return { event: { kind: 'error', code: status === undefined ? name(text(said, 'error_type') ?? 'error') : String(status), message: words } };
}
