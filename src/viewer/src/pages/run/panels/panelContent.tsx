import type { VNode } from 'preact';
import type { PanelName } from '../hash';
import type { RunView } from '../runView';
import { DoorPanel } from './doorPanel';
import { FilesPanel } from './filesPanel';
import { OverviewPanel } from './overviewPanel';
import { TimePanel } from './timePanel';

export function PanelContent({ view, panel }: { view: RunView; panel: Exclude<PanelName, 'timeline'> }): VNode {
  switch (panel) {
    case 'overview': return <OverviewPanel view={view} />;
    case 'time': return <TimePanel view={view} />;
    case 'door': return <DoorPanel view={view} />;
    case 'files': return <FilesPanel view={view} />;
  }
}
