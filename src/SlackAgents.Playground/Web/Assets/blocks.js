// Block Kit to DOM nodes.
import { control } from '/ui/controls.js';
import { input } from '/ui/form.js';
import { el, emoji, link, markdown, mrkdwn } from '/ui/mrkdwn.js';

const TASK = { pending: '○', in_progress: '◔', complete: '✓', error: '✗' };

export function blocks(list, context) {
  return list.map(block => render(block, context)).filter(Boolean);
}

function text(object, context) {
  if (!object) return null;
  return object.type === 'mrkdwn' ? mrkdwn(object.text, context.names) : document.createTextNode(object.text.replace(/:([a-z0-9_+-]+):/g, (_, name) => emoji(name)));
}

function render(block, context) {
  switch (block.type) {
    case 'header': return el('p', 'block-header', text(block.text, context));
    case 'divider': return el('hr');
    case 'section': return section(block, context);
    case 'context': return el('div', 'block-context', ...block.elements.map(item => item.type === 'image' ? el('span', '', `[${item.alt_text}]`) : el('span', '', text(item, context))));
    case 'actions': return el('div', 'block-actions', ...block.elements.map(item => element(item, block, context)));
    case 'context_actions': return el('div', 'block-actions', ...block.elements.flatMap(item => feedback(item, block, context)));
    case 'markdown': return el('div', 'block-markdown', markdown(block.text));
    case 'rich_text': return el('div', 'block-rich', ...block.elements.map(item => rich(item, context)));
    case 'image': return el('p', 'unsupported', `Image, not loaded: ${block.alt_text}`);
    case 'plan': return el('div', 'block-plan', el('p', 'heading', block.title), ...(block.tasks ?? []).map(item => task(item, context)));
    case 'task_card': return el('div', 'block-plan', task(block, context));
    case 'table': return table(block, context);
    case 'input': return input(block, context);
    default: return el('p', 'unsupported', `A block of type ${block.type}, not drawn here.`);
  }
}

function section(block, context) {
  const body = el('div', 'grow', block.text ? el('div', '', text(block.text, context)) : null);
  if (block.fields) body.append(el('dl', 'block-fields', ...block.fields.map(field => el('div', '', text(field, context)))));
  return el('div', 'block-section', body, block.accessory ? element(block.accessory, block, context) : null);
}

function element(item, block, context) {
  if (item.type === 'button') return button(item, block, item, context);
  if (item.type === 'image') return el('span', 'unsupported', `[${item.alt_text}]`);
  const key = `${block.block_id}/${item.action_id}`;
  const label = item.placeholder?.text ?? block.text?.text ?? 'Choose';
  const made = control(item, context, { kept: context.kept?.get(key), label, changed: () => { const chosen = made.read(); if (chosen.length) context.choose(key, chosen); } });
  context.fields?.set(key, made);
  const node = el('span', 'menu', made.node);
  node.dataset.key = key;
  return node;
}

function feedback(item, block, context) {
  if (item.type === 'icon_button') return [button(item, block, item, context)];
  const both = [item.positive_button, item.negative_button].map(choice => button(choice, block, item, context));
  both.forEach(node => node.addEventListener('click', () => both.forEach(other => other.setAttribute('aria-pressed', String(other === node)))));
  return both;
}

// shown: the button or one of two feedback buttons; item: the element whose action it is.
function button(shown, block, item, context) {
  const label = shown.text.text.replace(/:([a-z0-9_+-]+):/g, (_, name) => emoji(name));
  const click = () => context.click(`${block.block_id}/${item.action_id}/${shown.text.text}`);
  if (shown.url) {
    const anchor = link(shown.url, label);
    anchor.className = `button ${shown.style ?? ''}`;
    anchor.addEventListener('click', click);
    return anchor;
  }
  const node = el('button', `button ${shown.style ?? ''}`, label);
  node.type = 'button';
  if (shown.accessibility_label) node.setAttribute('aria-label', shown.accessibility_label);
  node.addEventListener('click', async () => {
    if (item.confirm && !confirm(`${item.confirm.title.text}\n\n${item.confirm.text.text}`)) return;
    node.disabled = true;
    await click();
    node.disabled = false;
  });
  return node;
}

function task(item, context) {
  const status = item.status ?? 'pending';
  const line = el('div', `task ${status}`, el('span', 'mark', TASK[status] ?? '○'), el('span', 'grow', item.title));
  const detail = [item.details, item.output].filter(Boolean).flatMap(rt => rt.elements.map(part => rich(part, context)));
  return el('div', '', line, detail.length ? el('div', 'task-detail', ...detail) : null);
}

function rich(item, context) {
  switch (item.type) {
    case 'rich_text_section': return el('p', '', ...item.elements.map(leaf => richLeaf(leaf, context)));
    case 'rich_text_preformatted': return el('pre', '', ...item.elements.map(leaf => richLeaf(leaf, context)));
    case 'rich_text_quote': return el('blockquote', '', ...item.elements.map(leaf => richLeaf(leaf, context)));
    case 'rich_text_list': return el(item.style === 'ordered' ? 'ol' : 'ul', '', ...item.elements.map(part => el('li', '', ...(part.elements ?? []).map(leaf => richLeaf(leaf, context)))));
    default: return el('span');
  }
}

function richLeaf(leaf, context) {
  let node;
  switch (leaf.type) {
    case 'text': node = el('span', '', leaf.text); break;
    case 'link': node = link(leaf.url, leaf.text ?? leaf.url); break;
    case 'emoji': node = el('span', '', emoji(leaf.name)); break;
    case 'user': node = el('span', 'mention', `@${context.names(leaf.user_id) ?? leaf.user_id}`); break;
    case 'channel': node = el('span', 'mention', `#${leaf.channel_id}`); break;
    case 'broadcast': node = el('span', 'mention', `@${leaf.range}`); break;
    default: node = el('span', '', leaf.fallback ?? '');
  }
  const style = leaf.style ?? {};
  if (style.code) node = el('code', '', node);
  if (style.bold) node = el('strong', '', node);
  if (style.italic) node = el('em', '', node);
  if (style.strike) node = el('s', '', node);
  return node;
}

function table(block, context) {
  const cell = item => item.type === 'rich_text' ? item.elements.map(part => rich(part, context)) : [item.text ?? ''];
  return el('div', 'scroll', el('table', '', ...block.rows.map(row => el('tr', '', ...row.map(item => el('td', '', ...cell(item)))))));
}
