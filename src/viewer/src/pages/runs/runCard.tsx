import type { VNode } from 'preact';
import { cleanLine } from '../../text/clean';
import { dateTime, elapsed, iso, money } from '../../ui/format';
import { OuterLink } from '../../ui/outerLink';
import { Lines } from '../run/header';
import { StateBadge } from '../run/stateBadge';
import type { ListedRun } from './answer';

const atRest = new Set(['Held', 'Finished', 'Failed', 'Stopped']);

/** One run. The whole card leads to its page; the pull request beside it leads to GitHub. */
export function RunCard({ run, now }: { run: ListedRun; now: number }): VNode {
  return (
    <li class="run-card">
      <div class="run-card-state">
        <StateBadge state={run.state} />
        {run.position !== undefined && <span>place {run.position} in the queue</span>}
        {run.waits && <span class="tone-warn">{run.state === 'Held' ? 'waits for an approval' : 'waits for an answer'}</span>}
        {run.costUsd > 0 && <span class="run-card-cost">{money(run.costUsd)}</span>}
      </div>
      <h3><a class="run-card-link" href={run.link}>{cleanLine(run.title, 200) || run.id}</a></h3>
      <Happening run={run} />
      <p class="run-card-facts">
        <span>{cleanLine(run.repository, 120)}</span>
        <span>{cleanLine(run.requester.name, 60)}</span>
        <span>{cleanLine(run.channel.name, 60)}</span>
        <When run={run} now={now} />
      </p>
      {(run.pullRequest ?? run.changes) && (
        <p class="run-card-outcome">
          {run.pullRequest && <OuterLink to={run.pullRequest.url}>{pullRequestWords(run.pullRequest)}</OuterLink>}
          {run.changes && <Lines added={run.changes.added} removed={run.changes.removed} />}
        </p>
      )}
    </li>
  );
}

function Happening({ run }: { run: ListedRun }): VNode | null {
  const words = run.step ?? (run.state === 'Failed' || run.state === 'Stopped' ? run.reason : undefined);
  return words ? <p class={`run-card-now${run.state === 'Failed' ? ' tone-bad' : ''}`}>{cleanLine(words, 160)}</p> : null;
}

/** How long it has been as it is; the moment itself is in the title. */
function When({ run, now }: { run: ListedRun; now: number }): VNode {
  const since = Date.parse(run.stateSince);
  return <time dateTime={iso(since)} title={dateTime(since)}>{atRest.has(run.state) ? ago(now - since) : `for ${elapsed(now - since)}`}</time>;
}

/** What is over need not tick. */
function ago(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  return minutes < 1 ? 'just now' : `${elapsed((minutes < 60 ? minutes : Math.floor(minutes / 60) * 60) * 60_000)} ago`;
}

function pullRequestWords({ number, state, checks }: NonNullable<ListedRun['pullRequest']>): string {
  return [`Pull request${number === undefined ? '' : ` #${number}`}`, state && state.toLowerCase(), checks && `checks ${checks}`].filter(Boolean).join(' · ');
}
