import { name } from '../bounds';
import type { TraceFacts } from '../facts';
import { shortNotice, type Found } from '../found';
import { isObject, items, member, text, type Json } from '../json';

// The client's side, which only a log of both directions has.

/** What a client asked of the agent, or undefined when it is no request of a client. */
export function clientRequest(method: string, parameters: Json, facts: TraceFacts): Found[] | undefined {
  switch (method) {
    case 'session/prompt':
      return [{ event: { kind: 'prompt', text: wordsOf(items(parameters, 'prompt')) }, begins: true }];
    case '_session/steering':
      return [{ event: { kind: 'prompt', text: wordsOf(items(parameters, 'prompt')) || (text(parameters, 'text') ?? '') } }];
    case 'session/new': case 'session/load': case 'session/resume': case 'session/fork': {
      const folder = text(parameters, 'cwd');
      if (folder !== undefined) facts.cwd = folder;
      return [shortNotice('client', method)];
    }
    case 'initialize': case 'authenticate': case 'logout': case 'session/cancel': case 'session/list': case 'session/close': case 'session/delete':
      return [shortNotice('client', method)];
    case 'session/set_mode': case 'session/set_model': case 'session/set_config_option':
      return [shortNotice('client', `${method} ${name(text(parameters, 'modeId') ?? text(parameters, 'modelId') ?? text(parameters, 'value'))}`)];
    case '$/cancel_request':
      return [shortNotice('client', method)];
    default: return undefined;
  }
}

/** A client's answer to the agent's question whether it may, or undefined for another answer. */
export function answerOfClient(result: Json): Found | undefined {
  const outcome = member(result, 'outcome');
  return isObject(outcome) ? shortNotice('permission', `Answered: ${text(outcome, 'optionId') ?? text(outcome, 'outcome') ?? ''}`) : undefined;
}

function wordsOf(prompt: readonly Json[]): string {
  return prompt.slice(0, 200).map((block) => text(block, 'text') ?? text(block, 'uri') ?? text(member(block, 'resource'), 'uri') ?? `[${name(text(block, 'type') ?? 'part')}]`).join('\n');
}
