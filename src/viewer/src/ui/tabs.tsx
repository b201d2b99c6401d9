import type { VNode } from 'preact';
import { useRef } from 'preact/hooks';

export interface Tab<Name extends string> {
  name: Name;
  label: string;
}

/** A row of tabs; arrows go along it, as everybody's tabs do. The content belongs in an element with `tabPanelId`. */
export function Tabs<Name extends string>({ label, tabs, chosen, onChoose }: { label: string; tabs: readonly Tab<Name>[]; chosen: Name; onChoose(name: Name): void }): VNode {
  const place = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent): void => {
    const at = tabs.findIndex(tab => tab.name === chosen);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    const next = to === undefined ? undefined : tabs[(to + tabs.length) % tabs.length];
    if (!next) return;
    event.preventDefault();
    onChoose(next.name);
    place.current?.querySelector<HTMLElement>(`#${tabId(next.name)}`)?.focus();
  };
  return (
    <div ref={place} class="tabs" role="tablist" aria-label={label} onKeyDown={move}>
      {tabs.map(tab => (
        <button
          key={tab.name} type="button" role="tab" id={tabId(tab.name)} class="tab" aria-selected={tab.name === chosen}
          aria-controls={tabPanelId(tab.name)} tabIndex={tab.name === chosen ? 0 : -1} onClick={() => { onChoose(tab.name); }}
        >{tab.label}</button>
      ))}
    </div>
  );
}

export const tabId = (name: string): string => `tab-${name}`;
export const tabPanelId = (name: string): string => `panel-${name}`;
