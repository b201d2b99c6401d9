import { name } from '../bounds';
import type { TraceFacts } from '../facts';
import { typeOf, unknown, type Found, type Reader } from '../found';
import { isObject, member, text, type Json } from '../json';
import { errorOf, part } from './parts';

/** Reads `opencode run --format json`. A call is told only when it has ended. */
export class OpenCodeStreamReader implements Reader {
  readonly #facts: TraceFacts;
  #session: string | undefined;

  constructor(facts: TraceFacts) {
    this.#facts = facts;
    facts.tool = 'OpenCode';
  }

  read(line: Json): Found[] {
    return [...this.#begin(text(line, 'sessionID')), ...this.#events(line, text(line, 'type'))];
  }

  #begin(session: string | undefined): Found[] {
    if (session === undefined || this.#session !== undefined) return [];
    this.#session = session;
    return [{ event: { kind: 'session', sessionId: name(session) } }];
  }

  #events(line: Json, type: string | undefined): Found[] {
    switch (type) {
      case 'step_start':
        this.#facts.bookkeeping++;
        return [];
      case 'text': case 'reasoning': case 'tool_use': case 'step_finish': return part(member(line, 'part'), false, this.#facts.cwd);
      case 'error': return [errorOf(member(line, 'error'))];
      default: return [unknown('opencode', isObject(line) ? type : typeOf(line))];
    }
  }
}
