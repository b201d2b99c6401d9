// Modals: draws the inputs that the product uses and collects their values.
import { blocks } from '/ui/blocks.js';
import { el } from '/ui/mrkdwn.js';

let shown = null;

export function showView(dialog, view, context) {
  const key = view ? view.id + view.hash : null;
  if (key === shown) return;
  shown = key;
  if (!view) {
    dialog.close();
    return;
  }
  const readers = [];
  const form = el('form');
  form.append(el('h2', '', view.title.text), ...view.blocks.flatMap(block => block.type === 'input' ? [input(block, readers)] : blocks([block], context)));
  const cancel = el('button', 'plain', view.close?.text ?? 'Cancel');
  cancel.type = 'button';
  cancel.addEventListener('click', () => context.close(view.id));
  form.append(el('div', 'block-actions', cancel, view.submit ? el('button', 'button primary', view.submit.text) : null));
  form.addEventListener('submit', event => {
    event.preventDefault();
    const values = {};
    for (const [blockId, actionId, read] of readers) (values[blockId] ??= {})[actionId] = read();
    context.submit(view.id, values);
  });
  dialog.oncancel = event => { event.preventDefault(); context.close(view.id); };
  dialog.replaceChildren(form);
  if (!dialog.open) dialog.showModal();
}

function input(block, readers) {
  const { element } = block;
  let control;
  if (element.type === 'static_select' || element.type === 'radio_buttons') {
    control = el('select', '', ...[...(block.optional ? [el('option', '', '')] : []), ...options(element).map(option => {
      const node = el('option', '', option.text.text);
      node.value = option.value;
      node.selected = option.value === element.initial_option?.value;
      return node;
    })]);
    readers.push([block.block_id, element.action_id, () => ({ type: element.type, selected_option: options(element).find(option => option.value === control.value) ?? null })]);
  } else if (element.type === 'checkboxes') {
    control = el('div', '', ...element.options.map(option => {
      const box = el('input');
      box.type = 'checkbox';
      box.value = option.value;
      box.checked = (element.initial_options ?? []).some(initial => initial.value === option.value);
      return el('label', 'check', box, option.text.text);
    }));
    readers.push([block.block_id, element.action_id, () => ({
      type: 'checkboxes',
      selected_options: element.options.filter(option => [...control.querySelectorAll('input:checked')].some(box => box.value === option.value)),
    })]);
  } else if (element.type.endsWith('_input')) {
    control = el(element.multiline ? 'textarea' : 'input');
    control.value = element.initial_value ?? '';
    control.placeholder = element.placeholder?.text ?? '';
    control.required = !block.optional;
    readers.push([block.block_id, element.action_id, () => ({ type: element.type, value: control.value || null })]);
  } else {
    control = el('p', 'unsupported', `An input of type ${element.type}, not drawn here.`);
  }
  return el('label', 'field', block.label.text, control, block.hint ? el('small', '', block.hint.text) : null);
}

const options = element => element.options ?? (element.option_groups ?? []).flatMap(group => group.options);
