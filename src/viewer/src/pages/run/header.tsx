import type { RefObject, VNode } from 'preact';
import { clean, cleanLine } from '../../text/clean';
import type { RunHead } from '../../trace/head';
import { elapsed, money, compact, number, plural } from '../../ui/format';
import { useHostNow } from '../../ui/hostClock';
import { Icon } from '../../ui/icon';
import { Meter } from '../../ui/meter';
import { OuterLink } from '../../ui/outerLink';
import { Facts, ranFor } from './facts';

/** What the run is, in a screenful: title, what went wrong, what came of it, what it used. Scrolls away. */
export function Header({ head, live, titleRef }: { head: RunHead; live: boolean; titleRef: RefObject<HTMLHeadingElement | null> }): VNode {
  const now = useHostNow(head.now, live);
  return (
    <div class="head">
      <h1 ref={titleRef}>{cleanLine(head.title, 300)}</h1>
      <Reason head={head} />
      <Outcome head={head} />
      <Figures head={head} now={now} />
      <Facts head={head} now={now} />
    </div>
  );
}

function Reason({ head }: { head: RunHead }): VNode | null {
  if (!head.reason && !head.detail) return null;
  const tone = head.state === 'Failed' ? 'bad' : head.reason?.code === 'Completed' ? 'good' : 'warn';
  return (
    <section class={`reason ground-${tone}`} aria-label="How it stands">
      {head.reason && <p><Icon name={tone === 'good' ? 'check' : 'warning'} /><strong>{head.reason.sentence}</strong></p>}
      {head.reason?.next && <p>In the thread: <span>{head.reason.next}</span></p>}
      {head.detail && <details><summary>What it said</summary><pre>{clean(head.detail.slice(0, 4_000))}</pre></details>}
    </section>
  );
}

/** Pull request, changes, approval: what there is to review. */
function Outcome({ head }: { head: RunHead }): VNode | null {
  const { pullRequest, changes, approval } = head;
  if (!pullRequest && !changes && !approval) return null;
  return (
    <p class="head-outcome">
      {pullRequest && (
        <OuterLink to={pullRequest.url}>
          Pull request #{pullRequest.number}{pullRequest.state && ` · ${cleanLine(pullRequest.state, 40)}`}{pullRequest.checks && ` · checks ${cleanLine(pullRequest.checks, 40)}`}
        </OuterLink>
      )}
      {changes && <span>{plural(changes.files, 'file')} <Lines added={changes.added} removed={changes.removed} /></span>}
      {approval && <span>{approvalWords(approval)}</span>}
    </p>
  );
}

export function approvalWords(approval: NonNullable<RunHead['approval']>): string {
  const by = approval.by ? ` by ${cleanLine(approval.by, 80)}` : '';
  return `${cleanLine(approval.state, 40)}${by}`;
}

export function Lines({ added, removed }: { added?: number | undefined; removed?: number | undefined }): VNode | null {
  if (added === undefined && removed === undefined) return null;
  return (
    <span class="lines">
      <span class="tone-good">+{number(added ?? 0)}</span> <span class="tone-bad">−{number(removed ?? 0)}</span>
      <span class="unseen"> lines added and removed</span>
    </span>
  );
}

function Figures({ head, now }: { head: RunHead; now: number }): VNode {
  const { usage, limits } = head;
  return (
    <dl class="figures">
      <div><dt>Elapsed</dt><dd>{elapsed(ranFor(head, now))}</dd></div>
      <div>
        <dt>Cost</dt>
        <dd>{money(usage.costUsd)}{limits.costUsd > 0 && <small> of {money(limits.costUsd)}</small>}<Meter value={usage.costUsd} limit={limits.costUsd} label="Cost" /></dd>
      </div>
      <div>
        <dt>Tokens</dt>
        <dd>{compact(usage.totalTokens)}{limits.tokens > 0 && <small> of {compact(limits.tokens)}</small>}<Meter value={usage.totalTokens} limit={limits.tokens} label="Tokens" /></dd>
      </div>
      <div><dt>Turn</dt><dd>{head.turn}</dd></div>
    </dl>
  );
}
