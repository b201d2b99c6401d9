import type { VNode } from 'preact';
import { Icon } from '../../ui/icon';
import { Menu } from '../../ui/menu';
import { downloadsOf } from './downloads';
import type { RunView } from './runView';

export interface RunMenuProps {
  view: RunView;
  links: Readonly<Record<string, string>>;
  onCopyLink(): void;
  onCopyMarkdown(): void;
}

export function RunMenu({ view, links, onCopyLink, onCopyMarkdown }: RunMenuProps): VNode {
  const downloads = downloadsOf(links);
  return (
    <Menu label="More" icon="more">
      <button type="button" onClick={onCopyLink}><Icon name="link" />Copy link to this view</button>
      <button type="button" onClick={onCopyMarkdown}><Icon name="copy" />Copy what is shown as Markdown</button>
      {downloads.length > 0 && <p class="menu-title">Download</p>}
      {downloads.map(one => <a key={one.file} href={one.address} download><Icon name="download" />{one.label}<small>{one.file}</small></a>)}
      {(links['runs'] || links['open']) && <p class="menu-title">Other pages</p>}
      {links['runs'] && <a href={links['runs']}><Icon name="list" />All runs</a>}
      {links['open'] && <a href={links['open']}><Icon name="file" />Open a trace of your own</a>}
      <button type="button" class="menu-keys" onClick={() => { view.helping.value = true; }}><Icon name="help" />Keys</button>
    </Menu>
  );
}
