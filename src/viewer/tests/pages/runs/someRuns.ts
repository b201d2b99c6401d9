import type { Choices, ListedRun, RunsAnswer } from '../../../src/pages/runs/answer';

let count = 0;

export function someRun(more: Partial<ListedRun> = {}): ListedRun {
  count++;
  const id = `run${count.toString().padStart(7, '0')}`;
  return {
    id, title: `Task ${count}`, state: 'Finished', link: `runs/${id}?t=1`, createdAt: '2026-11-20T10:00:00Z', stateSince: '2026-11-20T11:00:00Z',
    requester: { id: 'T1/U1', name: 'Ada' }, channel: { id: 'C1', name: '#general' }, repository: 'acme/widgets',
    harness: 'claude', model: 'claude-sonnet-4-5', costUsd: 0.5, turn: 1, ...more,
  };
}

export const noChoices: Choices = { people: [], channels: [], repositories: [] };

export function someAnswer(more: Partial<RunsAnswer> = {}): RunsAnswer {
  return {
    now: '2026-11-20T12:00:00Z', viewer: { name: 'Ada', id: 'T1/U1', operator: false },
    active: [], queued: [], recent: [], choices: noChoices, ...more,
  };
}
