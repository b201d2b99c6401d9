import type { RefObject, VNode } from 'preact';
import { Icon } from '../../ui/icon';
import { RunMenu, type RunMenuProps } from './runMenu';
import { isLive } from './runView';
import { StateBadge } from './stateBadge';

interface TopBarProps extends RunMenuProps {
  placeRef: RefObject<HTMLElement | null>;
  title: string;
  /** The big title has scrolled away: this one stands in for it. */
  titleGone: boolean;
  onSearch(): void;
}

/** The bar that stays: what state the run is in, which run it is, search and menu. */
export function TopBar({ placeRef, title, titleGone, onSearch, ...menu }: TopBarProps): VNode {
  const { view } = menu;
  const head = view.source.head.value;
  const live = view.source.connection.value.state === 'live' && isLive(view.source);
  return (
    <header ref={placeRef} class="bar">
      {head && <StateBadge state={head.state} />}
      <span class={titleGone ? 'bar-title' : 'bar-title bar-title-away'} aria-hidden="true">{title}</span>
      {live && <span class="live"><span class="live-dot" />Live</span>}
      <button
        type="button" class="quiet-button" aria-label="Search and filter" title="Search and filter" aria-pressed={view.pinned.value}
        onClick={() => {
          if (view.pinned.peek()) view.pinned.value = false;
          else onSearch();
        }}
      ><Icon name="search" /></button>
      <RunMenu {...menu} />
    </header>
  );
}
