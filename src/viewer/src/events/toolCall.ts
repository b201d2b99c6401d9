import type { Category } from '../trace/row';
import { parseApplyPatch, parseUnified, type FilePatch } from '../text/patch';
import { compareTexts } from '../text/compare';
import { parseArguments } from './arguments';
import { isLoose, listOf, numberOf, textOf, type Loose } from './safe';

/** What a call of a tool asks for, in the shape that it is shown in. */
export type ToolCall =
  | { shape: 'command'; command: string; place: string; about: string }
  | { shape: 'read'; path: string; from?: number; to?: number }
  | { shape: 'search'; pattern: string; where: string; kind: 'text' | 'files' }
  | { shape: 'edit'; paths: string[]; whole: boolean }
  | { shape: 'web'; target: string; isAddress: boolean }
  | { shape: 'agent'; about: string; prompt: string; type: string }
  | { shape: 'server'; server: string; tool: string }
  | { shape: 'plan'; steps: number }
  | { shape: 'other'; words: string };

const pathNames = ['file_path', 'filePath', 'path', 'absolute_path', 'notebook_path', 'target_file', 'filename', 'file', 'uri', 'dir_path', 'directory', 'relative_path'];
const commandNames = ['command', 'cmd', 'script', 'commandLine', 'code'];
const patternNames = ['pattern', 'query', 'regex', 'search', 'q', 'glob', 'glob_pattern'];

/** Names of tools of one kind, without the signs that every harness sets in its own way. */
const plans = /^(?:todowrite|todoread|writetodos|updatetodos|updateplan|plan|todo)$/;
const agents = /^(?:task|agent|subagent|dispatchagent|spawnagent|delegate)$/;
const webs = /^(?:webfetch|websearch|web|fetch|googlewebsearch|browser|urlfetch|readurl|openurl)$/;
const searches = /^(?:grep|grepsearch|ripgrep|rg|glob|globsearch|find|finder|findfiles|filesearch|search|searchfiles|searchfilecontent|searchtext|codebasesearch|searchcodebase|semanticsearch)$/;

/** Arguments as an object; what is no object is the `input` of one. */
export function argumentsOf(input: string): Loose {
  const parsed = parseArguments(input);
  if (isLoose(parsed)) return parsed;
  return typeof parsed === 'string' ? { input: parsed } : parsed === undefined ? { input } : { input: parsed };
}

/** What the call asks for. The category says what kind of tool it is; its name and arguments say the rest. */
export function readCall(tool: string, args: Loose, category: Category): ToolCall {
  const served = /^mcp__(.+?)__(.+)$/.exec(tool);
  if (served?.[1] && served[2]) return { shape: 'server', server: served[1], tool: served[2] };
  const name = tool.toLowerCase().replace(/[^a-z]/g, '');
  if (category === 'run') {
    const command = commandOf(args);
    if (command !== '') return { shape: 'command', command, place: textOf(args, 'cwd', 'workdir', 'working_directory', 'directory'), about: textOf(args, 'description', 'title') };
  }
  if (category === 'edit') {
    const paths = pathsOf(args);
    if (paths.length > 0) return { shape: 'edit', paths, whole: contentOf(args) !== undefined };
  }
  if (category === 'read') return readingOf(name, args);
  if (plans.test(name)) return { shape: 'plan', steps: Math.max(listOf(args, 'todos').length, listOf(args, 'plan').length) };
  if (agents.test(name)) return { shape: 'agent', about: textOf(args, 'description', 'name', 'title'), prompt: textOf(args, 'prompt', 'task', 'instructions'), type: textOf(args, 'subagent_type', 'agent', 'type') };
  if (webs.test(name)) {
    const address = textOf(args, 'url', 'uri');
    return { shape: 'web', target: address || textOf(args, 'query', 'q', 'prompt'), isAddress: address !== '' };
  }
  return { shape: 'other', words: firstWords(args) };
}

function readingOf(name: string, args: Loose): ToolCall {
  const pattern = textOf(args, ...patternNames);
  const path = textOf(args, ...pathNames) || textOf({ path: listOf(args, 'paths')[0] }, 'path');
  if (searches.test(name) || (pattern !== '' && path === '')) {
    return { shape: 'search', pattern, where: path || textOf(args, 'include', 'glob', 'dir', 'type'), kind: /glob|files?$|finder?$/.test(name) ? 'files' : 'text' };
  }
  if (path === '') return { shape: 'other', words: firstWords(args) };
  return { shape: 'read', path, ...rangeOf(args) };
}

function rangeOf(args: Loose): { from?: number; to?: number } {
  const range = listOf(args, 'view_range').length > 0 ? listOf(args, 'view_range') : listOf(args, 'read_range');
  if (range.length > 0) {
    const [from, to] = range;
    return { ...(typeof from === 'number' ? { from } : {}), ...(typeof to === 'number' && to > 0 ? { to } : {}) };
  }
  const from = numberOf(args, 'offset', 'start_line', 'startLine', 'line', 'start');
  const to = numberOf(args, 'end_line', 'endLine', 'end');
  const length = numberOf(args, 'limit', 'num_lines', 'lines');
  const end = to ?? (length === undefined ? undefined : (from ?? 1) + length - 1);
  return { ...(from === undefined ? {} : { from }), ...(end === undefined ? {} : { to: end }) };
}

/** A command is a text or its words; of a shell that only wraps it, what it wraps. */
function commandOf(args: Loose): string {
  for (const name of commandNames) {
    const value = Object.hasOwn(args, name) ? args[name] : undefined;
    if (typeof value === 'string' && value !== '') return value;
    if (!Array.isArray(value) || value.length === 0) continue;
    const words = value.map(word => (typeof word === 'string' ? word : JSON.stringify(word)));
    return words.length === 3 && /(?:^|\/)(?:ba|z|da)?sh$/.test(words[0] ?? '') && /^-l?c$/.test(words[1] ?? '') ? (words[2] ?? '') : words.join(' ');
  }
  return textOf(args, 'input');
}

function firstWords(args: Loose): string {
  for (const value of Object.values(args)) if (typeof value === 'string' && value.trim() !== '') return value;
  return '';
}

/** The text of a whole file that a call writes. */
function contentOf(args: Loose): string | undefined {
  for (const name of ['content', 'file_text', 'contents', 'new_content', 'text']) {
    const value = Object.hasOwn(args, name) ? args[name] : undefined;
    if (typeof value === 'string') return value;
  }
  return undefined;
}

function patchOf(args: Loose): string {
  return textOf(args, 'patch', 'patchText', 'patch_text', 'input', 'diff');
}

function pathsOf(args: Loose): string[] {
  const path = textOf(args, ...pathNames);
  if (path !== '') return [path];
  const files = listOf(args, 'files').length > 0 ? listOf(args, 'files') : listOf(args, 'paths');
  const named = files.map(file => (typeof file === 'string' ? file : isLoose(file) ? textOf(file, ...pathNames) : '')).filter(file => file !== '');
  return named.length > 0 ? named : editsOf(args).map(file => file.path).filter(file => file !== '');
}

/** What a call changes, from its arguments alone: pieces that are replaced, a whole text, or a patch. */
export function editsOf(args: Loose): FilePatch[] {
  const path = textOf(args, ...pathNames);
  const patch = patchOf(args);
  if (patch.includes('*** Begin Patch') || /^\*\*\* (?:Add|Update|Delete) File: /m.test(patch)) return parseApplyPatch(patch);
  if (/^@@ /m.test(patch)) return parseUnified(patch, path);
  const edits = listOf(args, 'edits').filter(isLoose);
  const pieces = (edits.length > 0 ? edits : [args]).map(edit => ({ before: pieceOf(edit, 'old'), after: pieceOf(edit, 'new') })).filter(piece => piece.before !== undefined || piece.after !== undefined);
  if (pieces.length > 0) return [{ path, hunks: pieces.flatMap(piece => compareTexts(piece.before ?? '', piece.after ?? '')) }];
  const content = contentOf(args);
  return content === undefined ? [] : [{ path, hunks: compareTexts('', content, true) }];
}

function pieceOf(edit: Loose, side: 'old' | 'new'): string | undefined {
  for (const name of [`${side}_string`, `${side}_str`, `${side}String`, `${side}Str`, `${side}_text`, `${side}Text`, side === 'old' ? 'search' : 'replace', ...(side === 'new' ? ['insert_text', 'new_source'] : [])]) {
    const value = Object.hasOwn(edit, name) ? edit[name] : undefined;
    if (typeof value === 'string') return value;
  }
  return undefined;
}

/** A path as people know it: without where the sandbox keeps the repository. */
export function shortPath(path: string): string {
  return path.replace(/^(?:file:\/\/)?\/workspace\//, '') || path;
}
