/** Shapes of traces that this page reads. */
export type FormatName =
  | 'slackagents' // trace.jsonl of our own downloads
  | 'claude-stream' // claude -p --output-format stream-json, Amp, Qwen Code
  | 'claude-session' // ~/.claude/projects/*/*.jsonl, ~/.qwen/projects
  | 'codex-exec' // codex exec --json
  | 'codex-session' // ~/.codex/sessions/**/rollout-*.jsonl
  | 'codex-server' // codex app-server, and our driver's record of it
  | 'opencode-stream' // opencode run --format json
  | 'opencode-server' // events of opencode serve
  | 'opencode-session' // opencode export
  | 'gemini-stream' // gemini -o stream-json
  | 'gemini-session' // ~/.gemini/tmp/*/chats
  | 'qwen-session' // ~/.qwen/projects/*/chats/*.jsonl
  | 'copilot' // copilot --output-format json, ~/.copilot/session-state events
  | 'amp-thread' // amp threads export
  | 'cline' // cline --json
  | 'droid' // droid exec -o stream-json
  | 'acp'; // Agent Client Protocol lines, one or both directions, and our driver's record of it

/** Facts of a trace that stand above its timeline. Everything in them is the file's claim. */
export interface TraceFacts {
  /** Null until the first lines were read, and for a file that no rule knows. */
  format: FormatName | null;
  /** Name of the tool for people, for example `Claude Code`; empty when the file does not say. */
  tool: string;
  /** The session's title, else the beginning of the first prompt; empty when there is none. */
  title: string;
  session?: string;
  model?: string;
  version?: string;
  cwd?: string;
  branch?: string;
  /** ISO 8601, of the first and the last line that have a time. */
  startedAt?: string;
  endedAt?: string;
  /** The file's lines have no times: those of its records only keep the order, one millisecond apart. */
  timesAreMade: boolean;
  lines: number;
  records: number;
  /** Lines of the tool's own bookkeeping, which say nothing about the work; they have no records. */
  bookkeeping: number;
  /** Records that are `unknown`: no rule knows them, or the line was damaged. */
  unknown: number;
  /** The file held more than is read of it; a sentence for people. */
  incomplete?: string;
}

export function noFacts(): TraceFacts {
  return { format: null, tool: '', title: '', timesAreMade: true, lines: 0, records: 0, bookkeeping: 0, unknown: 0 };
}
