import { name, titleLine } from '../bounds';
import { timeOf } from '../clock';
import type { TraceFacts } from '../facts';
import { keyed, notice, shortNotice, typeOf, unknown, type Found, type Reader } from '../found';
import { anyText, count, flag, isObject, items, member, text, type Json } from '../json';
import { TodoBoard } from '../todoList';
import { Twice } from '../twice';
import { assistantBlock, fileChange, toolResult, type BlockContext } from './blocks';

const maxEvents = 256;

// What the CLI writes down for itself.
const bookkeeping = new Set([
  'api-request', 'api-request-blob', 'api-request-shape', 'atis-latch', 'cost-state', 'file-history-snapshot', 'last-prompt', 'mode',
  'permission-mode', 'started', 'tools-used', 'content-replacement', 'marble-origami-commit', 'marble-origami-snapshot',
  'agent-color', 'agent-setting', 'worktree-state', 'bridge-session', 'relocated', 'speculation-accept', 'attribution-snapshot',
]);

// The CLI's own words in the user's name: a command of its prompt line and what it printed, reminders, the state of the editor.
const ownWords = /^\s*<(?:command-(?:name|message|args)|local-command-(?:stdout|stderr|caveat)|system-reminder|bash-(?:input|stdout|stderr)|ide_\w+|task-notification|user-memory-input)>/u;

interface Usage {
  id: string;
  found: Found;
}

/** Reads the session files of Claude Code, `~/.claude/projects/…/*.jsonl`, of subagents too. */
export class ClaudeSessionReader implements Reader {
  readonly #facts: TraceFacts;
  readonly #todos = new TodoBoard();
  readonly #twice = new Twice();
  readonly #context: BlockContext = { source: 'claude', folder: undefined };
  #hasSession = false;
  #model: string | undefined;
  #usage: Usage | undefined;

  constructor(facts: TraceFacts) {
    this.#facts = facts;
    facts.tool = 'Claude Code';
  }

  read(line: Json): Found[] {
    const type = text(line, 'type');
    const found = [...this.#session(line), ...this.#events(line, type)];
    const uuid = text(line, 'uuid');
    // Sessions that went on from another one begin with its lines.
    const key = uuid !== undefined && uuid.length <= 64 ? uuid : undefined;
    return keyed(found.slice(0, maxEvents), key);
  }

  end(): Found[] {
    return this.#spent();
  }

  #events(line: Json, type: string | undefined): Found[] {
    switch (type) {
      case 'user': return this.#user(line);
      case 'assistant': return this.#assistant(line);
      case 'system': return [this.#system(line)];
      case 'attachment': return this.#attachment(member(line, 'attachment'));
      case 'progress': return [shortNotice('progress', anyText(member(line, 'data'), 'type', 'message'))];
      case 'summary': case 'ai-title': case 'custom-title': case 'agent-name': return this.#title(line);
      case 'queue-operation': return this.#queued(line);
      case 'pr-link': return [shortNotice('pull_request', text(line, 'prUrl'))];
      default:
        if (type !== undefined && bookkeeping.has(type)) return this.#skip();
        return [unknown('claude', isObject(line) ? type : typeOf(line))];
    }
  }

  // A message that was typed while the agent worked, and was given to it then; the other ones become lines of their own.
  #queued(line: Json): Found[] {
    const content = text(line, 'content');
    if (text(line, 'operation') !== 'remove' || !content || this.#twice.isRepetition(content, 'queue')) return this.#skip();
    return [{ event: { kind: 'prompt', text: content } }];
  }

  #skip(): Found[] {
    this.#facts.bookkeeping++;
    return [];
  }

  #session(line: Json): Found[] {
    const id = text(line, 'sessionId');
    const version = text(line, 'version');
    const folder = text(line, 'cwd');
    if (folder !== undefined) this.#context.folder = this.#facts.cwd = folder;
    const branch = text(line, 'gitBranch');
    if (branch) this.#facts.branch = name(branch);
    if (this.#hasSession || id === undefined || version === undefined) return [];
    this.#hasSession = true;
    return [{ event: { kind: 'session', sessionId: name(id), version: name(version) }, key: `session:${name(id)}` }];
  }

  #title(line: Json): Found[] {
    const title = anyText(line, 'customTitle', 'aiTitle', 'agentName', 'summary');
    if (title) this.#facts.title = titleLine(title);
    return [shortNotice('title', title)];
  }

  #user(line: Json): Found[] {
    const message = member(line, 'message');
    const content = member(message, 'content');
    const spent = this.#spent();
    if (typeof content === 'string') return [...spent, this.#said(line, content)];
    if (!Array.isArray(content)) return [...spent, unknown('claude', 'user')];
    const result = member(line, 'toolUseResult');
    const found = content.slice(0, maxEvents).map((block: Json) => this.#userBlock(line, block, result));
    const change = fileChange(message, result, this.#context.folder);
    if (change) found.push(change);
    const todos = this.#todos.apply(result);
    if (todos) found.push({ event: { kind: 'todo', items: todos } });
    return [...spent, ...found];
  }

  #userBlock(line: Json, block: Json, result: Json): Found {
    const type = text(block, 'type');
    switch (type) {
      case 'tool_result': return toolResult(block, result);
      case 'text': return this.#said(line, text(block, 'text') ?? '');
      case 'image': case 'document': return notice('attachment', type);
      default: return unknown('claude', `user/${type ?? ''}`);
    }
  }

  #said(line: Json, words: string): Found {
    if (flag(line, 'isCompactSummary') === true) return notice('compacted', words);
    if (flag(line, 'isSidechain') === true) return notice('subagent_prompt', words);
    if (words.startsWith('[Request interrupted by user')) return notice('interrupted', words);
    if (flag(line, 'isMeta') === true || ownWords.test(words.slice(0, 200))) return notice('harness_said', words);
    return { event: { kind: 'prompt', text: words }, begins: true };
  }

  #assistant(line: Json): Found[] {
    const message = member(line, 'message');
    if (!Array.isArray(member(message, 'content'))) return [unknown('claude', 'assistant')];
    const found = [...this.#counted(line, message), ...this.#modelChange(text(message, 'model'))];
    const isApiError = flag(line, 'isApiErrorMessage') ?? false;
    const isSubagent = flag(line, 'isSidechain') ?? false;
    for (const block of items(message, 'content').slice(0, maxEvents)) found.push(assistantBlock(block, isApiError, isSubagent, this.#context));
    return found;
  }

  #modelChange(model: string | undefined): Found[] {
    if (!model || model.startsWith('<') || model === this.#model) return [];
    const before = this.#model;
    this.#model = model;
    this.#facts.model ??= name(model);
    return before === undefined ? [] : [shortNotice('model', `${before} → ${model}`)];
  }

  // Every block of a message has a line of its own, and the counts of the whole message on each of them.
  #counted(line: Json, message: Json): Found[] {
    const id = text(message, 'id');
    const usage = member(message, 'usage');
    if (id === undefined || usage === undefined) return this.#spent();
    const before = this.#usage?.id === id ? [] : this.#spent();
    const time = timeOf(line);
    this.#usage = {
      id,
      found: {
        event: {
          kind: 'usage', inputTokens: count(usage, 'input_tokens') + count(usage, 'cache_creation_input_tokens'),
          cachedInputTokens: count(usage, 'cache_read_input_tokens'), outputTokens: count(usage, 'output_tokens'),
        },
        key: `usage:${id}`,
        ...(time === undefined ? {} : { at: time }),
      },
    };
    return before;
  }

  #spent(): Found[] {
    const found = this.#usage?.found;
    this.#usage = undefined;
    return found ? [found] : [];
  }

  #system(line: Json): Found {
    const subtype = text(line, 'subtype');
    const content = text(line, 'content');
    switch (subtype) {
      case undefined: return shortNotice('harness_said', content);
      case 'compact_boundary': case 'microcompact_boundary': return notice('compacted', "The conversation was summarised to fit the model's window.");
      case 'turn_duration': return notice('turn', `The turn took ${count(line, 'durationMs')} ms.`);
      case 'api_error': return this.#apiError(line);
      default: return shortNotice(subtype, content ?? text(line, 'level'));
    }
  }

  #apiError(line: Json): Found {
    const error = member(line, 'error');
    const status = count(error, 'status');
    return {
      event: {
        kind: 'retry', attempt: count(line, 'retryAttempt'), maxAttempts: count(line, 'maxRetries'),
        delayMilliseconds: Math.round(Number(member(line, 'retryInMs')) || 0), ...(status > 0 ? { httpStatus: status } : {}),
        error: name(anyText(member(error, 'error'), 'message') ?? text(error, 'message') ?? 'unknown'),
      },
    };
  }

  // What the CLI put before the model beside the prompts. Most of it is the same in every session.
  #attachment(attachment: Json): Found[] {
    const type = text(attachment, 'type');
    switch (type) {
      case 'queued_command': {
        const said = words(member(attachment, 'prompt'));
        return this.#twice.isRepetition(said, 'attachment') ? this.#skip() : [{ event: { kind: 'prompt', text: said } }];
      }
      case 'file': case 'edited_text_file': case 'already_read_file': case 'directory': case 'nested_memory': case 'pdf_reference':
        return [shortNotice('attachment', anyText(attachment, 'displayPath', 'filename', 'path'))];
      case 'hook_success': case 'hook_non_blocking_error': case 'hook_blocking_error': case 'hook_additional_context': case 'hook_cancelled':
        return [shortNotice('hook', anyText(attachment, 'hookName', 'hookEvent'))];
      case 'plan_mode': case 'plan_mode_exit': case 'auto_mode': case 'critical_system_reminder': case 'diagnostics':
        return [shortNotice(type, anyText(attachment, 'content', 'text'))];
      default: return this.#skip();
    }
  }
}

function words(prompt: Json): string {
  if (typeof prompt === 'string') return prompt;
  return Array.isArray(prompt) ? prompt.slice(0, maxEvents).map((block: Json) => text(block, 'text') ?? `[${name(text(block, 'type'))}]`).join('\n') : '';
}
