import { cut, name } from '../bounds';
import { notice, typeOf, unknown, type Found } from '../found';
import { anyText, at, count, integer, isObject, items, member, money, number, text, write, type Json } from '../json';

// Lines of `claude -p --output-format stream-json` beside the messages.

export function systemLine(line: Json, source: string): Found {
  const subtype = text(line, 'subtype');
  switch (subtype) {
    case 'init': return session(line);
    case 'api_retry': return retry(line);
    // Qwen Code's word for it.
    case 'retry': return retry(member(line, 'data'));
    case 'status': return notice('status', anyText(line, 'status', 'permissionMode'));
    case 'task_started': case 'task_progress': return notice(subtype, text(line, 'description'));
    case 'task_notification': return notice(subtype, `${text(line, 'status') ?? ''}: ${text(line, 'summary') ?? ''}`);
    case 'task_updated': return notice(subtype, text(member(line, 'patch'), 'status'));
    case 'background_tasks_changed': return notice('background_tasks', `${items(line, 'tasks').length} running`);
    case 'permission_denied': return notice(subtype, `${text(line, 'tool_name') ?? ''}: ${text(line, 'message') ?? ''}`);
    case 'thinking_tokens': return notice(subtype, write(member(line, 'estimated_tokens')));
    case 'notification': case 'informational': case 'local_command_output': return notice(subtype, anyText(line, 'text', 'message', 'content'));
    case 'compact_boundary': return notice('compacted', "The conversation was summarised to fit the model's window.");
    case 'hook_started': case 'hook_progress': case 'hook_response': return notice(subtype, text(line, 'hook_name'));
    default: return unknown(source, `system/${subtype ?? ''}`);
  }
}

function session(line: Json): Found {
  const model = text(line, 'model');
  const version = anyText(line, 'claude_code_version', 'qwen_code_version', 'version');
  return {
    event: {
      kind: 'session', sessionId: name(text(line, 'session_id')),
      ...(model === undefined ? {} : { model: name(model) }), ...(version === undefined ? {} : { version: name(version) }),
    },
  };
}

function retry(line: Json): Found {
  const small = (...names: string[]): number | undefined => {
    const found = names.map((of) => integer(line, of)).find((value) => value !== undefined);
    return found !== undefined && found >= 0 && found <= 100_000 ? found : undefined;
  };
  const maxAttempts = small('max_retries', 'maxRetries');
  const delayMilliseconds = number(line, 'retry_delay_ms') ?? number(line, 'delayMs');
  const httpStatus = small('error_status');
  return {
    event: {
      kind: 'retry', attempt: small('attempt') ?? 0, error: name(anyText(line, 'error', 'reason') ?? 'unknown'),
      ...(maxAttempts === undefined ? {} : { maxAttempts }), ...(delayMilliseconds === undefined ? {} : { delayMilliseconds }),
      ...(httpStatus === undefined ? {} : { httpStatus }),
    },
  };
}

/** Lines beside the conversation: answers to control requests, stream pieces. */
export function otherLine(line: Json, type: string | undefined, source: string): Found {
  switch (type) {
    case 'control_response': return notice(type, answer(line));
    case 'control_request': return notice(type, text(member(line, 'request'), 'subtype'));
    case 'control_cancel_request': case 'keep_alive': return notice(type, text(line, 'request_id'));
    case 'stream_event': return notice(type, text(member(line, 'event'), 'type'));
    case 'rate_limit_event': return notice('rate_limit', text(member(line, 'rate_limit_info'), 'status'));
    case 'tool_progress': return notice(type, text(line, 'tool_name'));
    case 'tool_use_summary': return notice(type, text(line, 'summary'));
    case 'auth_status': return notice(type, text(line, 'error'));
    default: return unknown(source, isObject(line) ? type : typeOf(line));
  }
}

function answer(line: Json): string {
  const response = member(line, 'response');
  const error = text(response, 'error');
  return `${text(response, 'request_id') ?? ''} ${text(response, 'subtype') ?? ''}${error === undefined ? '' : `: ${cut(error, 500)}`}`;
}

/** The last word on a prompt: what it took, and how it failed, or its answer. */
export function resultLine(line: Json): Found[] {
  const usage = member(line, 'usage');
  const costUsd = costOf(line);
  const found: Found[] = [{
    event: {
      kind: 'usage', inputTokens: count(usage, 'input_tokens') + count(usage, 'cache_creation_input_tokens'),
      cachedInputTokens: count(usage, 'cache_read_input_tokens'), outputTokens: count(usage, 'output_tokens'),
      ...(costUsd === undefined ? {} : { costUsd }),
    },
  }];
  const error = failureOf(line);
  const said = text(line, 'result') ?? '';
  if (error) found.push({ event: error });
  else if (said.length > 0) found.push({ event: { kind: 'answer', text: said } });
  return found;
}

// `subtype` alone says nothing: an API failure is `success` with `is_error`, and a turn that was broken off for a more urgent
// message is `success` without it; only `terminal_reason` tells.
function failureOf(line: Json): { kind: 'error'; code: string; message: string } | undefined {
  const subtype = text(line, 'subtype');
  const reason = text(line, 'terminal_reason');
  if (member(line, 'is_error') !== true && subtype === 'success' && (reason === undefined || reason === 'completed')) return undefined;
  const errors = items(line, 'errors').slice(0, 20).map((error) => (typeof error === 'string' ? error : write(error))).join('\n');
  const words = [text(line, 'result'), cut(errors || (text(line, 'error') ?? text(member(line, 'error'), 'message')), 2000), reason, subtype].find((part) => part);
  return {
    kind: 'error',
    code: name(anyText(line, 'api_error_type', 'api_error', 'terminal_reason', 'subtype') ?? 'unknown'),
    message: words ?? 'No reason was given.',
  };
}

// What this turn cost: `total_cost_usd` counts the whole session, earlier processes included.
function costOf(line: Json): number | undefined {
  const models = at(line, 'model_usage_since_last_result');
  if (!isObject(models)) return undefined;
  return Object.values(models).reduce<number>((sum, model) => sum + (money(model, 'costUSD') ?? 0), 0);
}
