import { named, relativePath, summaryLine } from './bounds';
import { anyText, items, member, type Json } from './json';

const runs = new Set(['bash', 'shell', 'run_shell_command', 'execute', 'run_commands', 'exec_command', 'execute_command', 'terminal', 'run_terminal_cmd']);
const writes = new Set(['write', 'write_file', 'create', 'create_file', 'write_to_file']);
const edits = new Set(['edit', 'replace', 'multiedit', 'edit_file', 'str_replace', 'str_replace_editor', 'apply_patch', 'replace_in_file', 'patch']);
const reads = new Set(['read', 'read_file', 'view', 'ls', 'list', 'list_directory', 'read_many_files', 'list_files']);
const searches = new Set(['grep', 'glob', 'grep_search', 'search_file_content', 'rg', 'search', 'search_files']);

/** One line about a call, in the words that are used for every tool's own. */
export function toolLineOf(tool: string, input: Json, folder: string | undefined): string {
  return summaryLine(words(tool, input, folder));
}

export function words(tool: string, input: Json, folder: string | undefined): string {
  const name = tool.toLowerCase();
  const found = pathIn(input);
  const path = found === undefined ? undefined : relativePath(found, folder);
  if (runs.has(name)) return named('Bash', commandIn(input), ': ');
  if (writes.has(name)) return named('Write', path);
  if (edits.has(name)) return named('Edit', path);
  if (reads.has(name)) return named('Read', path);
  if (searches.has(name)) return named('Grep', anyText(input, 'pattern', 'query', 'regex'));
  if (/^web_?fetch$|^fetch_?url$/u.test(name)) return named('WebFetch', anyText(input, 'url', 'prompt'));
  if (/^(?:google_)?web_?search$/u.test(name)) return named('WebSearch', anyText(input, 'query'), ': ');
  if (/^(?:todo_?write|write_todos|update_todos)$/u.test(name)) return `Plan of ${items(input, 'todos').length} steps`;
  if (name === 'task' || name === 'agent') return named('Subagent', anyText(input, 'description', 'prompt'), ': ');
  return tool;
}

export function pathIn(input: Json): string | undefined {
  return anyText(input, 'file_path', 'filePath', 'path', 'absolute_path', 'notebook_path', 'dir_path');
}

function commandIn(input: Json): string | undefined {
  const commands = member(input, 'commands');
  return anyText(input, 'command', 'cmd') ?? (Array.isArray(commands) ? commands.slice(0, 20).filter((word) => typeof word === 'string').join(' && ') : undefined);
}

/** What kind of change a tool of this name makes, or undefined for none. */
export function changesFiles(tool: string): 'write' | 'edit' | undefined {
  const name = tool.toLowerCase();
  return writes.has(name) ? 'write' : edits.has(name) ? 'edit' : undefined;
}
