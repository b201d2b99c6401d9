import type { VNode } from 'preact';
import type { PanelName } from '../hash';
import type { RunView } from '../runView';

export function PanelContent({ panel }: { view: RunView; panel: Exclude<PanelName, 'timeline'> }): VNode {
  return <p>{panel}</p>;
}
