import { name, relativePath } from '../bounds';
import { notice, unknown, type Found } from '../found';
import { flag, items, member, number, text, write, type Json } from '../json';
import { hunks, wholeFile } from '../patch';
import { toolSummary } from './toolSummary';

/** What a block is read with. */
export interface BlockContext {
  source: string;
  folder: string | undefined;
}

/** A block of a message of the model. The CLI words an API failure as such a message; it is not the agent's text. */
export function assistantBlock(block: Json, isApiError: boolean, isSubagent: boolean, context: BlockContext): Found {
  const type = text(block, 'type');
  switch (type) {
    case 'text':
      if (isApiError || isSubagent) return notice(isApiError ? 'api_error' : 'subagent', text(block, 'text'));
      return { event: { kind: 'text', text: text(block, 'text') ?? '' } };
    case 'thinking': return { event: { kind: 'thinking', text: text(block, 'thinking') ?? '' } };
    case 'redacted_thinking': return { event: { kind: 'thinking', text: '' } };
    case 'tool_use': case 'server_tool_use': case 'mcp_tool_use': return toolCall(block, context.folder);
    case 'web_search_tool_result': case 'web_fetch_tool_result': case 'mcp_tool_result': return serverResult(block);
    default: return unknown(context.source, `assistant/${type ?? ''}`);
  }
}

function toolCall(block: Json, folder: string | undefined): Found {
  const tool = name(text(block, 'name'));
  const input = member(block, 'input');
  return {
    event: {
      kind: 'tool_call', callId: name(text(block, 'id')), tool,
      input: input === undefined ? '{}' : write(input), summary: toolSummary(tool, input, folder),
    },
  };
}

function serverResult(block: Json): Found {
  const content = member(block, 'content');
  return {
    event: {
      kind: 'tool_result', callId: name(text(block, 'tool_use_id')),
      output: content === undefined ? '' : write(content), isError: flag(block, 'is_error') ?? false,
    },
  };
}

/** @param result What the CLI tells of the result beside the block, and only of the first. */
export function toolResult(block: Json, result: Json): Found {
  const milliseconds = number(result, 'durationMs') ?? number(result, 'totalDurationMs') ?? number(result, 'duration_ms');
  const exitCode = exitCodeOf(block);
  return {
    event: {
      kind: 'tool_result', callId: name(text(block, 'tool_use_id')), output: outputOf(block), isError: flag(block, 'is_error') ?? false,
      ...(milliseconds === undefined ? {} : { milliseconds }), ...(exitCode === undefined ? {} : { exitCode }),
    },
  };
}

/** Text of a block or its parts; what is no text is named. */
export function outputOf(block: Json): string {
  const content = member(block, 'content');
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return content === undefined ? '' : write(content);
  return content.map((part: Json) => text(part, 'text') ?? `[${name(text(part, 'type') ?? 'part')}]`).join('\n');
}

// The CLI says the code of a command that failed, as the first words of its output, and never that of one that did not.
function exitCodeOf(block: Json): number | undefined {
  const output = flag(block, 'is_error') === true ? text(block, 'content') : undefined;
  const match = output === undefined ? null : /^Exit code ([0-9]{1,9})(?:\n|$)/u.exec(output.slice(0, 40));
  return match ? Number(match[1]) : undefined;
}

/** Of Write and Edit, the tools that say what they changed. The hunks are there even where the whole file was written. */
export function fileChange(message: Json, result: Json, folder: string | undefined): Found | undefined {
  const path = text(result, 'filePath');
  if (!path || !Array.isArray(member(result, 'structuredPatch'))) return undefined;
  const callId = items(message, 'content').map((block) => text(block, 'tool_use_id')).find((id) => id !== undefined);
  const isNew = text(result, 'type') === 'create';
  const diff = isNew ? wholeFile(text(result, 'content'), true) : hunks(items(result, 'structuredPatch'));
  return {
    event: {
      kind: 'file_change', ...(callId === undefined ? {} : { callId: name(callId) }), path: relativePath(path, folder),
      change: isNew ? 'added' : 'modified', ...(diff === undefined ? {} : { diff }),
    },
  };
}
