import type { ComponentChildren, VNode } from 'preact';
import { cleanLine } from '../../text/clean';
import type { RunHead } from '../../trace/head';
import { compact, dateTime, elapsed, iso, money, number, shortSha } from '../../ui/format';
import { Meter } from '../../ui/meter';
import { StateBadge } from './stateBadge';

/** Everything about the run that is not its story, folded away until somebody asks. */
export function Facts({ head, now }: { head: RunHead; now: number }): VNode {
  const { usage, limits, environment } = head;
  return (
    <details class="facts">
      <summary><span>{cleanLine(head.repository, 80)} · {cleanLine(head.harnessName || head.harness, 40)} · {cleanLine(head.requester.name, 40)}</span></summary>
      <dl class="fact-list">
        <Fact name="State"><StateBadge state={head.state} /> since {time(head.stateSince)}</Fact>
        <Fact name="Asked by">{cleanLine(head.requester.name, 100)} <small>in {cleanLine(head.channel, 60)}, {cleanLine(head.surface, 40)}</small></Fact>
        <Fact name="Asked at">{time(head.createdAt)}</Fact>
        <Fact name="Repository">{cleanLine(head.repository, 200)} {head.repositoryChoice && <small>{cleanLine(head.repositoryChoice, 120)}</small>}</Fact>
        <Fact name="Branch"><code>{cleanLine(head.branch, 200)}</code>{head.pushedSha && <small> pushed <code title={head.pushedSha}>{shortSha(head.pushedSha)}</code></small>}</Fact>
        <Fact name="Base">{head.base ? <code>{cleanLine(head.base, 200)}</code> : '–'}{head.baseSha && <small> at <code title={head.baseSha}>{shortSha(head.baseSha)}</code></small>}</Fact>
        <Fact name="Agent">{cleanLine(head.harnessName || head.harness, 100)}</Fact>
        <Fact name="Model">{cleanLine(head.model, 100)} <small>{cleanLine(head.provider, 60)}{head.fellBackFrom && `, fell back from ${cleanLine(head.fellBackFrom, 60)}`}</small></Fact>
        {environment && (
          <Fact name="Environment">
            <code>{cleanLine(environment.image, 200)}</code>
            <small> {[environment.runtime && cleanLine(environment.runtime, 40), `${environment.cpus} CPU`, `${number(environment.memoryMb)} MB`, `network: ${cleanLine(environment.network, 60)}`].filter(Boolean).join(' · ')}</small>
          </Fact>
        )}
        <Fact name="Elapsed">{elapsed(ranFor(head, now))} <small>turn {head.turn}, at most {elapsed(limits.turnSeconds * 1_000)} each</small></Fact>
        <Fact name="Tokens">
          {compact(usage.totalTokens)}{limits.tokens > 0 && ` of ${compact(limits.tokens)}`}
          <small> {compact(usage.inputTokens)} in · {compact(usage.cachedInputTokens)} cached · {compact(usage.outputTokens)} out</small>
          <Meter value={usage.totalTokens} limit={limits.tokens} label="Tokens" />
        </Fact>
        <Fact name="Cost">
          {money(usage.costUsd)}{limits.costUsd > 0 && ` of ${money(limits.costUsd)}`}
          <Meter value={usage.costUsd} limit={limits.costUsd} label="Cost" />
        </Fact>
        <Fact name="Pushing">{head.push ? 'on' : 'off for this run'}</Fact>
        <Fact name="Run"><code>{cleanLine(head.id, 80)}</code></Fact>
      </dl>
    </details>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }): VNode {
  return <div class="fact"><dt>{name}</dt><dd>{children}</dd></div>;
}

function time(at: string): VNode {
  const moment = Date.parse(at);
  return <time dateTime={iso(moment)} title={iso(moment)}>{dateTime(moment)}</time>;
}

/** Until now, or until it came to rest. */
export function ranFor(head: RunHead, now: number): number {
  return (head.atRest ? Date.parse(head.stateSince) : now) - Date.parse(head.createdAt);
}
