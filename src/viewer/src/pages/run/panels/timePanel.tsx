import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import { durationCategories, durations, evidenceOf, type Phase, type TurnTime } from '../../../timeline/durations';
import { clean } from '../../../text/clean';
import { Bar } from '../../../ui/bar';
import { duration, number, plural } from '../../../ui/format';
import { own } from '../../../ui/own';
import { useHostNow } from '../../../ui/hostClock';
import { isUnderWay, type RunView } from '../runView';
import { ItemCard } from './itemCard';
import { Section } from './section';
import { sumOfTurns, longestCalls } from './timeSums';
import { usePaced, usePart } from './usePart';

/** Turns that are listed; the sum is over all of them. */
const mostTurns = 30;
const mostCalls = 5;

/** Where the time went: waiting, getting ready, the model, the tools. */
export function TimePanel({ view }: { view: RunView }): VNode {
  const { timeline, source } = view;
  const part = usePart(view, durationCategories);
  const version = usePaced(timeline.version.value);
  const head = source.head.value;
  const hostNow = useHostNow(head?.now ?? '', isUnderWay(source.connection.value.state, head));
  const now = Number.isFinite(hostNow) ? Math.floor(hostNow / 1_000) * 1_000 : timeline.rows.at(timeline.rows.length - 1);
  const evidence = useMemo(() => evidenceOf(timeline), [timeline, version]);
  const turns = useMemo(() => durations({ records: part.records, ...evidence, now }), [part.records, evidence, now]);
  const longest = useMemo(() => longestCalls(timeline, mostCalls), [timeline, version]);
  if (turns.length === 0) return <p class="page-note">{part.state === 'reading' ? 'Reading…' : 'Nothing here took any time that is known.'}</p>;
  return (
    <>
      {turns.length > 1 && <Turn title="All turns" time={sumOfTurns(turns)} />}
      {turns.slice(-mostTurns).reverse().map(turn => <Turn key={turn.turn} title={`Turn ${turn.turn}`} time={turn} />)}
      {turns.length > mostTurns && <p class="page-note">The newest {mostTurns} of {plural(turns.length, 'turn')} are listed.</p>}
      {longest.length > 0 && (
        <Section title="The longest calls">
          {longest.map(call => <ItemCard key={call} view={view} index={call} folded />)}
        </Section>
      )}
    </>
  );
}

function Turn({ title, time }: { title: string; time: Pick<TurnTime, 'milliseconds' | 'phases'> }): VNode {
  const all = time.phases.reduce((sum, phase) => sum + phase.milliseconds, 0);
  return (
    <Section title={title} aside={duration(time.milliseconds)}>
      <ul class="times">{time.phases.map(phase => <PhaseLines key={phase.name} phase={phase} all={all} />)}</ul>
    </Section>
  );
}

function PhaseLines({ phase, all }: { phase: Phase; all: number }): VNode {
  return (
    <li>
      <Line name={phaseNames[phase.name]} milliseconds={phase.milliseconds} all={all} />
      {phase.parts.length > 1 && (
        <ul class="times-parts">
          {phase.parts.map(part => <li key={part.name}><Line name={own(partNames, part.name) ?? wordsOf(part.name)} milliseconds={part.milliseconds} all={all} quiet /></li>)}
        </ul>
      )}
    </li>
  );
}

function Line({ name, milliseconds, all, quiet = false }: { name: string; milliseconds: number; all: number; quiet?: boolean }): VNode {
  const share = all > 0 ? milliseconds / all : 0;
  return (
    <div class={quiet ? 'time-line time-line-quiet' : 'time-line'}>
      <span>{name}</span>
      <Bar share={share} />
      <span class="time-value">{duration(milliseconds)} <small>{number(Math.round(share * 100))} %</small></span>
    </div>
  );
}

const phaseNames: Readonly<Record<Phase['name'], string>> = {
  queued: 'Waited for a sandbox',
  preparing: 'Got ready',
  agent: 'The agent worked',
  publishing: 'Published',
  held: 'Held for an approval',
};

const partNames: Readonly<Record<string, string>> = { model: 'the model answered', tools: 'tools ran', other: 'everything else' };

/** fetch_repository → fetch repository */
function wordsOf(step: string): string {
  return clean(step.slice(0, 60)).replaceAll(/[_.-]/g, ' ');
}
