import type { VNode } from 'preact';
import { number } from '../../ui/format';
import { Icon, type IconName } from '../../ui/icon';
import { groups } from './groups';
import type { RunView } from './runView';

/** One chip for each group that has items, and one for what failed. None pressed shows everything. */
export function FilterBar({ view }: { view: RunView }): VNode {
  const counts = view.groupCounts.value;
  const state = view.state.value;
  const searched = state.query.trim() !== '';
  const narrowed = state.groups.length > 0 || state.failuresOnly || (searched && state.matchesOnly);
  return (
    <div class="filter-chips" role="group" aria-label="Show only">
      {searched && <Chip label="Hits" icon="search" count={view.timeline.matches.value.items.length} pressed={state.matchesOnly} onPress={() => { view.change({ matchesOnly: !state.matchesOnly }); }} />}
      {(counts.failed > 0 || state.failuresOnly) && (
        <Chip label="Failed" icon="cross" count={counts.failed} pressed={state.failuresOnly} tone="bad"
          onPress={() => {
            view.change({ failuresOnly: !state.failuresOnly });
            if (!state.failuresOnly) view.toFailure(1);
          }} />
      )}
      {groups.map(group => {
        const count = counts.by.get(group.name) ?? 0;
        const pressed = state.groups.includes(group.name);
        if (count === 0 && !pressed) return null;
        return <Chip key={group.name} label={group.label} icon={group.icon} count={count} pressed={pressed} onPress={() => { view.toggleGroup(group.name); }} />;
      })}
      {narrowed && <button type="button" class="filter-chip filter-clear" onClick={() => { view.change({ groups: [], failuresOnly: false, matchesOnly: false }); }}>Show all</button>}
    </div>
  );
}

interface ChipProps {
  label: string;
  icon: IconName;
  count: number;
  pressed: boolean;
  tone?: 'bad';
  onPress(): void;
}

function Chip({ label, icon, count, pressed, tone, onPress }: ChipProps): VNode {
  return (
    <button type="button" class={`filter-chip${tone ? ` tone-${tone}` : ''}`} aria-pressed={pressed} onClick={onPress}>
      <Icon name={pressed ? 'check' : icon} />{label} <span class="filter-count">{number(count)}</span>
    </button>
  );
}
