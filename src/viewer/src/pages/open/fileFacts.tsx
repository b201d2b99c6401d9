import type { ComponentChildren, VNode } from 'preact';
import type { FormatName, TraceFacts } from '../../formats';
import { cleanLine } from '../../text/clean';
import { dateTime, elapsed, iso, number, plural } from '../../ui/format';
import { Icon } from '../../ui/icon';
import type { OpenedTrace } from './openPage';

export const formatNames: Readonly<Record<FormatName, string>> = {
  slackagents: 'a trace downloaded here',
  'claude-stream': 'a stream of claude -p, or of a program that speaks like it',
  'claude-session': 'a Claude Code session',
  'codex-exec': 'a stream of codex exec --json',
  'codex-session': 'a Codex session',
  'codex-server': 'a record of the Codex app server',
  'opencode-stream': 'a stream of opencode run',
  'opencode-server': 'a record of opencode serve',
  'opencode-session': 'an exported OpenCode session',
  'gemini-stream': 'a stream of Gemini CLI',
  'gemini-session': 'a Gemini CLI session',
  'qwen-session': 'a Qwen Code session',
  copilot: 'a stream or session of Copilot CLI',
  'amp-thread': 'an exported Amp thread',
  cline: 'a stream of Cline',
  droid: 'a stream of droid exec',
  acp: 'a record of the Agent Client Protocol',
};

/** What the file says of itself, and how much of it was understood. */
export function FileFacts({ trace }: { trace: OpenedTrace }): VNode | null {
  const facts = trace.source.facts.value;
  const { state, sentence, progress } = trace.source.connection.value;
  if (state === 'failed') {
    return (
      <div class="reason ground-bad" role="alert">
        <p><Icon name="warning" /><strong>{sentence}</strong></p>
        <p>What opens: a session file or a recorded stream of Claude Code, Codex, OpenCode, Gemini CLI, Qwen Code, Copilot, Amp, Cline or Droid, lines of the Agent Client Protocol, and traces downloaded here; one JSON value on each line.</p>
      </div>
    );
  }
  if (!facts) return <p class="file-found" role="status">Reading {cleanLine(trace.name, 80)}…</p>;
  return (
    <>
      <p class="file-found" role="status">{foundWords(facts, state === 'loading', progress)}</p>
      {facts.incomplete && <p class="reason ground-warn"><Icon name="warning" />{facts.incomplete}</p>}
      <details class="facts">
        <summary><span>{[facts.tool, facts.model, trace.name].filter(Boolean).map(one => cleanLine(one ?? '', 60)).join(' · ')}</span></summary>
        <dl class="fact-list">
          {facts.tool && <Fact name="Agent">{cleanLine(facts.tool, 100)}{facts.version && <small> {cleanLine(facts.version, 60)}</small>}</Fact>}
          {facts.model && <Fact name="Model">{cleanLine(facts.model, 100)}</Fact>}
          {facts.startedAt && !facts.timesAreMade && <Fact name="From">{time(facts.startedAt)}{facts.endedAt && <small> for {elapsed(Date.parse(facts.endedAt) - Date.parse(facts.startedAt))}</small>}</Fact>}
          {facts.cwd && <Fact name="Folder"><code>{cleanLine(facts.cwd, 200)}</code></Fact>}
          {facts.branch && <Fact name="Branch"><code>{cleanLine(facts.branch, 200)}</code></Fact>}
          {facts.session && <Fact name="Session"><code>{cleanLine(facts.session, 100)}</code></Fact>}
          <Fact name="File"><code>{cleanLine(trace.name, 200)}</code></Fact>
        </dl>
      </details>
    </>
  );
}

export function foundWords(facts: TraceFacts, isReading: boolean, progress: number | undefined): string {
  const format = facts.format === null ? 'No known format: its lines are shown as they are' : `This is ${formatNames[facts.format]}`;
  const reading = isReading ? ` Reading${progress === undefined ? '' : `, ${Math.round(progress * 100)} %`}…` : '';
  const unknown = facts.unknown === 0 ? 'all of them understood' : `${number(facts.unknown)} not understood and shown as they are`;
  const times = facts.timesAreMade ? ' It has no times; only the order is real.' : '';
  return `${format}: ${plural(facts.lines, 'line')}, ${unknown}.${times}${reading}`;
}

function Fact({ name, children }: { name: string; children: ComponentChildren }): VNode {
  return <div class="fact"><dt>{name}</dt><dd>{children}</dd></div>;
}

function time(at: string): VNode {
  const moment = Date.parse(at);
  return <time dateTime={iso(moment)} title={iso(moment)}>{dateTime(moment)}</time>;
}
