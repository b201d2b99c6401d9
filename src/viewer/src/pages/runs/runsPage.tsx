import { useEffect, useState } from 'preact/hooks';
import type { ComponentChildren, VNode } from 'preact';
import { cleanLine } from '../../text/clean';
import { useHostNow } from '../../ui/hostClock';
import { Icon } from '../../ui/icon';
import type { ListedRun } from './answer';
import { CostPanel } from './costPanel';
import { FilterForm } from './filterForm';
import { isFiltered, noFilters, readFilters, writeFilters, type Filters } from './filters';
import { OperatorPanel } from './operatorPanel';
import { RunCard } from './runCard';
import type { ListView, RunsList } from './runsList';

/** The list of runs: what goes on, what waits, what was; what it cost; for operators, how the installation stands. */
export function RunsPage({ list }: { list: RunsList }): VNode {
  const [filters, setFilters] = useFilters(list);
  const view = list.view.value;
  const trouble = list.trouble.value;
  const now = useHostNow(view.answer.now, true);
  const { viewer, operator } = view.answer;
  return (
    <main class="runs-page">
      <header class="runs-head">
        <h1>Runs</h1>
        <p class="runs-viewer"><span>{cleanLine(viewer.name, 60)}</span> · <a href="sign-in/out">Sign out</a></p>
      </header>
      {trouble && <p class={`runs-trouble ground-${trouble.final ? 'bad' : 'warn'}`} role="status"><Icon name="warning" />{trouble.sentence}{trouble.final && <> <a href="">Load again</a></>}</p>}
      {operator && <OperatorPanel view={operator} now={now} />}
      <FilterForm filters={filters} choices={view.choices} busy={list.busy.value} onChange={setFilters} />
      <div class="runs-list" aria-busy={list.busy.value}>
        <Runs view={view} filters={filters} now={now} onClear={() => { setFilters(noFilters); }} />
        {view.before !== undefined && (
          <p class="runs-more"><button type="button" class="button" disabled={list.busy.value} onClick={() => { void list.more(); }}>Show older runs</button></p>
        )}
        {view.answer.incomplete && <p class="runs-note"><Icon name="warning" />Some runs are left out: Slack or GitHub did not say whether you may see them. They come by themselves.</p>}
      </div>
      {view.costs && <CostPanel costs={view.costs} />}
    </main>
  );
}

function Runs({ view, filters, now, onClear }: { view: ListView; filters: Filters; now: number; onClear(): void }): VNode {
  const { active, queued } = view.answer;
  if (active.length + queued.length + view.recent.length === 0) return <Empty filters={filters} onClear={onClear} />;
  return (
    <>
      <Section title="At work" runs={active} now={now} />
      <Section title="Queued" runs={queued} now={now} />
      <Section title="Recent" runs={view.recent} now={now} />
    </>
  );
}

function Section({ title, runs, now }: { title: string; runs: readonly ListedRun[]; now: number }): VNode | null {
  if (runs.length === 0) return null;
  return (
    <section class="runs-section">
      <h2>{title} <small>{runs.length}</small></h2>
      <ul class="run-cards" role="list">{runs.map(run => <RunCard key={run.id} run={run} now={now} />)}</ul>
    </section>
  );
}

function Empty({ filters, onClear }: { filters: Filters; onClear(): void }): VNode {
  return isFiltered(filters)
    ? <Nothing title="No run matches these filters."><p>A run that you may not see is not found either.</p><p><button type="button" class="button" onClick={onClear}>Clear the filters</button></p></Nothing>
    : <Nothing title="There are no runs yet that you may see."><p>Start one in Slack: <code>/agent repo=owner/name fix the flaky login test</code></p></Nothing>;
}

function Nothing({ title, children }: { title: string; children: ComponentChildren }): VNode {
  return <section class="runs-empty"><h2>{title}</h2>{children}</section>;
}

/** The filters as the page's address has them. */
function useFilters(list: RunsList): [Filters, (filters: Filters) => void] {
  const [filters, set] = useState(() => readFilters(location.search));
  useEffect(() => {
    const back = (): void => {
      const before = readFilters(location.search);
      set(before);
      void list.filter(before);
    };
    window.addEventListener('popstate', back);
    return () => { window.removeEventListener('popstate', back); };
  }, [list]);
  const change = (next: Filters): void => {
    set(next);
    history.pushState(null, '', `${location.pathname}${writeFilters(next)}`);
    void list.filter(next);
  };
  return [filters, change];
}
