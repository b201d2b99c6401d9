import { name, titleLine } from '../bounds';
import { timeFrom } from '../clock';
import type { TraceFacts } from '../facts';
import { typeOf, unknown, type Found, type Reader } from '../found';
import { at, isObject, items, member, text, type Json } from '../json';
import { errorOf, part, partsOf } from './parts';

/** Reads what `opencode export` writes: one JSON with all messages of a session. */
export class OpenCodeSessionReader implements Reader {
  readonly #facts: TraceFacts;

  constructor(facts: TraceFacts) {
    this.#facts = facts;
    facts.tool = 'OpenCode';
  }

  read(value: Json): Found[] {
    const info = member(value, 'info');
    if (!isObject(info) || !Array.isArray(member(value, 'messages'))) return [unknown('opencode', isObject(value) ? text(value, 'type') : typeOf(value))];
    this.#facts.title = titleLine(text(info, 'title'));
    const folder = text(info, 'directory');
    if (folder !== undefined) this.#facts.cwd = folder;
    const model = text(member(info, 'model'), 'id');
    const version = text(info, 'version');
    const time = timeFrom(at(info, 'time', 'created'));
    const session: Found = {
      event: {
        kind: 'session', sessionId: name(text(info, 'id')),
        ...(model === undefined ? {} : { model: name(model) }), ...(version === undefined ? {} : { version: name(version) }),
      },
      ...(time === undefined ? {} : { at: time }),
    };
    return [session, ...items(value, 'messages').flatMap((message) => this.#message(message))];
  }

  #message(message: Json): Found[] {
    const info = member(message, 'info');
    const isUser = text(info, 'role') === 'user';
    const model = text(info, 'modelID');
    if (model) this.#facts.model ??= name(model);
    const begun = timeFrom(at(info, 'time', 'created'));
    const ended = timeFrom(at(info, 'time', 'completed')) ?? begun;
    const found = partsOf(message).flatMap((value) => part(value, isUser, this.#facts.cwd));
    const error = member(info, 'error');
    if (error !== undefined) found.push(errorOf(error));
    // Of the parts, those that state no time: prompts stand at the beginning of the message, counts at its end.
    return found.map((made) => {
      const time = made.event.kind === 'usage' || made.event.kind === 'error' ? ended : begun;
      return made.at === undefined && time !== undefined ? { ...made, at: time } : made;
    });
  }
}
