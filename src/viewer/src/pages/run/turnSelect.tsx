import type { VNode } from 'preact';
import { clock } from '../../ui/format';
import type { RunView } from './runView';

/** Which turn is shown; nothing to choose while there is only one. */
export function TurnSelect({ view }: { view: RunView }): VNode | null {
  const turns = view.timeline.turns.value;
  const chosen = view.state.value.turn;
  if (turns.length < 2 && chosen === null) return null;
  return (
    <label class="turns">
      <span class="unseen">Turn</span>
      <select value={chosen === null ? '' : String(chosen)} onChange={event => {
        const value = event.currentTarget.value;
        view.change({ turn: value === '' ? null : Number(value) });
      }}>
        <option value="">All turns</option>
        {turns.map(turn => <option key={turn.turn} value={String(turn.turn)}>Turn {turn.turn}, {clock(turn.at)}</option>)}
      </select>
    </label>
  );
}
