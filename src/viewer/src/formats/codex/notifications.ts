import { cut, name } from '../bounds';
import type { TraceFacts } from '../facts';
import { notice, shortNotice, unknown, type Found } from '../found';
import { count, flag, integer, isObject, items, member, text, type Json } from '../json';
import { todoItems } from '../todoList';

const quiet = new Set(['serverRequest/resolved', 'skills/changed', 'fs/changed', 'turn/diff/updated', 'turn/moderationMetadata']);
const quietPrefixes = ['thread/', 'account/', 'app/', 'remoteControl/', 'project/', 'process/', 'command/', 'item/autoApprovalReview/', 'autoApprovalReview/'];
const pieces = new Set(['item/reasoning/summaryPartAdded', 'item/fileChange/patchUpdated', 'item/commandExecution/terminalInteraction']);

/** Notifications beside the items: the turn, its plan, tokens, retries, warnings. */
export function notification(method: string, parameters: Json, facts: TraceFacts): Found {
  switch (method) {
    case 'turn/started': return { ...turn(parameters, 'started'), begins: true };
    case 'turn/completed': return turn(parameters, 'completed');
    case 'thread/tokenUsage/updated': return usage(parameters);
    case 'error': return failure(member(parameters, 'error'), flag(parameters, 'willRetry') === true);
    case 'turn/plan/updated': return { event: { kind: 'todo', items: todoItems(items(parameters, 'plan')) } };
    case 'warning': case 'guardianWarning': return shortNotice('warning', text(parameters, 'message'));
    case 'configWarning': case 'deprecationNotice': return shortNotice('warning', text(parameters, 'summary'));
    case 'model/rerouted':
      return shortNotice('model', `${text(parameters, 'fromModel') ?? ''} → ${text(parameters, 'toModel') ?? ''}: ${text(parameters, 'reason') ?? ''}`);
    case 'model/verification': case 'model/safetyBuffering/updated': return shortNotice('model', method);
    case 'mcpServer/startupStatus/updated':
      return shortNotice('mcp_server', `${text(parameters, 'name') ?? ''}: ${text(parameters, 'status') ?? ''} ${text(parameters, 'error') ?? ''}`.trimEnd());
    case 'item/mcpToolCall/progress': return shortNotice('tool_progress', text(parameters, 'message'));
    case 'thread/compacted': return notice('compacted', "The conversation was summarised to fit the model's window.");
    case 'thread/status/changed': return shortNotice('thread_status', text(member(parameters, 'status'), 'type'));
    case 'thread/started': return thread(parameters, facts);
    case 'modelProvider/authRecoveryStarted': case 'modelProvider/authRecoveryCompleted': return shortNotice('auth', text(parameters, 'message'));
    case 'hook/started': case 'hook/completed': return shortNotice('hook', text(member(parameters, 'run'), 'status'));
    default: break;
  }
  if (method.startsWith('item/') && (method.endsWith('elta') || pieces.has(method))) return shortNotice('piece', method);
  if (quiet.has(method) || quietPrefixes.some((prefix) => method.startsWith(prefix))) return shortNotice('codex', method);
  return unknown('codex', method);
}

function thread(parameters: Json, facts: TraceFacts): Found {
  const folder = text(member(parameters, 'thread'), 'cwd');
  if (folder !== undefined) facts.cwd ??= folder;
  return shortNotice('thread', text(member(parameters, 'thread'), 'id'));
}

function turn(parameters: Json, what: 'started' | 'completed'): Found {
  const said = member(parameters, 'turn');
  const status = text(said, 'status') ?? what;
  const error = text(member(said, 'error'), 'message');
  const id = text(said, 'id');
  const words = what === 'started' ? 'The turn begins.' : `The turn ends: ${status}.${error === undefined ? '' : ` ${error}`}`;
  return { ...shortNotice('turn', words), key: id ? `codex:${name(id)}:${what}` : undefined };
}

// Of the call, not of the thread: `last`, where `total` goes back to the thread's first turn. Codex counts the cached tokens among
// the input. A resumed thread repeats its last count, which has the same name and is kept once.
function usage(parameters: Json): Found {
  const said = member(parameters, 'tokenUsage');
  const last = member(said, 'last');
  const cached = count(last, 'cachedInputTokens');
  const id = text(parameters, 'turnId');
  return {
    event: { kind: 'usage', inputTokens: Math.max(0, count(last, 'inputTokens') - cached), cachedInputTokens: cached, outputTokens: count(last, 'outputTokens') },
    key: id ? `codex:${name(id)}:usage:${count(member(said, 'total'), 'totalTokens')}` : undefined,
  };
}

/** A failure of a model call; its kind is a word, or an object of one member that may hold an HTTP status. */
export function failure(error: Json, willRetry: boolean): Found {
  const { kind, status } = kindOf(member(error, 'codexErrorInfo'));
  const message = cut(text(error, 'message'), 2000);
  const details = cut(text(error, 'additionalDetails'), 2000);
  // A retry says "Reconnecting… 1/2" and the cause beside it; a last error says the cause itself.
  const cause = details.length > 0 ? details : message;
  return willRetry ? retry(message, cause, status) : { event: { kind: 'error', code: kind, message: cause } };
}

/** A retry as Codex words it. */
export function retry(message: string, cause: string, status: number | undefined): Found {
  const numbers = /\b([0-9]{1,4})\/([0-9]{1,4})\b/u.exec(message.slice(0, 2000));
  return {
    event: {
      kind: 'retry', attempt: numbers ? Number(numbers[1]) : 0, error: name(cause),
      ...(numbers ? { maxAttempts: Number(numbers[2]) } : {}), ...(status === undefined ? {} : { httpStatus: status }),
    },
  };
}

function kindOf(info: Json): { kind: string; status: number | undefined } {
  if (typeof info === 'string') return { kind: name(info), status: undefined };
  if (isObject(info)) {
    for (const [kind, value] of Object.entries(info)) {
      const status = integer(value, 'httpStatusCode');
      return { kind: name(kind), status: status !== undefined && status >= 100 && status <= 999 ? status : undefined };
    }
  }
  return { kind: 'unknown', status: undefined };
}
