import { name, named, relativePath, summaryLine } from '../bounds';
import { items, text, type Json } from '../json';
import { words } from '../toolWords';

/** One line about a call of one of Claude Code's tools; for a tool that no rule knows, its name. */
export function toolSummary(tool: string, input: Json, folder: string | undefined): string {
  return summaryLine(claudeWords(tool, input, folder));
}

function claudeWords(tool: string, input: Json, folder: string | undefined): string {
  const path = (of: string): string => relativePath(text(input, of), folder);
  switch (tool) {
    case 'Bash': return named(tool, text(input, 'command'), ': ');
    case 'Read': case 'Write': case 'Edit': case 'MultiEdit': return named(tool, path('file_path'));
    case 'NotebookEdit': return named(tool, path('notebook_path'));
    case 'Grep': case 'Glob': return named(tool, text(input, 'pattern'));
    case 'WebFetch': return named(tool, text(input, 'url'));
    case 'WebSearch': case 'ToolSearch': return named(tool, text(input, 'query'), ': ');
    case 'Task': case 'Agent': return named('Subagent', text(input, 'description'), ': ');
    case 'TaskCreate': return named('New task', text(input, 'subject'), ': ');
    case 'TaskUpdate': return named(`Task ${name(text(input, 'taskId'))}`, text(input, 'status'), ': ');
    case 'TodoWrite': return `Plan of ${items(input, 'todos').length} steps`;
    case 'Skill': return named(tool, text(input, 'skill'), ': ');
    default: return words(tool, input, folder);
  }
}
