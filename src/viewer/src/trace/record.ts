/**
 * A trace as it is stored, sent and exported: version 1 of the schema in `docs/schemas/trace-record.v1.schema.json`.
 * Kinds and properties are added to, never changed; a kind that this page does not know is shown as it is.
 */
export interface TraceRecord {
  v: 1;
  run: string;
  /** Counts from 1 without gaps within its run. */
  sequence: number;
  /** Turn it belongs to, from 1; 0 for the run itself. */
  turn: number;
  /** ISO 8601. */
  at: string;
  event: TraceEvent;
  /** Full lengths, in UTF-16 code units, of texts of which only the beginning is here. */
  cut?: Partial<Record<TextProperty, number>>;
  /** The line of the harness that it was read from; in downloads and own traces only. */
  raw?: string;
}

/** Properties that can be long; what is cut of them is read in pages. */
export type TextProperty = 'text' | 'input' | 'output' | 'diff' | 'message' | 'detail';

export type TraceEvent =
  | { kind: 'state'; from: string; to: string; reason?: string }
  | { kind: 'step'; step: string; state: 'started' | 'completed' | 'failed'; milliseconds?: number; detail?: string }
  | { kind: 'session'; sessionId: string; model?: string; version?: string }
  | { kind: 'prompt'; text: string; author?: string; messageId?: string }
  | { kind: 'text'; text: string; partial?: boolean }
  | { kind: 'thinking'; text: string; partial?: boolean }
  | { kind: 'tool_call'; callId: string; tool: string; input: string; summary?: string }
  | { kind: 'tool_result'; callId: string; output: string; isError: boolean; milliseconds?: number; exitCode?: number }
  | { kind: 'todo'; items: TodoItem[] }
  | { kind: 'file_change'; callId?: string; path: string; change: 'added' | 'modified' | 'deleted'; diff?: string }
  | { kind: 'steering'; messageId: string; state: 'sent' | 'queued' | 'delivered' | 'refused'; detail?: string }
  | { kind: 'usage'; inputTokens: number; cachedInputTokens: number; outputTokens: number; costUsd?: number }
  | { kind: 'retry'; attempt: number; maxAttempts?: number; delayMilliseconds?: number; httpStatus?: number; error: string }
  | { kind: 'notice'; topic: string; text: string }
  | { kind: 'error'; code: string; message: string }
  | { kind: 'answer'; text: string }
  | {
      kind: 'model_call'; provider: string; model?: string; status: number; inputTokens: number; cachedInputTokens: number;
      cacheWriteTokens: number; outputTokens: number; costUsd: number; milliseconds: number; requestId?: string; cut?: boolean;
    }
  | { kind: 'web_request'; method: string; target: string; verdict: string; reason: string }
  | { kind: 'git_request'; service: string; repository: string; verdict: string; reason?: string; milliseconds: number }
  | { kind: 'tool_server'; server: string; method: string; tool?: string; verdict: string; reason?: string; milliseconds: number }
  | { kind: 'push'; stage: string; ref: string; oldSha?: string; newSha?: string; verdict: string; reason?: string }
  | { kind: 'token'; action: string; repository: string; permissions: string }
  | { kind: 'access'; person: string; action: string; verdict: string; reason?: string }
  | { kind: 'question'; questionId: string; text: string; choices?: string[] }
  | { kind: 'reply'; questionId: string; text: string; author?: string; state: 'answered' | 'expired' | 'withdrawn' }
  | { kind: 'unknown'; source: string; type: string };

export interface TodoItem {
  text: string;
  status: 'pending' | 'in_progress' | 'completed';
}
