import type { ComponentChildren, VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import { cleanLine } from '../../../text/clean';
import { clock, compact, duration, money, number, plural, shortSha } from '../../../ui/format';
import type { RunView } from '../runView';
import { tallyDoor, type DoorTally, type ModelTally } from './doorTallies';
import { Section } from './section';
import { usePart } from './usePart';
import { Verdict } from './verdict';
import { own } from '../../../ui/own';

/** Everything that left the sandbox, or wanted to. */
export function DoorPanel({ view }: { view: RunView }): VNode {
  const part = usePart(view, ['web', 'git', 'model', 'tools']);
  const door = useMemo(() => tallyDoor(part.records), [part.records]);
  const to = (sequence: number): void => { view.goToEvent(sequence); };
  if (part.records.length === 0) return <p class="page-note">{part.state === 'done' ? 'Nothing left the sandbox.' : part.state === 'failed' ? 'This could not be read. Choose another part and come back.' : 'Reading…'}</p>;
  return (
    <>
      {part.records.length < part.total && <p class="page-note">Of {plural(part.total, 'record')}, the newest {number(part.records.length)} are counted here.</p>}
      <Section title="Pushes" aside={part.records.length > 0 && door.pushes.length === 0 ? 'none' : undefined}>
        {door.pushes.length > 0 && (
          <ul class="rows">
            {door.pushes.map(({ event, sequence, at }) => event.kind === 'push' && (
              <Line key={sequence} onPress={() => { to(sequence); }} verdict={event.verdict} end={clock(Date.parse(at))}>
                <span>{own(stages, event.stage) ?? cleanLine(event.stage, 40)} <code>{cleanLine(event.ref.replace(/^refs\/heads\//, ''), 120)}</code>{event.newSha && <> <code>{shortSha(cleanLine(event.newSha, 64))}</code></>}</span>
                {event.reason && <small>{cleanLine(event.reason, 300)}</small>}
              </Line>
            ))}
          </ul>
        )}
      </Section>
      <Tallies title="Web" none="no requests" tallies={door.web} to={to} />
      <Tallies title="Git" none="no requests" tallies={door.git} to={to} />
      <Tallies title="Tools door" none="" tallies={door.tools} to={to} />
      <Models tallies={door.models} to={to} />
      <Tallies title="GitHub tokens, on the host only" none="" tallies={door.tokens} to={to} />
    </>
  );
}

const stages: Readonly<Record<string, string>> = { quarantine: 'From the sandbox:', policy: 'Policy:', approval: 'Approval:', github: 'To GitHub:' };

function Tallies({ title, none, tallies, to }: { title: string; none: string; tallies: readonly DoorTally[]; to(sequence: number): void }): VNode | null {
  if (tallies.length === 0) return none === '' ? null : <Section title={title} aside={none}>{null}</Section>;
  const refused = tallies.reduce((sum, tally) => sum + (tally.verdict === 'refused' ? tally.count : 0), 0);
  const all = tallies.reduce((sum, tally) => sum + tally.count, 0);
  return (
    <Section title={title} aside={refused > 0 ? `${number(refused)} of ${number(all)} refused` : number(all)}>
      <ul class="rows">
        {tallies.map(tally => (
          <Line key={`${tally.verdict} ${tally.what}`} onPress={() => { to(tally.last); }} verdict={tally.verdict} end={tally.count > 1 ? `× ${number(tally.count)}` : ''}>
            <code>{cleanLine(tally.what, 300)}</code>
            {tally.reason && <small>{cleanLine(tally.reason, 300)}</small>}
          </Line>
        ))}
      </ul>
    </Section>
  );
}

/** A line that leads to its place in the timeline. */
function Line({ verdict, end, children, onPress }: { verdict: string; end: string; children: ComponentChildren; onPress(): void }): VNode {
  return (
    <li>
      <button type="button" class="row" title="To its place in the timeline" onClick={onPress}>
        <Verdict verdict={verdict} />
        <span class="row-what">{children}</span>
        <span class="row-end">{end}</span>
      </button>
    </li>
  );
}

function Models({ tallies, to }: { tallies: readonly ModelTally[]; to(sequence: number): void }): VNode | null {
  if (tallies.length === 0) return null;
  const cost = tallies.reduce((sum, tally) => sum + tally.costUsd, 0);
  const calls = tallies.reduce((sum, tally) => sum + tally.calls, 0);
  return (
    <Section title="Models" aside={`${plural(calls, 'call')}, ${money(cost)}`}>
      <ul class="rows">
        {tallies.map(tally => (
          <li key={`${tally.provider} ${tally.model}`}>
            <button type="button" class="row row-model" title="To the newest call in the timeline" onClick={() => { to(tally.last); }}>
              <span class="row-what">
                <strong>{cleanLine(tally.model, 100)}</strong>
                <small>{cleanLine(tally.provider, 60)} · {plural(tally.calls, 'call')}{tally.failed > 0 && <span class="tone-bad">, {number(tally.failed)} failed</span>} · {duration(tally.milliseconds)}</small>
                <small>{compact(tally.inputTokens)} in · {compact(tally.cachedTokens)} cached · {compact(tally.outputTokens)} out</small>
              </span>
              <span class="row-end">{money(tally.costUsd)}</span>
            </button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
