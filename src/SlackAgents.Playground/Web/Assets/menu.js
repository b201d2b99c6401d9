// One menu for the whole page: of a message, and of the field one writes in. On a phone it comes from below.
import { el } from '/ui/mrkdwn.js';

export function openMenu(menu, anchor, label, entries) {
  menu.setAttribute('aria-label', label);
  menu.replaceChildren(...entries.filter(Boolean).map(([text, act, style = '']) => {
    const node = el('button', style, text);
    node.type = 'button';
    node.setAttribute('role', 'menuitem');
    node.addEventListener('click', () => { menu.hidePopover(); act(); });
    return node;
  }));
  menu.showPopover();
  const box = anchor.getBoundingClientRect();
  menu.style.setProperty('--left', `${Math.max(8, Math.min(box.left, innerWidth - menu.offsetWidth - 8))}px`);
  menu.style.setProperty('--top', `${box.bottom + menu.offsetHeight + 8 > innerHeight ? Math.max(8, box.top - menu.offsetHeight - 4) : box.bottom + 4}px`);
  menu.querySelector('button')?.focus();
}

export function moveInMenu(event) {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  event.preventDefault();
  const entries = [...event.currentTarget.querySelectorAll('button')];
  const at = entries.indexOf(document.activeElement);
  entries[(at + (event.key === 'ArrowDown' ? 1 : entries.length - 1)) % entries.length].focus();
}
