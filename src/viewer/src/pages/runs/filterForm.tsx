import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { cleanLine } from '../../text/clean';
import { Icon } from '../../ui/icon';
import type { Choices, Named } from './answer';
import { isFiltered, noFilters, states, type Filters } from './filters';

interface Parts {
  filters: Filters;
  choices: Choices;
  busy: boolean;
  onChange(filters: Filters): void;
}

/** Words on top, since they are typed most; the rest behind one line on a phone. */
export function FilterForm({ filters, choices, busy, onChange }: Parts): VNode {
  const [words, setWords] = useState(filters.q);
  useEffect(() => { setWords(filters.q); }, [filters.q]);
  const chosen = [filters.state, filters.person, filters.channel, filters.repository].filter(value => value !== '').length;
  const search = (event: Event): void => {
    event.preventDefault();
    if (words.trim() !== filters.q.trim()) onChange({ ...filters, q: words.trim() });
  };
  return (
    <form class="runs-filters" role="search" aria-label="Runs" onSubmit={search}>
      <label class="runs-words">
        <span class="unseen">Words of the task, a repository, or a run’s id</span>
        <Icon name="search" />
        <input type="search" name="q" value={words} maxLength={200} placeholder="Task, repository or run id" enterKeyHint="search" autoComplete="off"
          onInput={event => { setWords(event.currentTarget.value); }} onBlur={search} />
        {busy && <span class="unseen" role="status">Looking…</span>}
      </label>
      <details class="runs-choices" open={chosen > 0 || undefined}>
        <summary><Icon name="sliders" />Filters{chosen > 0 && <span class="runs-chosen">{chosen}</span>}<Icon name="open" /></summary>
        <div class="runs-selects">
          <Choice label="State" value={filters.state} options={states.slice(1)} all="All" onChange={state => { onChange({ ...filters, state }); }} />
          <Choice label="Person" value={filters.person} options={pairs(choices.people)} all="Everybody" onChange={person => { onChange({ ...filters, person }); }} />
          <Choice label="Channel" value={filters.channel} options={pairs(choices.channels)} all="All" onChange={channel => { onChange({ ...filters, channel }); }} />
          <Choice label="Repository" value={filters.repository} options={choices.repositories.map(name => [name, name])} all="All" onChange={repository => { onChange({ ...filters, repository }); }} />
          {isFiltered(filters) && <button type="button" class="quiet-button" onClick={() => { onChange(noFilters); }}><Icon name="cross" />Clear</button>}
        </div>
      </details>
    </form>
  );
}

function Choice({ label, value, options, all, onChange }: { label: string; value: string; options: readonly (readonly [string, string])[]; all: string; onChange(value: string): void }): VNode {
  // What the address asks for may be none of those that are known.
  const shown = value === '' || options.some(([id]) => id === value) ? options : [...options, [value, value] as const];
  return (
    <label class="runs-choice">
      <span>{label}</span>
      <select value={value} onChange={event => { onChange(event.currentTarget.value); }}>
        <option value="">{all}</option>
        {shown.map(([id, name]) => <option key={id} value={id}>{cleanLine(name, 80)}</option>)}
      </select>
    </label>
  );
}

const pairs = (named: readonly Named[]): [string, string][] => named.map(({ id, name }) => [id, name]);
