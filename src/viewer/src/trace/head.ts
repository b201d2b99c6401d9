/** Facts of a run that stand above its timeline. Sent with the page and again whenever the run changes. */
export interface RunHead {
  id: string;
  title: string;
  /** As in the thread: Queued, Preparing, Running, Publishing, Held, Stopping, Finished, Failed, Stopped, … */
  state: string;
  /** Nothing more comes unless somebody says so. */
  atRest: boolean;
  reason?: { code: string; sentence: string; next: string };
  detail?: string;
  requester: { id: string; name: string };
  channel: string;
  surface: string;
  repository: string;
  repositoryChoice: string;
  branch: string;
  base?: string;
  baseSha?: string;
  pushedSha?: string;
  harness: string;
  harnessName: string;
  model: string;
  provider: string;
  fellBackFrom?: string;
  /** What the sandbox was made from. */
  environment?: { image: string; runtime?: string; cpus: number; memoryMb: number; network: string };
  createdAt: string;
  stateSince: string;
  /** The host's clock when this was made, so that a phone with a wrong clock shows the right elapsed time. */
  now: string;
  turn: number;
  /** Input includes what was written to the cache. */
  usage: { inputTokens: number; cachedInputTokens: number; outputTokens: number; totalTokens: number; costUsd: number };
  limits: { costUsd: number; tokens: number; turnSeconds: number; silenceSeconds: number };
  push: boolean;
  pullRequest?: { number: number; url: string; state?: string; checks?: string };
  changes?: { files: number; added: number; removed: number; list: { path: string; added?: number; removed?: number }[] };
  approval?: { state: string; by?: string; at?: string; commit?: string };
  /** Sequence of the newest record when this was made. */
  last: number;
}
