import { anyText, type Json } from '../json';

/** What one agent does in its own way; the protocol fixes how things are said, not what happens. */
export interface Quirks {
  /** The agent's word in `unknown` events. */
  source: string;
  /** Where token counts of a turn are told. */
  usage: 'none' | 'answer' | 'quota' | 'chunk';
  /** Changes of files are shown when a call begins, and not again when it has ended. */
  showsChangesEarly: boolean;
  /** Words of a message of the program that stands where the model's would. */
  failure?: RegExp;
  retry?: RegExp;
  notice?: RegExp;
}

const anyAgent: Quirks = { source: 'acp', usage: 'answer', showsChangesEarly: true };

// A model may begin a text with the same word; of the program are those that go on about the model and its provider.
const copilotFailure = /^Error: (?:[45][0-9]{2} |Failed to get response|Authentication failed|Could not connect|Execution failed|.{0,200}\bprovider\b|.{0,200}\bAI model\b|.{0,200}\bHTTP [45]\d\d)/u;
const copilotRetry = /^Info: .{0,200}?\bRetrying\.{0,3}\s*/u;
const geminiNotice = /^\[MODE_UPDATE\] \w{1,20}(?=\n?$)/u;

const known: readonly (readonly [name: string, tool: string, quirks: Quirks])[] = [
  ['claude', 'Claude Code', { ...anyAgent, source: 'claude' }],
  ['codex', 'Codex', { ...anyAgent, source: 'codex' }],
  ['gemini', 'Gemini CLI', { source: 'gemini', usage: 'quota', showsChangesEarly: false, notice: geminiNotice }],
  ['opencode', 'OpenCode', { source: 'opencode', usage: 'none', showsChangesEarly: false }],
  ['copilot', 'GitHub Copilot CLI', { source: 'copilot', usage: 'answer', showsChangesEarly: false, failure: copilotFailure, retry: copilotRetry }],
  ['qwen', 'Qwen Code', { source: 'qwen', usage: 'chunk', showsChangesEarly: false }],
];

/** Of the agent that introduced itself, and its name for people. */
export function quirksOf(agent: Json): { tool: string; quirks: Quirks } {
  const name = (anyText(agent, 'name', 'title') ?? '').toLowerCase();
  const found = known.find(([word]) => name.includes(word));
  return found ? { tool: found[1], quirks: found[2] } : { tool: anyText(agent, 'title', 'name') ?? '', quirks: anyAgent };
}

export { anyAgent };
