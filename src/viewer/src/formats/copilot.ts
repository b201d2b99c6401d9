import { name, titleLine } from './bounds';
import { Calls, withoutHeader } from './calls';
import type { TraceFacts } from './facts';
import { keyed, notice, shortNotice, typeOf, unknown, type Found, type Reader } from './found';
import { anyText, at, count, flag, integer, isObject, member, text, type Json } from './json';

// Said by other lines too, or nothing about the work.
const quiet = new Set([
  'assistant.turn_start', 'assistant.turn_end', 'assistant.turn_retry', 'assistant.idle', 'assistant.message_delta', 'assistant.message_start',
  'assistant.reasoning_delta', 'assistant.streaming_delta', 'assistant.intent', 'model.call_start', 'model.call_finished', 'model.call_final_result',
  'session.skills_loaded', 'session.mcp_servers_loaded', 'session.mcp_server_status_changed', 'session.background_tasks_changed', 'session.permissions_changed',
  'session.shutdown', 'session.usage_info', 'session.custom_agents_updated', 'session.extensions_loaded', 'session.snapshot_rewind', 'session.idle', 'tool.shell_output',
  'tool.execution_partial_result', 'tool.execution_progress', 'hook.start', 'hook.end', 'pending_messages.modified', 'system.message', 'permission.completed',
]);

/** Reads `copilot --output-format json`, and the `events.jsonl` of its sessions. */
export class CopilotReader implements Reader {
  readonly #facts: TraceFacts;
  readonly #calls = new Calls();

  constructor(facts: TraceFacts) {
    this.#facts = facts;
    facts.tool = 'GitHub Copilot CLI';
  }

  read(line: Json): Found[] {
    const type = text(line, 'type');
    const data = member(line, 'data');
    const id = text(line, 'id');
    return keyed(this.#events(line, type, data), id === undefined ? undefined : name(id));
  }

  #events(line: Json, type: string | undefined, data: Json): Found[] {
    switch (type) {
      case 'session.start': case 'session.resume': return [this.#session(data, type)];
      case 'session.tools_updated': return this.#model(text(data, 'model'));
      case 'session.model_change': return [...this.#model(text(data, 'newModel')), shortNotice('model', text(data, 'newModel'))];
      case 'session.title_changed': return this.#title(text(data, 'title'));
      case 'user.message': return [{ event: { kind: 'prompt', text: text(data, 'content') ?? '', ...messageId(data) }, begins: text(data, 'delivery') !== 'steering' }];
      case 'assistant.message': return this.#said(data);
      case 'assistant.reasoning': return [{ event: { kind: 'thinking', text: text(data, 'content') ?? '' } }];
      case 'assistant.usage': return [usage(data)];
      case 'session.usage_record': return [usage(member(data, 'usage'))];
      case 'tool.execution_start': return this.#calls.begin(text(data, 'toolCallId'), text(data, 'toolName'), member(data, 'arguments'), this.#facts.cwd);
      case 'tool.execution_complete': return this.#result(data);
      case 'model.call_failure': return [retry(data)];
      case 'session.error': return [{ event: { kind: 'error', code: String(integer(data, 'statusCode') ?? name(text(data, 'errorType') ?? 'error')), message: text(data, 'message') ?? '' } }];
      case 'session.warning': case 'session.info': return [shortNotice(type === 'session.info' ? 'status' : 'warning', text(data, 'message'))];
      case 'session.compaction_start': return this.#skip();
      case 'session.compaction_complete': case 'session.truncation': return [notice('compacted', "The conversation was summarised to fit the model's window.")];
      case 'permission.requested': return [shortNotice('permission', anyText(at(data, 'permissionRequest'), 'intention', 'kind'))];
      case 'abort': case 'session.abort': return [shortNotice('interrupted', text(data, 'reason'))];
      case 'subagent.started': case 'subagent.completed': case 'subagent.failed': case 'subagent.selected':
        return [shortNotice('subagent', anyText(data, 'agentDisplayName', 'agentName'))];
      case 'skill.invoked': return [shortNotice('skill', text(data, 'name'))];
      case 'result': return this.#end(line);
      default: break;
    }
    return type !== undefined && (quiet.has(type) || flag(line, 'ephemeral') === true) ? this.#skip() : [unknown('copilot', isObject(line) ? type : typeOf(line))];
  }

  #skip(): Found[] {
    this.#facts.bookkeeping++;
    return [];
  }

  #model(model: string | undefined): Found[] {
    if (model) this.#facts.model ??= name(model);
    return this.#skip();
  }

  #title(title: string | undefined): Found[] {
    if (title) this.#facts.title = titleLine(title);
    return [shortNotice('title', title)];
  }

  #session(data: Json, type: string): Found {
    const context = member(data, 'context');
    const folder = text(context, 'cwd');
    if (folder !== undefined) this.#facts.cwd = folder;
    const branch = text(context, 'branch');
    if (branch) this.#facts.branch = name(branch);
    if (type === 'session.resume') return notice('turn', 'The session goes on.');
    const model = text(data, 'selectedModel');
    const version = text(data, 'copilotVersion');
    return {
      event: {
        kind: 'session', sessionId: name(text(data, 'sessionId')),
        ...(model === undefined ? {} : { model: name(model) }), ...(version === undefined ? {} : { version: name(version) }),
      },
    };
  }

  #said(data: Json): Found[] {
    const thought = anyText(data, 'reasoningText', 'reasoning');
    const words = text(data, 'content') ?? '';
    return [
      ...(thought ? [{ event: { kind: 'thinking', text: thought } } satisfies Found] : []),
      ...(words.length > 0 ? [{ event: { kind: 'text', text: words } } satisfies Found] : []),
    ];
  }

  #result(data: Json): Found[] {
    const callId = name(text(data, 'toolCallId'));
    const result = member(data, 'result');
    const exitCode = integer(member(data, 'shellExecution'), 'exitCode');
    const isError = flag(data, 'success') === false || (exitCode !== undefined && exitCode !== 0);
    const output = (text(result, 'content') ?? text(member(data, 'error'), 'message') ?? '').replace(/\n?<shellId: \d+ completed with exit code -?\d+>\s*$/u, '');
    const changed = isError ? [] : this.#calls.changed(callId, this.#facts.cwd);
    const shown = withoutHeader(text(result, 'detailedContent') ?? '');
    return [
      { event: { kind: 'tool_result', callId, output, isError, ...(exitCode === undefined ? {} : { exitCode }) }, key: `result:${callId}` },
      ...changed.map((made): Found => (made.event.kind === 'file_change' && made.event.diff === undefined && shown.startsWith('@@') ? { ...made, event: { ...made.event, diff: shown } } : made)),
    ];
  }

  #end(line: Json): Found[] {
    const session = text(line, 'sessionId');
    if (session !== undefined) this.#facts.session ??= name(session);
    return [notice('turn', `The turn ends with exit code ${integer(line, 'exitCode') ?? 'unknown'}.`)];
  }
}

function messageId(data: Json): { messageId?: string } {
  const id = text(data, 'messageId');
  return id === undefined ? {} : { messageId: name(id) };
}

function usage(said: Json): Found {
  const cached = count(said, 'cacheReadTokens');
  return { event: { kind: 'usage', inputTokens: Math.max(0, count(said, 'inputTokens') - cached), cachedInputTokens: cached, outputTokens: count(said, 'outputTokens') } };
}

function retry(data: Json): Found {
  const status = integer(data, 'statusCode');
  return {
    event: {
      kind: 'retry', attempt: count(data, 'retryAttempt') + 1, error: name(anyText(data, 'errorMessage', 'errorType', 'failureKind') ?? 'unknown'),
      ...(status === undefined ? {} : { httpStatus: status }),
    },
  };
}
