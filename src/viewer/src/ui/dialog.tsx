import type { ComponentChildren, VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from './icon';

/** The browser's own modal dialog: it keeps the focus inside, closes with Escape and gives the focus back. */
export function Dialog({ title, open, onClose, children }: { title: string; open: boolean; onClose(): void; children: ComponentChildren }): VNode {
  const place = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = place.current;
    if (!dialog) return;
    if (open && !dialog.open) dialog.showModal();
    if (!open && dialog.open) dialog.close();
  }, [open]);
  return (
    <dialog ref={place} class="dialog" aria-label={title} onClose={onClose} onClick={event => { if (event.target === event.currentTarget) onClose(); }}>
      <div class="dialog-content">
        <div class="dialog-head"><h2>{title}</h2><button type="button" class="quiet-button" aria-label="Close" onClick={onClose}><Icon name="cross" /></button></div>
        {open && children}
      </div>
    </dialog>
  );
}
