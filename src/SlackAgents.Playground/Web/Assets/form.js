// Modals: draws the fields, sends what was entered, and shows what the app has against it.
import { blocks } from '/ui/blocks.js';
import { control } from '/ui/controls.js';
import { el } from '/ui/mrkdwn.js';

let shown = null;
let fields = new Map();
let viewId = null;

// What is entered in every field that was drawn into this map.
export const answersOf = drawn => Object.fromEntries([...drawn].map(([key, field]) => [key, field.read()]));

export function showView(dialog, view, context) {
  const key = view ? view.id + view.hash : null;
  if (key === shown) return;
  shown = key;
  if (!view) {
    viewId = null;
    dialog.close();
    return;
  }
  // An app that changes an open form does not take away what was typed into the fields that stay.
  const kept = view.id === viewId ? new Map([...fields].map(([name, field]) => [name, field.keep?.() ?? field.read()])) : new Map();
  const focused = view.id === viewId ? document.activeElement?.closest('[data-key]')?.dataset.key : null;
  viewId = view.id;
  fields = new Map();
  const entered = fields;
  const drawn = { ...context, fields, kept, click: key => context.click(key, answersOf(entered)), choose: (key, chosen) => context.choose(key, chosen, answersOf(entered)) };
  const title = el('h2', '', view.title.text);
  title.id = 'modal-title';
  const cross = button('plain', 'Close', () => context.close(view.id, true));
  const problem = el('p', 'field-error');
  problem.setAttribute('role', 'alert');
  const submit = view.submit ? el('button', 'button primary', view.submit.text) : null;
  const form = el('form', '', el('header', 'form-head', title, cross),
    el('div', 'form-body', ...blocks(view.blocks, drawn), problem),
    el('div', 'block-actions form-foot', button('button', view.close?.text ?? 'Cancel', () => context.close(view.id, false)), submit));
  form.addEventListener('submit', async event => {
    event.preventDefault();
    if (!submit) return;
    submit.disabled = true;
    complain(form, {}, problem, null);
    const { error, fields: wrong } = await context.submit(view.id, answersOf(fields));
    submit.disabled = false;
    complain(form, wrong ?? {}, problem, error);
  });
  dialog.oncancel = event => { event.preventDefault(); context.close(view.id, false); };
  dialog.setAttribute('aria-labelledby', title.id);
  dialog.replaceChildren(form);
  if (!dialog.open) dialog.showModal();
  const first = [...form.querySelectorAll('[data-key]')].find(node => !focused || node.dataset.key === focused);
  first?.querySelector('input, select, textarea')?.focus({ preventScroll: true });
}

// One field of a form, also where it stands in the Home tab.
export function input(block, context) {
  const item = block.element;
  const key = `${block.block_id}/${item.action_id}`;
  const made = control(item, context, {
    kept: context.kept?.get(key), required: !block.optional && item.type.endsWith('_input'), label: block.label.text,
    changed: () => { if (block.dispatch_action) context.choose(key, made.read()); },
  });
  context.fields?.set(key, made);
  const node = el('div', 'field', el('span', 'label', block.label.text, block.optional ? el('span', 'hint', ' (optional)') : null), made.node,
    block.hint ? el('small', '', block.hint.text) : null);
  node.dataset.key = key;
  node.dataset.block = block.block_id;
  return node;
}

function complain(form, wrong, problem, error) {
  for (const node of form.querySelectorAll('.field')) {
    const text = wrong[node.dataset.block];
    const control = node.querySelector('input, select, textarea');
    node.querySelector('.field-error')?.remove();
    control?.toggleAttribute('aria-invalid', Boolean(text));
    if (text) node.append(el('p', 'field-error', text));
  }
  problem.textContent = error ?? '';
  const first = form.querySelector('[aria-invalid]');
  first?.focus();
  (first ?? (error ? problem : null))?.scrollIntoView({ block: 'center' });
}

function button(style, text, act) {
  const node = el('button', style, text);
  node.type = 'button';
  node.addEventListener('click', act);
  return node;
}
