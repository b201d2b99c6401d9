import { name } from './bounds';
import { Calls } from './calls';
import type { TraceFacts } from './facts';
import { notice, shortNotice, typeOf, unknown, type Found, type Reader } from './found';
import { statusIn } from './httpStatus';
import { anyText, count, flag, isObject, member, money, text, write, type Json } from './json';

/** Reads `cline --json`. A text comes in pieces and then whole; what was read in pieces is not read again. */
export class ClineReader implements Reader {
  readonly #facts: TraceFacts;
  readonly #calls = new Calls();
  #hasPieces = false;
  #error: string | undefined;

  constructor(facts: TraceFacts) {
    this.#facts = facts;
    facts.tool = 'Cline';
  }

  read(line: Json): Found[] {
    const type = text(line, 'type');
    switch (type) {
      case 'hook_event': return this.#hook(line);
      case 'agent_event': return this.#agent(member(line, 'event'));
      case 'run_result': return this.#result(line);
      case 'run_aborted': return [shortNotice('interrupted', anyText(line, 'message', 'reason'))];
      case 'run_start': case 'run_started': return this.#skip();
      case 'error': return this.#failed(text(line, 'message') ?? text(member(line, 'error'), 'message') ?? '');
      default: return [unknown('cline', isObject(line) ? type : typeOf(line))];
    }
  }

  #skip(): Found[] {
    this.#facts.bookkeeping++;
    return [];
  }

  #hook(line: Json): Found[] {
    const task = text(line, 'taskId');
    if (text(line, 'hookEventName') !== 'agent_start' || task === undefined) return this.#skip();
    return [{ event: { kind: 'session', sessionId: name(task) }, key: `session:${name(task)}` }];
  }

  #agent(event: Json): Found[] {
    const type = text(event, 'type');
    switch (type) {
      case 'iteration_start': case 'iteration_end': case 'content_update': return this.#skip();
      case 'content_start': return this.#begin(event, text(event, 'contentType'));
      case 'content_end': return this.#end(event, text(event, 'contentType'));
      case 'usage': return [usage(event)];
      case 'notice': return [shortNotice('status', text(event, 'message'))];
      case 'error': return this.#failed(text(member(event, 'error'), 'message') ?? text(event, 'message') ?? '');
      case 'done': return text(event, 'reason') === 'error' ? this.#failed(text(event, 'text') ?? '') : this.#skip();
      default: return [unknown('cline', `agent_event/${type ?? ''}`)];
    }
  }

  #begin(event: Json, content: string | undefined): Found[] {
    if (content === 'tool') return this.#calls.begin(text(event, 'toolCallId'), text(event, 'toolName'), member(event, 'input'), this.#facts.cwd);
    if (content !== 'text' && content !== 'reasoning') return [unknown('cline', `content/${content ?? ''}`)];
    this.#hasPieces = true;
    return [{ event: { kind: content === 'text' ? 'text' : 'thinking', text: anyText(event, 'text', 'reasoning') ?? '', partial: true } }];
  }

  #end(event: Json, content: string | undefined): Found[] {
    if (content === 'tool') return this.#toolEnd(event);
    const hadPieces = this.#hasPieces;
    this.#hasPieces = false;
    if (hadPieces) return this.#skip();
    return [{ event: { kind: content === 'reasoning' ? 'thinking' : 'text', text: anyText(event, 'text', 'reasoning') ?? '' } }];
  }

  #toolEnd(event: Json): Found[] {
    const callId = name(text(event, 'toolCallId'));
    const output = member(event, 'output');
    const parts = Array.isArray(output) ? (output.slice(0, 200) as Json[]) : output === undefined ? [] : [output];
    const isError = member(event, 'error') !== undefined || parts.some((part) => flag(part, 'success') === false);
    const words = parts.map((part) => (typeof part === 'string' ? part : ([text(part, 'result'), text(part, 'error')].filter(Boolean).join('\n') || (isObject(part) && 'result' in part ? '' : write(part)))));
    return [
      { event: { kind: 'tool_result', callId, output: text(event, 'error') ?? words.join('\n'), isError }, key: `result:${callId}` },
      ...(isError ? [] : this.#calls.changed(callId, this.#facts.cwd)),
    ];
  }

  #failed(message: string): Found[] {
    if (message === this.#error) return this.#skip();
    this.#error = message;
    return [{ event: { kind: 'error', code: String(statusIn(message) ?? 'error'), message } }];
  }

  #result(line: Json): Found[] {
    const model = text(member(line, 'model'), 'id');
    if (model) this.#facts.model ??= name(model);
    const words = text(line, 'text') ?? '';
    if (text(line, 'finishReason') === 'error') return this.#failed(words);
    return words.length > 0 ? [{ event: { kind: 'answer', text: words } }] : [notice('turn', 'The turn ends.')];
  }
}

function usage(event: Json): Found {
  const costUsd = money(event, 'cost');
  return {
    event: {
      kind: 'usage', inputTokens: count(event, 'inputTokens') + count(event, 'cacheWriteTokens'), cachedInputTokens: count(event, 'cacheReadTokens'),
      outputTokens: count(event, 'outputTokens'), ...(costUsd === undefined ? {} : { costUsd }),
    },
  };
}
