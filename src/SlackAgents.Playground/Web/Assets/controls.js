// Everything that one fills in or chooses from, in messages, in forms and in the Home tab.
import { el } from '/ui/mrkdwn.js';

let numbered = 0;
const options = item => item.options ?? (item.option_groups ?? []).flatMap(group => group.options);
const describe = option => option.description ? `${option.text.text} (${option.description.text})` : option.text.text;

// The node to show, and what is entered in it as a list of texts, ids or option values.
// kept: what the person had entered before the app changed the view; changed: called when something was chosen.
export function control(item, context, { kept = null, required = false, id = `c${++numbered}`, label = null, changed = () => {} } = {}) {
  const made = make(item, context, { kept, required, changed, id });
  made.node.id ||= id;
  if (label) (made.focus ?? made.node).setAttribute('aria-label', label);
  // A type-ahead says itself when one of its options was taken: its field also changes while one types.
  if (!made.focus) made.node.addEventListener('change', changed);
  return made;
}

function make(item, context, state) {
  switch (item.type) {
    case 'static_select': return menu(options(item).map(option => [option.value, describe(option)]), item.initial_option?.value, item, state);
    case 'users_select': return menu(context.people().map(person => [person.id, person.name]), item.initial_user, item, state);
    case 'conversations_select': case 'channels_select':
      return menu(context.channels().map(channel => [channel.id, `#${channel.name}`]), item.initial_conversation ?? item.initial_channel, item, state);
    case 'multi_static_select': case 'checkboxes': return ticks(item, 'checkbox', (item.initial_options ?? []).map(option => option.value), state);
    case 'radio_buttons': return ticks(item, 'radio', item.initial_option ? [item.initial_option.value] : [], state);
    case 'external_select': return typeAhead(item, context, state);
    case 'overflow': return menu(options(item).map(option => [option.value, describe(option)]), null, { placeholder: { text: 'More…' } }, state);
    case 'datepicker': return entry('date', item.initial_date, item, state);
    case 'timepicker': return entry('time', item.initial_time, item, state);
    case 'number_input': return entry('number', item.initial_value, item, state);
    case 'email_text_input': return entry('email', item.initial_value, item, state);
    case 'url_text_input': return entry('url', item.initial_value, item, state);
    case 'plain_text_input': return entry(item.multiline ? 'area' : 'text', item.initial_value, item, state);
    default: return { node: el('p', 'unsupported', `An input of type ${item.type}, not drawn here.`), read: () => [] };
  }
}

function entry(type, initial, item, { kept, required }) {
  const node = el(type === 'area' ? 'textarea' : 'input');
  if (type === 'area') node.rows = 4;
  else node.type = type;
  node.value = kept?.[0] ?? initial ?? '';
  node.placeholder = item.placeholder?.text ?? '';
  node.required = required;
  if (item.max_length) node.maxLength = item.max_length;
  return { node, read: () => [node.value] };
}

function menu(choices, initial, item, { kept }) {
  const chosen = kept ? kept[0] : initial;
  const none = el('option', '', item.placeholder?.text ?? 'Choose…');
  none.value = '';
  const node = el('select', '', none, ...choices.map(([value, text]) => {
    const option = el('option', '', text);
    option.value = value;
    option.selected = value === chosen;
    return option;
  }));
  return { node, read: () => node.value ? [node.value] : [] };
}

function ticks(item, type, initial, { kept, id }) {
  const chosen = kept ?? initial;
  const node = el('div', 'ticks', ...options(item).map(option => {
    const box = el('input');
    Object.assign(box, { type, name: id, value: option.value, checked: chosen.includes(option.value) });
    return el('label', 'check', box, el('span', '', option.text.text, option.description ? el('small', '', option.description.text) : null));
  }));
  node.setAttribute('role', type === 'radio' ? 'radiogroup' : 'group');
  return { node, read: () => [...node.querySelectorAll('input:checked')].map(box => box.value) };
}

// A type-ahead: asks the app while one types, and takes only what it offered.
function typeAhead(item, context, { kept, id, changed }) {
  let chosen = kept ? { value: kept[0] ?? '', text: kept[1] ?? kept[0] ?? '' } : item.initial_option ? { value: item.initial_option.value, text: item.initial_option.text.text } : { value: '', text: '' };
  let offered = [];
  let current = -1;
  let asked = 0;
  let timer;
  const least = item.min_query_length ?? 3;
  const field = el('input');
  Object.assign(field, { type: 'text', autocomplete: 'off', value: chosen.text, placeholder: item.placeholder?.text ?? 'Type to search' });
  const list = el('ul', 'options');
  list.id = `${id}-options`;
  list.setAttribute('role', 'listbox');
  list.hidden = true;
  for (const [name, value] of Object.entries({ role: 'combobox', 'aria-expanded': 'false', 'aria-controls': list.id, 'aria-autocomplete': 'list' })) field.setAttribute(name, value);

  const open = shown => { list.hidden = !shown; field.setAttribute('aria-expanded', String(shown)); };
  const note = text => { offered = []; list.replaceChildren(el('li', 'note', text)); open(true); };
  const mark = index => {
    current = index;
    [...list.children].forEach((node, at) => node.setAttribute('aria-selected', String(at === index)));
    if (list.children[index]) { field.setAttribute('aria-activedescendant', list.children[index].id); list.children[index].scrollIntoView({ block: 'nearest' }); }
  };
  const pick = index => {
    clearTimeout(timer);
    asked++;
    chosen = { value: offered[index].value, text: offered[index].text.text };
    field.value = chosen.text;
    open(false);
    changed();
  };
  const ask = async () => {
    const typed = field.value === chosen.text ? '' : field.value;
    if (typed.length < least) return note(`Type at least ${least} ${least === 1 ? 'letter' : 'letters'}.`);
    const turn = ++asked;
    if (document.activeElement !== field) return open(false);
    if (list.hidden) note('Searching…');
    const answer = await context.suggest(item, typed);
    if (turn !== asked || document.activeElement !== field) return;
    if (answer.error) return note(answer.error);
    offered = answer.options;
    if (offered.length === 0) return note('Nothing matches.');
    list.replaceChildren(...offered.map((option, index) => {
      const node = el('li', '', describe(option));
      node.id = `${id}-option-${index}`;
      node.setAttribute('role', 'option');
      node.addEventListener('pointerdown', event => { event.preventDefault(); pick(index); });
      return node;
    }));
    open(true);
    mark(0);
  };
  field.addEventListener('focus', () => { field.select(); ask(); });
  field.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(ask, 180); });
  field.addEventListener('blur', () => {
    clearTimeout(timer);
    asked++;
    open(false);
    if (field.value.trim() === '') chosen = { value: '', text: '' };
    field.value = chosen.text;
  });
  field.addEventListener('keydown', event => {
    if (event.key === 'Enter') { event.preventDefault(); if (!list.hidden && offered[current]) pick(current); }
    else if (event.key === 'Escape' && !list.hidden) { event.preventDefault(); event.stopPropagation(); open(false); }
    else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && offered.length) {
      event.preventDefault();
      mark((current + (event.key === 'ArrowDown' ? 1 : offered.length - 1)) % offered.length);
    }
  });
  return { node: el('div', 'type-ahead', field, list), focus: field, read: () => chosen.value ? [chosen.value] : [], keep: () => [chosen.value, chosen.text] };
}
