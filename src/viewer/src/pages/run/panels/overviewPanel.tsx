import type { ComponentChildren, VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import { cleanLine } from '../../../text/clean';
import { dateTime, money, number, plural, shortSha } from '../../../ui/format';
import { Icon, type IconName } from '../../../ui/icon';
import { approvalWords, Lines } from '../header';
import type { GroupName } from '../groups';
import type { RunView } from '../runView';
import { digestOf, itemsOf, type Digest, type Tally } from './digest';
import { ItemCard } from './itemCard';
import { Section } from './section';
import { usePaced } from './usePart';

/** Prompts shown here at most; a run of more turns shows its newest. */
const mostPrompts = 5;

/** A reviewer's questions, each with its answer and the way to where it comes from. */
export function OverviewPanel({ view }: { view: RunView }): VNode {
  const { timeline, source } = view;
  const version = usePaced(timeline.version.value);
  const digest = useMemo(() => digestOf(timeline), [timeline, version]);
  const prompts = useMemo(() => itemsOf(timeline, 'message'), [timeline, version]);
  const head = source.head.value;
  return (
    <>
      <InShort view={view} digest={digest} />
      {digest.answer.last >= 0 && <Section title="Answer"><ItemCard view={view} index={digest.answer.last} /></Section>}
      {prompts.length > 0 && (
        <Section title="What was asked" aside={prompts.length > mostPrompts ? `the newest ${mostPrompts} of ${number(prompts.length)}` : undefined}>
          {prompts.slice(-mostPrompts).map(index => <ItemCard key={index} view={view} index={index} />)}
        </Section>
      )}
      {digest.plan.last >= 0 && <Section title="The plan as it stands"><ItemCard view={view} index={digest.plan.last} /></Section>}
      {head?.changes && head.changes.list.length > 0 && (
        <Section title="Changed files" aside={<Lines added={head.changes.added} removed={head.changes.removed} />}>
          <ul class="rows">
            {head.changes.list.map(change => (
              <li key={change.path} class="row"><code class="row-what">{cleanLine(change.path, 300)}</code><span class="row-end"><Lines added={change.added} removed={change.removed} /></span></li>
            ))}
          </ul>
          {head.changes.files > head.changes.list.length && <p class="page-note">… and {plural(head.changes.files - head.changes.list.length, 'more file')}.</p>}
        </Section>
      )}
    </>
  );
}

function InShort({ view, digest }: { view: RunView; digest: Digest }): VNode {
  const head = view.source.head.value;
  const show = (...groups: GroupName[]) => (): void => { view.change({ panel: 'timeline', groups, failuresOnly: false, turn: null }); };
  const failed = view.groupCounts.value.failed;
  const { read, run, edit, change, web, git, model, tools, question } = digest;
  const door = [part(web, 'web request'), part(git, 'git request'), part(tools, 'tool request'), part(model, 'model call')].filter(Boolean).join(' · ');
  const edited = Math.max(edit.count, change.count);
  return (
    <dl class="short">
      <Answer icon="eye" name="Read" onPress={read.count > 0 ? show('read') : undefined}>{read.count > 0 ? `${plural(read.count, 'look')} at files` : 'nothing'}</Answer>
      <Answer icon="terminal" name="Ran" onPress={run.count > 0 ? show('ran') : undefined}>{run.count > 0 ? part(run, 'command') : 'nothing'}</Answer>
      <Answer icon="cross" name="Failed" onPress={failed > 0 ? () => { view.change({ panel: 'timeline', groups: [], failuresOnly: true, turn: null }); } : undefined}>
        {failed > 0 ? <span class="tone-bad">{plural(failed, 'entry', 'entries')}</span> : 'nothing'}
      </Answer>
      <Answer icon="door" name="Left the sandbox" onPress={door ? () => { view.show('door'); } : undefined}>{door || 'nothing'}</Answer>
      <Answer icon="pencil" name="Changed" onPress={edited > 0 ? () => { view.show('files'); } : undefined}>
        {head?.changes ? <>{plural(head.changes.files, 'file')} <Lines added={head.changes.added} removed={head.changes.removed} /></> : edited > 0 ? plural(edited, 'edit') : 'nothing'}
      </Answer>
      {head && <Answer icon="clock" name="Cost" onPress={() => { view.show('time'); }}>{money(head.usage.costUsd)}{head.limits.costUsd > 0 && ` of ${money(head.limits.costUsd)}`}</Answer>}
      {question.count > 0 && <Answer icon="hand" name="Asked back" onPress={show('asked')}>{plural(question.count, 'question')}</Answer>}
      {head && <Answer icon="shield" name="Approved" onPress={head.approval ? show('access', 'left') : undefined}>{head.approval ? <Approval approval={head.approval} /> : 'no approval was needed or given'}</Answer>}
    </dl>
  );
}

function Approval({ approval }: { approval: Parameters<typeof approvalWords>[0] }): VNode {
  return (
    <>
      {approvalWords(approval)}
      <small>{approval.at && ` ${dateTime(Date.parse(approval.at))}`}{approval.commit && <> <code>{shortSha(cleanLine(approval.commit, 64))}</code></>}</small>
    </>
  );
}

/** "8 commands, 2 failed" */
function part(tally: Tally, one: string): string {
  if (tally.count === 0) return '';
  return [plural(tally.count, one), tally.bad > 0 && `${number(tally.bad)} failed`, tally.refused > 0 && `${number(tally.refused)} refused`].filter(Boolean).join(', ');
}

function Answer({ icon, name, children, onPress }: { icon: IconName; name: string; children: ComponentChildren; onPress?: (() => void) | undefined }): VNode {
  return (
    <div class="short-line">
      <dt><Icon name={icon} />{name}</dt>
      <dd>
        <span>{children}</span>
        {onPress && <button type="button" class="short-go" aria-label={`Show: ${name}`} onClick={onPress}><Icon name="right" /></button>}
      </dd>
    </div>
  );
}
