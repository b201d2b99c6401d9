import type { VNode } from 'preact';
import { DoorPanel } from './doorPanel';
import { FilesPanel } from './filesPanel';
import type { PanelProps } from './laterPanel';
import { OverviewPanel } from './overviewPanel';
import { TimePanel } from './timePanel';

export function PanelContent({ view, panel }: PanelProps): VNode {
  switch (panel) {
    case 'overview': return <OverviewPanel view={view} />;
    case 'time': return <TimePanel view={view} />;
    case 'door': return <DoorPanel view={view} />;
    case 'files': return <FilesPanel view={view} />;
  }
}
