import { afterPrefix, isMessage, unwrapped } from './acp/framing';
import type { FormatName } from './facts';
import { isObject, items, member, parseJson, text, type Json } from './json';
import { isOwnRecord } from './own';

/** Lines that are looked at, and characters of them; a longer line is passed over. */
const maxLines = 50;
const maxLooked = 2 * 1024 * 1024;

type Vote = readonly [format: FormatName, weight: number];

/** Which shape a file has, told from its first lines and its name; null when no rule knows it. */
export function detect(firstLines: readonly string[], name: string): FormatName | null {
  const values: Json[] = [];
  let looked = 0;
  for (const line of firstLines.slice(0, maxLines)) {
    looked += line.length;
    if (looked > maxLooked && values.length > 0) break;
    const value = lineValue(line);
    if (value !== undefined) values.push(value);
  }
  return formatOf(values, name);
}

/** As {@link detect}, of lines that were read already. */
export function formatOf(values: readonly Json[], name: string): FormatName | null {
  const votes = new Map<FormatName, number>();
  for (const value of values.slice(0, maxLines)) {
    const vote = voteOf(value);
    if (vote) votes.set(vote[0], (votes.get(vote[0]) ?? 0) + vote[1]);
  }
  const byName = votes.size > 1 ? formatByName(name) : undefined;
  if (byName !== undefined && votes.has(byName)) votes.set(byName, (votes.get(byName) ?? 0) + 1);
  let best: FormatName | null = null;
  for (const [format, weight] of votes) if (best === null || weight > (votes.get(best) ?? 0)) best = format;
  return best;
}

/**
 * The JSON of a line; undefined when it is none. Logs of streams may say `data:` before it, and logs of the Agent Client Protocol an
 * arrow.
 */
export function lineValue(line: string): Json {
  const start = line.charAt(0);
  if (start === '{' || start === '[') return parseJson(line);
  if (line.startsWith('data:')) return parseJson(line.slice('data:'.length));
  return parseJson(line) ?? afterPrefix(line);
}

/** Whether a line is a part of an event stream that holds nothing. */
export function isFraming(line: string): boolean {
  return /^(?:event|id|retry):/u.test(line) || line.startsWith(':') || line === '[DONE]' || line === 'data: [DONE]';
}

function formatByName(name: string): FormatName | undefined {
  if (/rollout-/u.test(name)) return 'codex-session';
  return undefined;
}

function voteOf(value: Json): Vote | undefined {
  if (!isObject(value)) return undefined;
  if (isOwnRecord(value)) return ['slackagents', 5];
  if (isMessage(unwrapped(value))) return ['acp', 3];
  const type = text(value, 'type');
  if (type === undefined) return untyped(value);
  if (type.startsWith('driver.')) return undefined;
  return claude(value, type) ?? codex(value, type) ?? others(value, type);
}

function untyped(value: Json): Vote | undefined {
  const has = (of: string): boolean => member(value, of) !== undefined;
  if (Array.isArray(member(value, 'messages'))) {
    if (isObject(member(value, 'info'))) return ['opencode-session', 5];
    if (has('sessionId')) return ['gemini-session', 5];
    const role = text(items(value, 'messages')[0], 'role');
    if (text(value, 'id')?.startsWith('T-') === true || (has('v') && role !== undefined)) return ['amp-thread', 5];
  }
  if (has('sessionId') && (has('projectHash') || has('startTime'))) return ['gemini-session', 3];
  if (has('$set')) return ['gemini-session', 1];
  if (has('session') && Array.isArray(member(value, 'items'))) return ['codex-session', 3];
  if (text(value, 'method') !== undefined || (has('id') && (has('result') || has('error')))) return ['codex-server', 2];
  if (has('id') && has('timestamp') && (has('instructions') || has('git'))) return ['codex-session', 1];
  return undefined;
}

function claude(value: Json, type: string): Vote | undefined {
  const isSession = member(value, 'sessionId') !== undefined;
  switch (type) {
    case 'system': case 'user': case 'assistant': case 'tool_result':
      if (member(value, 'provenance') !== undefined || member(member(value, 'message'), 'parts') !== undefined) return ['qwen-session', 4];
      if (member(value, 'uuid') !== undefined && isSession) return ['claude-session', 3];
      if (member(value, 'session_id') !== undefined) return type === 'tool_result' ? undefined : ['claude-stream', type === 'system' ? 1 : 3];
      return isObject(member(value, 'message')) ? ['claude-stream', 1] : undefined;
    case 'summary': case 'file-history-snapshot': case 'queue-operation': case 'attachment': case 'ai-title': case 'custom-title': case 'last-prompt':
      return ['claude-session', 1];
    case 'command_lifecycle': case 'control_response': case 'stream_event': return ['claude-stream', 1];
    case 'result': return member(value, 'subtype') !== undefined ? ['claude-stream', 3] : undefined;
    default: return undefined;
  }
}

function codex(value: Json, type: string): Vote | undefined {
  if (/^(?:session_meta|response_item|event_msg|turn_context)$/u.test(type) && isObject(member(value, 'payload'))) return ['codex-session', 4];
  if (/^(?:thread\.started|turn\.(?:started|completed|failed)|item\.(?:started|updated|completed))$/u.test(type)) return ['codex-exec', 3];
  if (/^(?:message|function_call|function_call_output|local_shell_call)$/u.test(type) && (Array.isArray(member(value, 'content')) || member(value, 'call_id') !== undefined)) return ['codex-session', 2];
  return undefined;
}

function others(value: Json, type: string): Vote | undefined {
  const has = (of: string): boolean => member(value, of) !== undefined;
  if (type === 'init' && has('session_id')) return ['gemini-stream', 2];
  if (/^(?:tool_use|tool_result)$/u.test(type) && has('tool_id')) return ['gemini-stream', 3];
  if (type === 'message' && has('role')) return has('session_id') ? ['droid', 4] : ['gemini-stream', 2];
  if (type === 'result' && has('stats')) return ['gemini-stream', 2];
  if (/^(?:tool_call|tool_result|completion|error)$/u.test(type) && has('session_id')) return ['droid', 3];
  if (has('sessionID') && (has('part') || has('error'))) return ['opencode-stream', 3];
  if (isObject(member(value, 'properties')) && /^[a-z]+\./u.test(type)) return ['opencode-server', 2];
  if (/^(?:hook_event|agent_event|run_result|run_aborted)$/u.test(type)) return ['cline', 3];
  if (/^[a-z_]+\.[a-z_.]+$/u.test(type) && isObject(member(value, 'data')) && has('id')) return ['copilot', 3];
  if (type === 'result' && has('sessionId') && has('exitCode')) return ['copilot', 3];
  if (/^(?:user|gemini|info|error|warning)$/u.test(type) && has('id') && has('content')) return ['gemini-session', 2];
  return undefined;
}
