import type { ComponentType, VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { PanelName } from '../hash';
import type { RunView } from '../runView';

export interface PanelProps {
  view: RunView;
  panel: Exclude<PanelName, 'timeline'>;
}

type Content = ComponentType<PanelProps>;
let loading: Promise<Content> | undefined;
let loaded: Content | undefined;

/** Starts loading the parts beside the timeline; the page does so once it has nothing better to do. */
export function loadPanels(): Promise<Content> {
  loading ??= import('./panelContent').then(
    module => loaded = module.PanelContent,
    (error: unknown) => {
      loading = undefined;
      throw error;
    },
  );
  return loading;
}

/** A part beside the timeline. Their code is not in the page's first file. */
export function LaterPanel(props: PanelProps): VNode {
  const [Panel, setPanel] = useState<Content | 'failed' | undefined>(() => loaded);
  useEffect(() => {
    if (Panel === undefined) loadPanels().then(content => { setPanel(() => content); }, () => { setPanel('failed'); });
  }, [Panel]);
  if (Panel === 'failed') return <p class="page-note" role="alert">This part could not be loaded. <button type="button" class="inline-button" onClick={() => { setPanel(undefined); }}>Try again</button></p>;
  return Panel === undefined ? <p class="placeholder" aria-label="Loading"><span /></p> : <Panel {...props} />;
}
