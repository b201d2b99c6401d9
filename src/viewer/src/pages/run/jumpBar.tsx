import type { VNode } from 'preact';
import { plural } from '../../ui/format';
import { Icon, type IconName } from '../../ui/icon';
import { isLive, type RunView } from './runView';

/** Buttons under the thumb: to the beginning, from failure to failure, to the end. */
export function JumpBar({ view }: { view: RunView }): VNode {
  const failed = view.groupCounts.value.failed;
  const follow = view.follow.value;
  const live = isLive(view.source);
  void view.source.connection.value;
  return (
    <div class="jump-bar" role="toolbar" aria-label="Go to">
      <Jump icon="first" label="First" onPress={() => { view.toEdge('first'); }} />
      {failed > 0 && (
        <div class="jump-pair">
          <Jump icon="up" label="Previous failure" short onPress={() => { view.toFailure(-1); }} />
          <span class="tone-bad jump-count"><Icon name="cross" />{plural(failed, 'failure')}</span>
          <Jump icon="down" label="Next failure" short onPress={() => { view.toFailure(1); }} />
        </div>
      )}
      {live
        ? <button type="button" class="jump" aria-pressed={follow} onClick={() => { setFollow(view, !follow); }}><Icon name={follow ? 'check' : 'last'} />Follow</button>
        : <Jump icon="last" label="Last" onPress={() => { view.toEdge('last'); }} />}
    </div>
  );
}

/** What came while somebody read further up; one tap goes there. */
export function NewPill({ view }: { view: RunView }): VNode | null {
  const unseen = view.unseen.value;
  if (unseen === 0 || view.follow.value || view.state.value.panel !== 'timeline') return null;
  return (
    <button type="button" class="pill" onClick={() => { setFollow(view, true); }}>
      {unseen} new<Icon name="down" />
    </button>
  );
}

export function setFollow(view: RunView, follow: boolean): void {
  view.unseen.value = 0;
  if (follow) {
    if (view.state.peek().panel !== 'timeline') view.show('timeline');
    const last = view.timeline.visible.peek().at(-1);
    if (last !== undefined) view.wish.value = { item: last, focus: false, align: 'end' };
  }
  view.follow.value = follow;
}

function Jump({ icon, label, short = false, onPress }: { icon: IconName; label: string; short?: boolean; onPress(): void }): VNode {
  return (
    <button type="button" class="jump" aria-label={short ? label : undefined} title={label} onClick={onPress}>
      <Icon name={icon} />{!short && label}
    </button>
  );
}
