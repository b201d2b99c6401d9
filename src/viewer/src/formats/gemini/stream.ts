import { name } from '../bounds';
import { Calls } from '../calls';
import type { TraceFacts } from '../facts';
import { notice, typeOf, unknown, type Found, type Reader } from '../found';
import { statusIn } from '../httpStatus';
import { count, isObject, member, text, write, type Json } from '../json';

/** Reads `gemini -o stream-json`. */
export class GeminiStreamReader implements Reader {
  readonly #facts: TraceFacts;
  readonly #calls = new Calls();

  constructor(facts: TraceFacts) {
    this.#facts = facts;
    facts.tool = 'Gemini CLI';
  }

  read(line: Json): Found[] {
    const type = text(line, 'type');
    switch (type) {
      case 'init': return [session(line)];
      case 'message': return [message(line)];
      case 'tool_use': return this.#calls.begin(text(line, 'tool_id'), text(line, 'tool_name'), member(line, 'parameters'), this.#facts.cwd);
      case 'tool_result': return this.#result(line);
      case 'error': return [problem(text(line, 'message') ?? '', text(line, 'severity'))];
      case 'result': return result(line);
      default: return [unknown('gemini', isObject(line) ? type : typeOf(line))];
    }
  }

  #result(line: Json): Found[] {
    const callId = name(text(line, 'tool_id'));
    const error = member(line, 'error');
    const isError = text(line, 'status') === 'error';
    const output = text(line, 'output') ?? text(error, 'message') ?? (error === undefined ? '' : write(error));
    return [
      { event: { kind: 'tool_result', callId, output, isError }, key: `result:${callId}` },
      ...(isError ? [] : this.#calls.changed(callId, this.#facts.cwd)),
    ];
  }
}

function session(line: Json): Found {
  const model = text(line, 'model');
  return { event: { kind: 'session', sessionId: name(text(line, 'session_id')), ...(model === undefined ? {} : { model: name(model) }) } };
}

function message(line: Json): Found {
  const words = text(line, 'content') ?? '';
  if (text(line, 'role') === 'user') return { event: { kind: 'prompt', text: words }, begins: true };
  return { event: member(line, 'delta') === true ? { kind: 'text', text: words, partial: true } : { kind: 'text', text: words } };
}

function problem(words: string, severity: string | undefined): Found {
  return severity === 'warning' ? notice('warning', words) : { event: { kind: 'error', code: String(statusIn(words) ?? 'error'), message: words } };
}

function result(line: Json): Found[] {
  const stats = member(line, 'stats');
  const cached = count(stats, 'cached');
  const found: Found[] = [{
    event: { kind: 'usage', inputTokens: Math.max(0, count(stats, 'input_tokens') - cached), cachedInputTokens: cached, outputTokens: count(stats, 'output_tokens') },
  }];
  if (text(line, 'status') !== 'success') {
    const error = member(line, 'error');
    const words = text(error, 'message') ?? 'No reason was given.';
    found.push({ event: { kind: 'error', code: String(statusIn(words) ?? name(text(error, 'type') ?? 'error')), message: words } });
  }
  return found;
}
