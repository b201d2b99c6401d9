import { name } from './bounds';
import { Calls } from './calls';
import type { TraceFacts } from './facts';
import { shortNotice, typeOf, unknown, type Found, type Reader } from './found';
import { statusIn } from './httpStatus';
import { anyText, count, flag, isObject, member, text, type Json } from './json';

/** Reads `droid exec -o stream-json`. */
export class DroidReader implements Reader {
  readonly #facts: TraceFacts;
  readonly #calls = new Calls();

  constructor(facts: TraceFacts) {
    this.#facts = facts;
    facts.tool = 'Droid';
  }

  read(line: Json): Found[] {
    const type = text(line, 'type');
    switch (type) {
      case 'system': return [this.#session(line)];
      case 'message': return [message(line)];
      case 'reasoning': return [{ event: { kind: 'thinking', text: text(line, 'text') ?? '' } }];
      case 'tool_call': return this.#calls.begin(text(line, 'id'), anyText(line, 'toolName', 'toolId'), member(line, 'parameters'), this.#facts.cwd);
      case 'tool_result': return this.#result(line);
      case 'error': return [failure(text(line, 'message') ?? '')];
      case 'completion': return completion(line);
      default: return [unknown('droid', isObject(line) ? type : typeOf(line))];
    }
  }

  #session(line: Json): Found {
    const subtype = text(line, 'subtype');
    if (subtype !== 'init') return unknown('droid', `system/${subtype ?? ''}`);
    const folder = text(line, 'cwd');
    if (folder !== undefined) this.#facts.cwd = folder;
    const model = text(line, 'model');
    return { event: { kind: 'session', sessionId: name(text(line, 'session_id')), ...(model === undefined ? {} : { model: name(model) }) } };
  }

  #result(line: Json): Found[] {
    const callId = name(text(line, 'id'));
    const output = text(line, 'value') ?? text(member(line, 'error'), 'message') ?? '';
    const match = /\[Process exited with code (\d{1,3})\]\s*$/u.exec(output.slice(-60));
    const exitCode = match ? Number(match[1]) : undefined;
    const isError = flag(line, 'isError') === true || (exitCode !== undefined && exitCode !== 0);
    return [
      { event: { kind: 'tool_result', callId, output, isError, ...(exitCode === undefined ? {} : { exitCode }) }, key: `result:${callId}` },
      ...(isError ? [] : this.#calls.changed(callId, this.#facts.cwd)),
    ];
  }
}

function message(line: Json): Found {
  const words = text(line, 'text') ?? '';
  switch (text(line, 'role')) {
    case 'user': return { event: { kind: 'prompt', text: words }, begins: true };
    case 'assistant': return { event: { kind: 'text', text: words } };
    default: return shortNotice('harness_said', words);
  }
}

function failure(message: string): Found {
  return { event: { kind: 'error', code: String(statusIn(message) ?? 'error'), message } };
}

function completion(line: Json): Found[] {
  const usage = member(line, 'usage');
  const words = text(line, 'finalText') ?? '';
  return [
    {
      event: {
        kind: 'usage', inputTokens: count(usage, 'input_tokens') + count(usage, 'cache_creation_input_tokens'),
        cachedInputTokens: count(usage, 'cache_read_input_tokens'), outputTokens: count(usage, 'output_tokens'),
      },
    },
    ...(words.length > 0 ? [{ event: { kind: 'answer', text: words } } satisfies Found] : []),
  ];
}
