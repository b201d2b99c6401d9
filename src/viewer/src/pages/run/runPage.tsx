import type { ComponentChildren, VNode } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { computed } from '@preact/signals';
import type { TraceSource } from '../../sources/source';
import { cleanLine } from '../../text/clean';
import type { Item } from '../../timeline/timeline';
import { ArrivalAnnouncer } from '../../ui/announcer';
import { tabPanelId, tabId, Tabs } from '../../ui/tabs';
import { Toast } from '../../ui/toast';
import { useGone, useHeight } from '../../ui/usePlace';
import { useWide } from '../../ui/useWide';
import { ConnectionBanner } from './connectionLine';
import { copyItem, copyLink, copyView } from './copying';
import { formatHash, parseHash, plainView, type PanelName } from './hash';
import { Header } from './header';
import { HelpDialog } from './helpDialog';
import { JumpBar, NewPill } from './jumpBar';
import { pressKey } from './keyboard';
import { LaterPanel, loadPanels } from './panels/laterPanel';
import { isLive, isUnderWay, RunView } from './runView';
import { TimelinePanel } from './timelinePanel';
import { TopBar } from './topBar';
import { useAddress } from './useAddress';

const tabs: readonly { name: PanelName; label: string }[] = [
  { name: 'timeline', label: 'Timeline' },
  { name: 'overview', label: 'Overview' },
  { name: 'time', label: 'Time' },
  { name: 'door', label: 'Door' },
  { name: 'files', label: 'Files' },
];

export interface RunPageProps {
  source: TraceSource;
  links: Readonly<Record<string, string>>;
  /** Of a trace without a head: a file's name. */
  title?: string;
  /** Its times are made up to keep the order; nobody is to see them. */
  untimed?: boolean;
  /** What stands under the title of such a trace. */
  children?: ComponentChildren;
}

/** A trace: what it is above, its story below. */
export function RunPage({ source, links, title, untimed = false, children }: RunPageProps): VNode {
  const view = useMemo(() => new RunView(source, parseHash(location.hash)), [source]);
  useLayoutEffect(() => {
    view.start();
    return () => { view.close(); };
  }, [view]);
  useAddress(view);

  const bar = useRef<HTMLElement>(null);
  const stick = useRef<HTMLDivElement>(null);
  const foot = useRef<HTMLDivElement>(null);
  const titlePlace = useRef<HTMLHeadingElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const barHeight = useHeight(bar);
  const above = useHeight(stick) + barHeight;
  const below = useHeight(foot);
  const wide = useWide();
  const titleGone = useGone(titlePlace, barHeight);

  const total = useMemo(() => computed(() => view.timeline.counts.value.total), [view]);
  const head = source.head.value;
  const words = cleanLine(head?.title ?? title ?? 'Trace', 300);
  const live = isUnderWay(source.connection.value.state, head);
  const panel = view.state.value.panel;
  const link = (): void => { void copyLink(view, formatHash(view.state.peek())); };
  const markdown = (): void => { void copyView(view); };
  const linkTo = (item: Item): void => { void copyLink(view, formatHash({ ...plainView, event: item.sequence })); };
  const copy = (item: Item): void => { void copyItem(view, item); };

  const focusSearch = (): void => {
    view.pinned.value = true;
    if (view.state.peek().panel !== 'timeline') view.show('timeline');
    requestAnimationFrame(() => { search.current?.focus({ preventScroll: true }); });
  };

  useLayoutEffect(() => {
    // Another part begins at its beginning, under the bars that stay.
    const top = stick.current && stick.current.offsetTop - barHeight;
    if (panel !== 'timeline' && top !== null && window.scrollY > top) window.scrollTo(0, top);
  }, [panel]);
  useEffect(() => {
    // While somebody reads the first lines.
    const timer = setTimeout(() => { loadPanels().catch(() => undefined); }, 1_500);
    return () => { clearTimeout(timer); };
  }, []);
  useEffect(() => {
    document.title = head ? `${words} · ${head.state}` : words;
  }, [words, head?.state]);
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      const now = view.timeline.items;
      const current = view.current.peek();
      const item = current >= 0 ? now.get(current) : null;
      const done = pressKey(event, view, {
        focusSearch,
        copyLink: () => { if (item) linkTo(item); else link(); },
        copyMarkdown: () => { if (item) copy(item); else markdown(); },
      });
      if (done) event.preventDefault();
    };
    document.addEventListener('keydown', pressed);
    return () => { document.removeEventListener('keydown', pressed); };
  }, [view]);

  return (
    <div class={`run-page show-${panel}${untimed ? ' untimed' : ''}`}>
      <TopBar placeRef={bar} view={view} links={links} title={words} titleGone={titleGone} onSearch={focusSearch} onCopyLink={link} onCopyMarkdown={markdown} />
      <main>
        {head ? <Header head={head} live={live} titleRef={titlePlace} /> : <div class="head"><h1 ref={titlePlace}>{words}</h1>{children}</div>}
        <div ref={stick} class="stick">
          <Tabs label="Parts of the trace" tabs={tabs} chosen={panel} onChoose={name => { view.show(name); }} />
          {wide && panel === 'timeline' && <JumpBar view={view} />}
        </div>
        <div id={tabPanelId(panel)} role="tabpanel" aria-labelledby={tabId(panel)} class={`panel panel-${panel}`}>
          {panel === 'timeline'
            ? <TimelinePanel view={view} above={above} below={below} searchRef={search} onCopyLink={linkTo} onCopyMarkdown={copy} />
            : <LaterPanel view={view} panel={panel} />}
        </div>
        <div ref={foot} class="foot">
          <NewPill view={view} />
          <ConnectionBanner source={source} />
          {!wide && panel === 'timeline' && <JumpBar view={view} />}
        </div>
      </main>
      <HelpDialog view={view} />
      <Toast words={view.said} />
      <ArrivalAnnouncer total={total} live={() => isLive(source)} />
    </div>
  );
}
