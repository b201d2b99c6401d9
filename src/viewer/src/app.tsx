import type { ComponentType, VNode } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Boot } from './boot';
import { RunPage } from './pages/run/runPage';
import type { RunsAnswer } from './pages/runs/answer';
import type { RunBoot } from './sources/boot';
import { RemoteSource } from './sources/remoteSource';
import { placeOf } from './sources/requests';

/** The page that the host asked for. A run's is in the first file; the others come when somebody opens them. */
export function App({ boot }: { boot: Boot | null }): VNode {
  if (boot?.page === 'run' && boot.run) return <RemoteRun boot={boot.run} viewer={boot.viewer} />;
  if (boot?.page === 'runs' && boot.runs) return <RunsOf answer={boot.runs} />;
  if (boot?.page === 'open') return <Later load={openPage} />;
  return <Problem words="The page came without its data. Load it again." />;
}

function RemoteRun({ boot, viewer }: { boot: RunBoot; viewer: Boot['viewer'] }): VNode {
  const source = useMemo(() => new RemoteSource(boot, placeOf(location.href)), [boot]);
  useEffect(() => () => { source.close(); }, [source]);
  const links = useMemo(() => ({ ...boot.links, ...otherPages(viewer) }), [boot, viewer]);
  return <RunPage source={source} links={links} />;
}

/** The other pages of the same host. The list is for who can be known. */
function otherPages(viewer: Boot['viewer']): Record<string, string> {
  const root = new URL('../../', placeOf(location.href).base);
  return {
    open: new URL('open', root).href,
    ...(viewer?.signedIn || viewer?.canSignIn ? { runs: new URL('runs', root).href } : {}),
  };
}

function RunsOf({ answer }: { answer: RunsAnswer }): VNode {
  const load = useMemo(() => async (): Promise<ComponentType> => {
    const { RunsEntry } = await import('./pages/runs/entry');
    return () => <RunsEntry answer={answer} />;
  }, [answer]);
  return <Later load={load} />;
}

const openPage = async (): Promise<ComponentType> => {
  const { OpenPage } = await import('./pages/open/openPage');
  return () => <OpenPage />;
};

/** A page whose code is asked for now. */
function Later({ load }: { load(): Promise<ComponentType> }): VNode {
  const [Page, setPage] = useState<ComponentType | null | 'failed'>(null);
  useEffect(() => {
    load().then(page => { setPage(() => page); }, () => { setPage('failed'); });
  }, [load]);
  if (Page === 'failed') return <Problem words="A part of the page could not be loaded. Load it again." />;
  return Page === null ? <p class="placeholder" aria-label="Loading"><span /></p> : <Page />;
}

function Problem({ words }: { words: string }): VNode {
  return <main class="problem"><h1>{words}</h1><p><a href="">Load again</a></p></main>;
}
