import type { Category } from '../../trace/row';
import type { TimelineFilter } from '../../timeline/filter';
import { maskOf } from '../../timeline/mask';
import type { Timeline } from '../../timeline/timeline';
import type { IconName } from '../../ui/icon';
import type { ViewState } from './hash';

/** Categories under a name that answers a reviewer's question. Every category is in one of them. */
export const groups = [
  { name: 'messages', label: 'Messages', icon: 'chat', of: ['message', 'steering', 'text', 'answer'] },
  { name: 'read', label: 'Read', icon: 'eye', of: ['read'] },
  { name: 'ran', label: 'Ran', icon: 'terminal', of: ['run'] },
  { name: 'edited', label: 'Edited', icon: 'pencil', of: ['edit', 'change'] },
  { name: 'left', label: 'Left the sandbox', icon: 'door', of: ['web', 'git', 'model', 'tools'] },
  { name: 'asked', label: 'Asked', icon: 'hand', of: ['question'] },
  { name: 'plan', label: 'Plan', icon: 'list', of: ['plan'] },
  { name: 'thinking', label: 'Thinking', icon: 'bulb', of: ['thinking'] },
  { name: 'tools', label: 'Other tools', icon: 'wrench', of: ['tool'] },
  { name: 'steps', label: 'Steps', icon: 'flag', of: ['step', 'session'] },
  { name: 'access', label: 'Access', icon: 'shield', of: ['access'] },
  { name: 'other', label: 'Other', icon: 'more', of: ['result', 'usage', 'retry', 'notice', 'error', 'unknown'] },
] as const satisfies readonly { name: string; label: string; icon: IconName; of: readonly Category[] }[];

export type GroupName = (typeof groups)[number]['name'];

const masks: ReadonlyMap<GroupName, number> = new Map(groups.map(group => [group.name, maskOf(...group.of)]));

/** What the timeline is to show for the state of the page. */
export function filterOf(state: ViewState, base: TimelineFilter): TimelineFilter {
  return {
    ...base,
    categories: state.groups.length === 0 ? base.categories : state.groups.reduce((mask, name) => mask | (masks.get(name) ?? 0), 0),
    failuresOnly: state.failuresOnly,
    turn: state.turn,
    matchesOnly: state.matchesOnly && state.query.trim() !== '',
  };
}

export function isSameFilter(one: TimelineFilter, other: TimelineFilter): boolean {
  return one.categories === other.categories && one.failuresOnly === other.failuresOnly && one.turn === other.turn
    && one.matchesOnly === other.matchesOnly && one.hidden === other.hidden;
}

export interface GroupCounts {
  readonly by: ReadonlyMap<GroupName, number>;
  /** Items that failed or were refused. */
  readonly failed: number;
  readonly total: number;
}

/** How many items each group shows. */
export function countGroups(timeline: Timeline): GroupCounts {
  const counts = timeline.counts.value;
  const by = new Map(groups.map(group => [group.name, counts.of(masks.get(group.name) ?? 0)] as const));
  return { by, failed: counts.failing, total: counts.total };
}
