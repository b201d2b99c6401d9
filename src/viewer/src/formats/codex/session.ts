import { name, summaryLine } from '../bounds';
import type { TraceFacts } from '../facts';
import { notice, shortNotice, typeOf, unknown, type Found, type Reader } from '../found';
import { statusIn } from '../httpStatus';
import { at, count, integer, isObject, items, member, number, parseJson, text, write, type Json } from '../json';
import { todoItems } from '../todoList';
import { Twice } from '../twice';
import { changesOfPatch } from './applyPatch';
import { changesOf, normalItem, partsOf, resultOf } from './items';
import { failure } from './notifications';
import { completedItem } from './server';

/** Patches whose result is waited for. */
const maxPatches = 1000;

// Written down for the program itself, or said by other lines too.
const bookkeeping = new Set([
  'world_state', 'token_usage_record', 'thread_settings_applied', 'agent_reasoning_section_break', 'agent_reasoning_raw_content', 'session_configured', 'ghost_snapshot', 'ghost_commit', 'thread_name_updated', 'turn_diff',
  'state', 'session_state', 'thread_rolled_back', 'raw_response_item', 'response_created', 'mcp_startup_update', 'mcp_startup_complete',
]);

/** Reads the session files of Codex, `rollout-*.jsonl` below `~/.codex/sessions`, and those of before they had envelopes. */
export class CodexSessionReader implements Reader {
  readonly #facts: TraceFacts;
  /** Texts are there as the model's items and as events. */
  readonly #twice = new Twice();
  /** Patches of calls that have no result yet. */
  readonly #patches = new Map<string, string>();
  #total: number | undefined;

  constructor(facts: TraceFacts) {
    this.#facts = facts;
    facts.tool = 'Codex';
  }

  read(line: Json): Found[] {
    const type = text(line, 'type');
    const payload = member(line, 'payload');
    switch (type) {
      case 'session_meta': return [this.#session(payload)];
      case 'turn_context': return this.#context(payload);
      case 'response_item': return this.#item(payload);
      case 'event_msg': return this.#event(payload, text(payload, 'type'));
      case 'compacted': return [notice('compacted', text(payload, 'message') ?? "The conversation was summarised to fit the model's window.")];
      default: return this.#bare(line, type);
    }
  }

  // The first files had the model's items as they are, and a first line without a type; those before them were one JSON.
  #bare(line: Json, type: string | undefined): Found[] {
    const session = member(line, 'session');
    if (isObject(session) && Array.isArray(member(line, 'items'))) return [this.#session(session), ...items(line, 'items').flatMap((item) => this.#item(item))];
    if (type !== undefined && bookkeeping.has(type)) return this.#skip();
    if (!isObject(line)) return [unknown('codex', typeOf(line))];
    if (type === undefined && text(line, 'record_type') === 'state') return this.#skip();
    if (type === undefined && text(line, 'id') !== undefined && text(line, 'timestamp') !== undefined) return [this.#session(line)];
    return type === undefined || member(line, 'payload') !== undefined ? [unknown('codex', type)] : this.#item(line);
  }

  #skip(): Found[] {
    this.#facts.bookkeeping++;
    return [];
  }

  #session(payload: Json): Found {
    this.#setFolder(payload);
    const branch = text(member(payload, 'git'), 'branch');
    if (branch) this.#facts.branch = name(branch);
    const version = text(payload, 'cli_version');
    return {
      event: { kind: 'session', sessionId: name(text(payload, 'id')), ...(version === undefined ? {} : { version: name(version) }) },
      key: `session:${name(text(payload, 'id'))}`,
    };
  }

  #context(payload: Json): Found[] {
    this.#setFolder(payload);
    const model = text(payload, 'model');
    if (model === undefined || model === this.#facts.model) return this.#skip();
    const before = this.#facts.model;
    this.#facts.model = name(model);
    return before === undefined ? this.#skip() : [shortNotice('model', `${before} → ${model}`)];
  }

  #setFolder(payload: Json): void {
    const folder = text(payload, 'cwd');
    if (folder !== undefined) this.#facts.cwd = folder;
  }

  #item(item: Json): Found[] {
    const type = text(item, 'type');
    switch (type) {
      case 'message': return this.#message(item);
      case 'reasoning': return this.#thoughts([...texts(item, 'summary'), ...texts(item, 'content')], 'item');
      case 'function_call': return this.#call(item, text(item, 'arguments') ?? '{}');
      case 'custom_tool_call': return this.#call(item, write({ input: text(item, 'input') ?? '' }));
      case 'local_shell_call': return this.#call({ ...(item as object), name: 'shell' }, write(member(item, 'action') ?? {}));
      case 'web_search_call': case 'tool_search_call':
        return this.#call({ ...(item as object), name: type.replace('_call', '') }, write(member(item, 'action') ?? member(item, 'arguments') ?? {}));
      case 'function_call_output': case 'custom_tool_call_output': case 'tool_search_output': return this.#output(item);
      case 'compaction': case 'compaction_summary': case 'context_compaction': return [notice('compacted', "The conversation was summarised to fit the model's window.")];
      case 'ghost_snapshot': case 'other': return this.#skip();
      default: return [unknown('codex', `response_item/${type ?? ''}`)];
    }
  }

  #message(item: Json): Found[] {
    const role = text(item, 'role');
    const words = partsOf(item, 'content');
    if (role === 'assistant') return this.#once(words, { kind: 'text', text: words }, 'item');
    if (role !== 'user') return [notice('harness_said', words)];
    // What Codex itself says in the user's name stands in tags, or is the repository's instructions.
    if (/^\s*(?:<[a-z_]+>|# AGENTS\.md )/u.test(words)) return [notice('harness_said', words)];
    return this.#once(words, { kind: 'prompt', text: words }, 'item');
  }

  #once(words: string, event: Found['event'], source: 'item' | 'event'): Found[] {
    return this.#twice.isRepetition(`${event.kind}:${words}`, source) ? this.#skip() : [{ event, begins: event.kind === 'prompt' }];
  }

  // An event for each part, and an item that has all of them.
  #thoughts(parts: readonly string[], source: 'item' | 'event'): Found[] {
    const said = parts.filter((part) => part.trim().length > 0);
    return said.length === 0 ? this.#skip() : said.flatMap((part) => this.#once(part, { kind: 'thinking', text: part }, source));
  }

  #call(item: Json, input: string): Found[] {
    const tool = name(text(item, 'name') ?? 'tool');
    const callId = name(text(item, 'call_id') ?? text(item, 'id'));
    const parsed = parseJson(input.length < 1_000_000 ? input : '');
    const found: Found[] = [{ event: { kind: 'tool_call', callId, tool, input, summary: summaryOf(tool, parsed) }, key: `call:${callId}` }];
    const patch = text(parsed, 'input');
    if (tool === 'apply_patch' && patch !== undefined && this.#patches.size < maxPatches) this.#patches.set(callId, patch);
    if (tool === 'update_plan' && Array.isArray(member(parsed, 'plan'))) found.push({ event: { kind: 'todo', items: todoItems(items(parsed, 'plan')) } });
    return found;
  }

  // Said after the event that tells the same better, where there is one.
  #output(item: Json): Found[] {
    const callId = name(text(item, 'call_id'));
    const said = member(item, 'output');
    const output = typeof said === 'string' ? said : Array.isArray(said) ? partsOf(item, 'output') : (text(said, 'content') ?? (said === undefined ? '' : write(said)));
    // The older shell tool told its result as JSON in the text.
    const inner = output.startsWith('{"output"') && output.length < 1_000_000 ? parseJson(output) : undefined;
    const exitCode = integer(member(inner, 'metadata'), 'exit_code') ?? exitCodeIn(output);
    const isError = (exitCode !== undefined && exitCode !== 0) || member(said, 'success') === false;
    const patch = this.#patches.get(callId);
    this.#patches.delete(callId);
    return [
      { event: { kind: 'tool_result', callId, output: text(inner, 'output') ?? output, isError, ...(exitCode === undefined ? {} : { exitCode }) }, key: `result:${callId}` },
      // Only where no event has told the same.
      ...(patch === undefined || isError ? [] : changesOfPatch(patch, callId, this.#facts.cwd)),
    ];
  }

  #event(payload: Json, type: string | undefined): Found[] {
    const message = text(payload, 'message') ?? '';
    switch (type) {
      case 'user_message': return this.#once(message, { kind: 'prompt', text: message }, 'event');
      case 'agent_message': return this.#once(message, { kind: 'text', text: message }, 'event');
      case 'agent_reasoning': return this.#thoughts([text(payload, 'text') ?? ''], 'event');
      case 'item_completed': return this.#completed(normalItem(member(payload, 'item')));
      case 'exec_command_end': case 'patch_apply_end': case 'mcp_tool_call_end': return this.#completed(endOf(payload, type));
      case 'web_search_end': return this.#skip();
      case 'token_count': return this.#usage(member(payload, 'info'));
      case 'task_started': case 'turn_started': return this.#skip();
      case 'task_complete': case 'turn_complete': return this.#answer(text(payload, 'last_agent_message'));
      case 'turn_aborted': return [notice('interrupted', text(payload, 'reason'))];
      case 'plan_update': return [{ event: { kind: 'todo', items: todoItems(items(payload, 'plan')) } }];
      case 'error': return [failure({ message, codexErrorInfo: member(payload, 'codex_error_info') ?? statusCode(message) }, false)];
      case 'stream_error': return [failure({ message, additionalDetails: text(payload, 'additional_details') }, true)];
      case 'warning': case 'background_event': case 'deprecation_notice': return [shortNotice('warning', message || text(payload, 'summary'))];
      case 'context_compacted': return [notice('compacted', "The conversation was summarised to fit the model's window.")];
      case 'entered_review_mode': case 'exited_review_mode': return [shortNotice('review', text(payload, 'user_facing_hint'))];
      default: return type !== undefined && (bookkeeping.has(type) || /^collab_|_(?:begin|delta|started)$/u.test(type)) ? this.#skip() : [unknown('codex', `event_msg/${type ?? ''}`)];
    }
  }

  #completed(item: Json): Found[] {
    const type = text(item, 'type');
    const callId = name(text(item, 'id'));
    switch (type) {
      case 'userMessage': return this.#once(partsOf(item, 'content'), { kind: 'prompt', text: partsOf(item, 'content') }, 'event');
      case 'agentMessage': return this.#once(partsOf(item, 'content'), { kind: 'text', text: partsOf(item, 'content') }, 'event');
      case 'reasoning': return this.#thoughts([...texts(item, 'summaryText'), ...texts(item, 'summary')], 'event');
      case 'fileChange':
        return [{ ...resultOf({ ...(item as object), status: text(item, 'status') ?? '' }), key: `result:${callId}` },
          ...changesOf(item, this.#facts.cwd).map((made, index) => ({ ...made, key: `change:${callId}:${index}` }))];
      case 'commandExecution': case 'mcpToolCall': case 'dynamicToolCall': case 'collabAgentToolCall': return [{ ...resultOf(item), key: `result:${callId}` }];
      case 'webSearch': return this.#skip();
      default: return [completedItem(item, type)];
    }
  }

  #answer(words: string | undefined): Found[] {
    return words ? [{ event: { kind: 'answer', text: words } }] : [notice('turn', 'The turn ends.')];
  }

  // Told again when limits change; only a new sum is a new call.
  #usage(info: Json): Found[] {
    const total = count(at(info, 'total_token_usage'), 'total_tokens');
    const last = at(info, 'last_token_usage');
    if (last === undefined || total === this.#total) return this.#skip();
    this.#total = total;
    const cached = count(last, 'cached_input_tokens');
    return [{
      event: { kind: 'usage', inputTokens: Math.max(0, count(last, 'input_tokens') - cached), cachedInputTokens: cached, outputTokens: count(last, 'output_tokens') },
    }];
  }
}

function texts(item: Json, of: string): string[] {
  return items(item, of).slice(0, 200).map((part) => (typeof part === 'string' ? part : (text(part, 'text') ?? '')));
}

function summaryOf(tool: string, input: Json): string {
  const command = member(input, 'command') ?? member(input, 'cmd');
  if (command !== undefined) return summaryLine(`shell: ${Array.isArray(command) ? String(command.at(-1)) : typeof command === 'string' ? command : ''}`);
  const patch = text(input, 'input');
  if (tool === 'apply_patch' && patch !== undefined) {
    const files = [...patch.slice(0, 20_000).matchAll(/^\*\*\* (?:Add|Update|Delete) File: (.{1,300})$/gmu)].map((match) => match[1]);
    return summaryLine(`Edit ${files.join(', ')}`);
  }
  return tool === 'update_plan' ? `Plan of ${items(input, 'plan').length} steps` : summaryLine(tool);
}

// What the shell tool tells the model of a command stands before its output.
function exitCodeIn(output: string): number | undefined {
  const match = /^(?:Process exited with code|Exit code:) ([0-9]{1,3})$/mu.exec(output.slice(0, 400));
  return match ? Number(match[1]) : undefined;
}

function statusCode(message: string): Json {
  const status = statusIn(message);
  return status === undefined ? 'error' : String(status);
}

// Events of versions before there were items.
function endOf(payload: Json, type: string): Json {
  const common = { ...(payload as object), id: text(payload, 'call_id') };
  if (type === 'patch_apply_end') {
    return normalItem({ ...common, type: 'FileChange', status: member(payload, 'success') === true ? 'completed' : 'failed' });
  }
  const result = member(payload, 'result');
  return type === 'mcp_tool_call_end'
    ? normalItem({ ...common, type: 'McpToolCall', result: member(result, 'Ok') ?? result, error: typeof member(result, 'Err') === 'string' ? { message: member(result, 'Err') } : undefined })
    : normalItem({ ...common, type: 'CommandExecution', aggregated_output: text(payload, 'aggregated_output') ?? text(payload, 'stdout'), exit_code: number(payload, 'exit_code') });
}
