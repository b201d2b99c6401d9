import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { cleanLine } from '../../text/clean';
import { money, plural } from '../../ui/format';
import type { Cost, Costs } from './answer';

type By = 'days' | 'repositories' | 'people';

const words: Readonly<Record<By, string>> = { days: 'Day', repositories: 'Repository', people: 'Person' };

/** What the runs cost in the last 30 days: bars for the eye, a table for everybody. */
export function CostPanel({ costs }: { costs: Costs }): VNode {
  const [by, setBy] = useState<By>('days');
  const today = costs.days.at(-1);
  return (
    <section class="costs" aria-labelledby="costs-title">
      <h2 id="costs-title">Cost in 30 days <small>{money(costs.totalUsd)}</small></h2>
      <p class="costs-today">Today {money(today?.usd ?? 0)}{today && today.runs > 0 && ` in ${plural(today.runs, 'run')}`}. Days are those of UTC; a run under way is counted when its turn ends.</p>
      <div class="costs-by" role="group" aria-label="Costs by">
        {(Object.keys(words) as By[]).map(name => (
          <button key={name} type="button" class="costs-chip" aria-pressed={by === name} onClick={() => { setBy(name); }}>{words[name]}</button>
        ))}
      </div>
      {by === 'days' ? <Days days={costs.days} /> : <Table title={words[by]} lines={costs[by]} />}
    </section>
  );
}

function Days({ days }: { days: readonly Cost[] }): VNode {
  const most = Math.max(0, ...days.map(day => day.usd));
  if (most === 0) return <p class="runs-note">Nothing was spent.</p>;
  return (
    <>
      <div class="cost-bars" aria-hidden="true">
        {days.map(day => <span key={day.name} class="cost-bar" title={`${dayOf(day.name)}: ${money(day.usd)}`} style={{ height: `${height(day.usd, most)}%` }} />)}
      </div>
      <p class="cost-ends" aria-hidden="true"><span>{dayOf(days[0]?.name ?? '')}</span><span>most {money(most)}</span><span>{dayOf(days.at(-1)?.name ?? '')}</span></p>
      <details class="cost-details">
        <summary>As a table</summary>
        <Table title="Day" lines={days.filter(day => day.usd > 0).toReversed().map(day => ({ ...day, name: dayOf(day.name) }))} />
      </details>
    </>
  );
}

function Table({ title, lines }: { title: string; lines: readonly Cost[] }): VNode {
  if (lines.length === 0) return <p class="runs-note">Nothing was spent.</p>;
  const most = Math.max(...lines.map(line => line.usd));
  return (
    <table class="cost-table">
      <thead><tr><th scope="col">{title}</th><th scope="col">Runs</th><th scope="col">Cost</th></tr></thead>
      <tbody>
        {lines.map(line => (
          <tr key={line.name}>
            <th scope="row"><span>{cleanLine(line.name, 120)}</span><span class="cost-part" aria-hidden="true" style={{ width: `${height(line.usd, most)}%` }} /></th>
            <td>{line.runs}</td>
            <td>{money(line.usd)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** In percent; what is not nothing can be seen. */
const height = (usd: number, most: number): number => usd <= 0 || most <= 0 ? 0 : Math.max(2, Math.round(1000 * usd / most) / 10);

const format = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

function dayOf(name: string): string {
  const at = Date.parse(name);
  return Number.isFinite(at) ? format.format(at) : name;
}
