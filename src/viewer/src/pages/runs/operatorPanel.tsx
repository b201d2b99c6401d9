import type { VNode } from 'preact';
import { cleanLine } from '../../text/clean';
import { duration, elapsed, number, plural } from '../../ui/format';
import { Icon, type IconName } from '../../ui/icon';
import type { OperatorView, Provider } from './answer';

/** How the installation stands, for those who run it. One line when all is well. */
export function OperatorPanel({ view, now }: { view: OperatorView; now: number }): VNode {
  const { health, queue } = view;
  const [icon, tone, words] = lookOf(health.status);
  const sandboxes = view.sandboxes?.filter(sandbox => sandbox.state === 'Running').length;
  return (
    <details class="operator" open={health.status === 'unhealthy' || undefined}>
      <summary>
        <span class={`operator-health tone-${tone}`}><Icon name={icon} /> {words}</span>
        <span>{queue.live} of {queue.places} places taken</span>
        {queue.waiting > 0 && <span>{queue.waiting} queued</span>}
        {sandboxes !== undefined && <span>{plural(sandboxes, 'sandbox', 'sandboxes')} running</span>}
        <Icon name="open" />
      </summary>
      <div class="operator-parts">
        <Health health={health} />
        <Providers view={view} now={now} />
        <Sandboxes view={view} now={now} />
        <Disk disk={view.disk} />
      </div>
    </details>
  );
}

function lookOf(status: string): readonly [IconName, string, string] {
  switch (status) {
    case 'healthy': return ['check', 'good', 'All is well'];
    case 'degraded': return ['warning', 'warn', 'Works, with a warning'];
    default: return ['cross', 'bad', 'Takes no commands'];
  }
}

function Health({ health }: { health: OperatorView['health'] }): VNode | null {
  if (health.reasons.length + health.warnings.length === 0) return null;
  return (
    <section>
      <h3>What is wrong</h3>
      <ul>
        {health.reasons.map(reason => <li key={reason} class="tone-bad"><Icon name="cross" /> {cleanLine(reason, 400)}</li>)}
        {health.warnings.map(warning => <li key={warning} class="tone-warn"><Icon name="warning" /> {cleanLine(warning, 400)}</li>)}
      </ul>
    </section>
  );
}

function Providers({ view, now }: { view: OperatorView; now: number }): VNode {
  return (
    <section>
      <h3>Model providers, last 15 minutes</h3>
      {view.providers.length === 0
        ? <p class="runs-note">No model was called.</p>
        : <ul>{view.providers.map(provider => <li key={provider.name}><ProviderLine provider={provider} now={now} /></li>)}</ul>}
      <p class="runs-note">
        {view.fallback ? `Runs fall back to ${cleanLine(view.fallback, 120)}.` : 'No fall-back is set (Harnesses:Fallback).'}
        {view.fellBack > 0 && ` ${plural(view.fellBack, 'run')} under way did.`}
      </p>
    </section>
  );
}

function ProviderLine({ provider, now }: { provider: Provider; now: number }): VNode {
  const { calls, failures, failsNow } = provider;
  const tone = failsNow ? 'bad' : failures > 0 ? 'warn' : 'good';
  const last = provider.lastFailedAt === undefined ? '' : `; the last ${elapsed(now - Date.parse(provider.lastFailedAt))} ago${provider.lastStatus !== undefined && provider.lastStatus >= 400 ? ` (HTTP ${provider.lastStatus})` : ' (the answer broke off)'}`;
  return (
    <>
      <span class={`tone-${tone}`}><Icon name={failsNow ? 'cross' : failures > 0 ? 'warning' : 'check'} /> {cleanLine(provider.name, 60)}</span>
      {' '}{plural(calls, 'call')}, {failures === 0 ? 'none failed' : `${number(failures)} failed (${Math.round(100 * failures / calls)} %)${last}`}, {duration(provider.meanMilliseconds)} on average
    </>
  );
}

function Sandboxes({ view, now }: { view: OperatorView; now: number }): VNode {
  const { limits, sandboxes } = view;
  return (
    <section>
      <h3>Sandboxes</h3>
      <p class="runs-note">Each may use {limits.cpus} CPUs, {number(limits.memoryMb)} MiB of memory, {number(limits.diskMb)} MiB of disk, {number(limits.pids)} processes.</p>
      {sandboxes === undefined
        ? <p class="tone-bad"><Icon name="cross" /> The sandbox engine does not answer.</p>
        : sandboxes.length === 0
          ? <p class="runs-note">There is none.</p>
          : (
            <ul>
              {sandboxes.map(sandbox => (
                <li key={sandbox.id}>
                  <code>{sandbox.id}</code> {sandbox.state.toLowerCase()}, made {elapsed(now - Date.parse(sandbox.createdAt))} ago
                  {sandbox.link !== undefined && <>: <a href={sandbox.link}>{cleanLine(sandbox.title ?? sandbox.run ?? '', 120)}</a></>}
                </li>
              ))}
            </ul>
          )}
    </section>
  );
}

function Disk({ disk }: { disk: OperatorView['disk'] }): VNode | null {
  if (!disk || disk.totalBytes <= 0) return null;
  const free = disk.freeBytes / disk.totalBytes;
  return (
    <section>
      <h3>Disk of the data directory</h3>
      <p class={free < 0.05 ? 'tone-bad' : free < 0.15 ? 'tone-warn' : ''}>
        {free < 0.15 && <Icon name="warning" />} {bytes(disk.freeBytes)} of {bytes(disk.totalBytes)} free; the database has {bytes(disk.databaseBytes)}.
      </p>
      <meter class="operator-meter" min={0} max={1} low={0.8} high={0.9} optimum={0} value={1 - free} aria-label="Disk used" />
    </section>
  );
}

function bytes(count: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = count;
  let unit = 0;
  while (value >= 1_000 && unit < units.length - 1) {
    value /= 1_000;
    unit++;
  }
  return `${value < 10 && unit > 0 ? value.toFixed(1) : Math.round(value)} ${units[unit] ?? 'B'}`;
}
