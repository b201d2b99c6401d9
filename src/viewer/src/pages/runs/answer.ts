/** What the host tells the list: `RunListAnswer` of the host. */
export interface RunsAnswer {
  now: string;
  viewer: { name: string; id: string; operator: boolean };
  active: ListedRun[];
  queued: ListedRun[];
  recent: ListedRun[];
  /** Where `recent` goes on. */
  before?: string;
  /** Something was left out because nobody could say whether it may be shown. */
  incomplete?: boolean;
  choices: Choices;
  costs?: Costs;
  operator?: OperatorView;
}

export interface Named {
  id: string;
  name: string;
}

export interface Choices {
  people: Named[];
  channels: Named[];
  repositories: string[];
}

export interface ListedRun {
  id: string;
  title: string;
  state: string;
  link: string;
  createdAt: string;
  stateSince: string;
  requester: Named;
  channel: Named;
  repository: string;
  harness: string;
  model: string;
  costUsd: number;
  turn: number;
  reason?: string;
  step?: string;
  position?: number;
  waits?: boolean;
  pullRequest?: { number?: number; url: string; state?: string; checks?: string };
  changes?: { files: number; added: number; removed: number };
}

export interface Cost {
  name: string;
  usd: number;
  runs: number;
}

export interface Costs {
  totalUsd: number;
  days: Cost[];
  repositories: Cost[];
  people: Cost[];
}

export interface OperatorView {
  sandboxes?: { id: string; run?: string; title?: string; link?: string; state: string; createdAt: string }[];
  limits: { cpus: number; memoryMb: number; pids: number; diskMb: number };
  queue: { live: number; places: number; waiting: number };
  health: { status: string; reasons: string[]; warnings: string[] };
  providers: Provider[];
  fallback?: string;
  fellBack: number;
  disk?: { freeBytes: number; totalBytes: number; databaseBytes: number };
}

export interface Provider {
  name: string;
  calls: number;
  failures: number;
  meanMilliseconds: number;
  lastStatus?: number;
  lastFailedAt?: string;
  failsNow: boolean;
}
