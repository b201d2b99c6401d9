import type { VNode } from 'preact';
import { LineCounts } from '../text/diff';
import type { Category } from '../trace/row';
import type { IconName } from '../ui/icon';
import { Chip, Term, Took, Words } from './head';
import { shortPath, type ToolCall } from './toolCall';

const icons: Readonly<Record<ToolCall['shape'], IconName>> = {
  command: 'terminal', read: 'file', search: 'search', edit: 'pencil', web: 'globe', agent: 'chat', server: 'wrench', plan: 'list', other: 'wrench',
};

export function iconOf(call: ToolCall, category: Category): IconName {
  if (call.shape !== 'other') return icons[call.shape];
  return category === 'run' ? 'terminal' : category === 'edit' ? 'pencil' : category === 'read' ? 'file' : 'wrench';
}

/** What a call is about, in a few words. */
export function CallWords({ call, tool, open, counts }: { call: ToolCall; tool: string; open: boolean; counts?: { added: number; removed: number } | undefined }): VNode {
  switch (call.shape) {
    case 'command':
      // Open, it stands below in full.
      return open ? <b>Command</b> : <><span class="unseen">Command: </span><Term text={call.command} length={160} /></>;
    case 'read':
      return <><b>Read</b> <Term text={shortPath(call.path)} />{range(call) !== '' && <> <span class="aside">{range(call)}</span></>}</>;
    case 'search':
      return <><b>{call.kind === 'files' ? 'Find files' : 'Search'}</b> <Term text={call.pattern} />{call.where !== '' && <> <span class="aside">in</span> <Term text={shortPath(call.where)} /></>}</>;
    case 'edit':
      return <><b>{call.whole ? 'Write' : 'Edit'}</b> <Term text={shortPath(call.paths[0] ?? '')} />{call.paths.length > 1 && <> <span class="aside">and {call.paths.length - 1} more</span></>} {counts && <LineCounts {...counts} />}</>;
    case 'web':
      return <><b>{call.isAddress ? 'Fetch' : 'Search the web'}</b> <Term text={call.target} /></>;
    case 'agent':
      return <><b>Subagent</b> <Words text={call.about || call.prompt} />{call.type !== '' && <> <Chip><Words text={call.type} length={60} /></Chip></>}</>;
    case 'server':
      return <><b><Words text={call.tool} length={100} /></b> <span class="aside">of the tool server</span> <Words text={call.server} length={100} /></>;
    case 'plan':
      return <><b>Plan</b>{call.steps > 0 && <> <span class="aside">of {call.steps} steps</span></>}</>;
    default:
      return <><b><Words text={tool || 'A tool'} length={100} /></b> {call.words !== '' && <Term text={call.words} />}</>;
  }
}

function range(call: { from?: number; to?: number }): string {
  if (call.from === undefined && call.to === undefined) return '';
  return call.to === undefined ? `from line ${call.from}` : call.from === call.to ? `line ${call.to}` : `lines ${call.from ?? 1}–${call.to}`;
}

/** How a call ended: always in words, never in colour alone. */
export function Outcome({ state, exitCode, milliseconds }: { state: 'running' | 'without' | 'failed' | 'done'; exitCode?: number | undefined; milliseconds?: number | undefined }): VNode {
  return (
    <span class="item-outcome">
      {' '}
      {state === 'running' && <Chip tone="accent">running…</Chip>}
      {state === 'without' && <Chip tone="warn">no result</Chip>}
      {state === 'failed' && <Chip tone="bad">{exitCode === undefined || exitCode === 0 ? 'failed' : `failed, exit ${exitCode}`}</Chip>}
      {state === 'done' && exitCode !== undefined && <Chip tone={exitCode === 0 ? 'quiet' : 'warn'}>exit {exitCode}</Chip>}
      {' '}<Took milliseconds={milliseconds} />
    </span>
  );
}
