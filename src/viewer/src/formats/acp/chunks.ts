import { name } from '../bounds';
import { notice, type Found } from '../found';
import { at, count, member, text, type Json } from '../json';
import { errorEvent, failureOfText, retryEvent } from './failure';
import type { Quirks } from './quirks';

// The words of the program stand at the beginning; a long text of a model need not be searched.
const maxLooked = 400;
const maxParts = 20;

type Speaker = 'model' | 'failure' | 'retry' | 'notice';

/** A piece of what the agent says, and the token counts that Qwen Code tells beside an empty one. */
export function messageChunk(update: Json, quirks: Quirks): Found[] {
  const spent = quirks.usage === 'chunk' ? at(update, '_meta', 'usage') : undefined;
  const words = textOf(update);
  const found: Found[] = [];
  if (spent === undefined || words) found.push(...(words === undefined ? [attachment(update)] : split(words, quirks).map(([who, part]) => said(who, part))));
  if (spent !== undefined) found.push(tokenCounts(spent));
  return found;
}

export function thoughtChunk(update: Json): Found {
  const words = textOf(update);
  return words === undefined ? attachment(update) : { event: { kind: 'thinking', text: words, partial: true } };
}

/** The text of a chunk, or undefined when it is a picture or something else. */
export function textOf(update: Json): string | undefined {
  const content = member(update, 'content');
  return text(content, 'type') === 'text' ? text(content, 'text') : undefined;
}

function said(who: Speaker, words: string): Found {
  switch (who) {
    case 'failure': return errorEvent(failureOfText(words));
    case 'retry': return retryEvent(words, failureOfText(words).status, words.trim());
    case 'notice': return notice('harness_said', words.trim());
    default: return { event: { kind: 'text', text: words, partial: true } };
  }
}

// Pieces that came quickly after each other may stand in one line, so what follows a message of the program is looked at again.
function split(words: string, quirks: Quirks): [Speaker, string][] {
  const parts: [Speaker, string][] = [];
  let rest = words;
  do {
    const [who, length] = parts.length < maxParts ? beginning(rest, quirks) : (['model', rest.length] as const);
    parts.push([who, rest.slice(0, length)]);
    rest = rest.slice(length);
  } while (rest.length > 0);
  return parts;
}

function beginning(words: string, quirks: Quirks): [Speaker, number] {
  const head = words.slice(0, maxLooked);
  const length = (rule: RegExp | undefined): number => rule?.exec(head)?.[0].length ?? 0;
  if (length(quirks.failure) > 0) return ['failure', words.length];
  const retry = length(quirks.retry);
  if (retry > 0) return ['retry', retry];
  const own = length(quirks.notice);
  return own > 0 ? ['notice', own] : ['model', words.length];
}

function attachment(update: Json): Found {
  return notice('attachment', name(text(member(update, 'content'), 'type') ?? 'nothing'));
}

/** Token counts in the spellings of the agents. */
export function tokenCounts(usage: Json): Found {
  const input = count(usage, 'inputTokens', 'input_tokens');
  const cached = count(usage, 'cachedReadTokens', 'cached_tokens');
  const output = count(usage, 'outputTokens', 'output_tokens');
  // Some count what came from a cache into the input, some beside it; only the sum tells.
  const isBeside = count(usage, 'totalTokens', 'total_tokens') >= input + cached + output;
  return { event: { kind: 'usage', inputTokens: isBeside ? input : Math.max(0, input - cached), cachedInputTokens: cached, outputTokens: output } };
}
