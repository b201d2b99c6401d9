import type { ComponentChildren, VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Icon, type IconName } from './icon';

/** A button that unfolds a list of links and buttons; closes with Escape, with a choice and when somebody presses elsewhere. */
export function Menu({ label, icon, children }: { label: string; icon: IconName; children: ComponentChildren }): VNode {
  const place = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const close = (event: Event): void => {
      const menu = place.current;
      if (menu?.open && event.target instanceof Node && !menu.contains(event.target)) menu.open = false;
    };
    document.addEventListener('pointerdown', close);
    document.addEventListener('focusin', close);
    return () => {
      document.removeEventListener('pointerdown', close);
      document.removeEventListener('focusin', close);
    };
  }, []);
  return (
    <details ref={place} class="menu" onKeyDown={event => {
      if (event.key !== 'Escape' || !place.current?.open) return;
      event.stopPropagation();
      place.current.open = false;
      place.current.querySelector('summary')?.focus();
    }}>
      <summary class="quiet-button" aria-label={label} title={label}><Icon name={icon} /></summary>
      <div class="menu-list" onClick={event => {
        if (place.current && event.target instanceof Element && event.target.closest('a, button')) place.current.open = false;
      }}>{children}</div>
    </details>
  );
}
