import { AcpReader } from './acp/reader';
import { AmpThreadReader } from './ampThread';
import { ClaudeSessionReader } from './claude/session';
import { ClaudeStreamReader } from './claude/stream';
import { ClineReader } from './cline';
import { CodexExecReader } from './codex/exec';
import { CodexServerReader } from './codex/server';
import { CodexSessionReader } from './codex/session';
import { CopilotReader } from './copilot';
import { DroidReader } from './droid';
import type { FormatName, TraceFacts } from './facts';
import { typeOf, unknown, type Reader } from './found';
import { GeminiSessionReader } from './gemini/session';
import { GeminiStreamReader } from './gemini/stream';
import { isObject, text } from './json';
import { OpenCodeServerReader } from './opencode/server';
import { OpenCodeSessionReader } from './opencode/session';
import { OpenCodeStreamReader } from './opencode/stream';
import { QwenSessionReader } from './qwenSession';

/** The reader of a format; of none, one that knows nothing. */
export function readerOf(format: FormatName | null, facts: TraceFacts): Reader {
  switch (format) {
    case 'claude-stream': return new ClaudeStreamReader(facts);
    case 'claude-session': return new ClaudeSessionReader(facts);
    case 'codex-exec': return new CodexExecReader(facts);
    case 'codex-session': return new CodexSessionReader(facts);
    case 'codex-server': return new CodexServerReader(facts);
    case 'opencode-stream': return new OpenCodeStreamReader(facts);
    case 'opencode-server': return new OpenCodeServerReader(facts);
    case 'opencode-session': return new OpenCodeSessionReader(facts);
    case 'gemini-stream': return new GeminiStreamReader(facts);
    case 'gemini-session': return new GeminiSessionReader(facts);
    case 'qwen-session': return new QwenSessionReader(facts);
    case 'copilot': return new CopilotReader(facts);
    case 'amp-thread': return new AmpThreadReader(facts);
    case 'cline': return new ClineReader(facts);
    case 'droid': return new DroidReader(facts);
    case 'acp': return new AcpReader(facts);
    default: return { read: (line) => [unknown('file', isObject(line) ? text(line, 'type') : typeOf(line))] };
  }
}
