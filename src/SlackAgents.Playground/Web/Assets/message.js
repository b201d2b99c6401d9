// One message as a row of the list.
import { blocks } from '/ui/blocks.js';
import { el, emoji, link, mrkdwn } from '/ui/mrkdwn.js';

const QUICK = ['eyes', 'white_check_mark', 'x', '+1'];

export function card(message, context) {
  const { names, act } = context;
  const time = new Date(message.at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit' });
  const head = el('div', 'head', el('strong', '', message.name), message.fromApp ? el('span', 'badge', 'APP') : null, el('time', '', time));
  const inMessage = { ...context, click: key => act(message, 'click', { key }), choose: (key, chosen) => act(message, 'choose', { key, chosen }) };
  const body = el('div', 'text');
  if (message.blocks) body.append(...blocks(message.blocks, inMessage));
  else body.append(mrkdwn(message.text, names));
  for (const shared of message.attachments ?? []) body.append(el('blockquote', '', el('strong', '', shared.author_name), el('div', '', mrkdwn(shared.text, names)), el('small', 'hint', shared.footer)));
  for (const file of message.files ?? []) body.append(fileOf(file));
  if (message.isEdited) body.append(el('span', 'edited', '(edited)'));
  const above = message.ephemeral ? el('div', 'only', 'Only visible to you · ', press('plain', 'Dismiss', () => act(message, 'dismiss'))) : null;
  return el('li', `message ${message.ephemeral ? 'ephemeral' : ''} ${message.fromApp ? 'from-app' : ''}`,
    el('span', 'avatar', message.name.slice(0, 1).toUpperCase()),
    el('div', 'grow', above, head, body, message.ephemeral || message.subtype === 'tombstone' ? null : foot(message, context)));
}

function fileOf(file) {
  if (file.file_access === 'check_file_info') return el('p', 'file', '📄 A file of another organisation');
  const open = link(`/ui/file/${file.id}`, file.mimetype?.startsWith('image/') ? image(file) : `📄 ${file.title}`);
  return el('p', 'file', open);
}

function image(file) {
  const node = el('img', 'picture');
  Object.assign(node, { src: `/ui/file/${file.id}`, alt: file.title, loading: 'lazy' });
  return node;
}

function foot(message, { inChannel, count, me, names, act }) {
  const given = (message.reactions ?? []).map(reaction => chip(`${emoji(reaction.name)} ${reaction.count}`, reaction.name, reaction.users.includes(me), reaction.users.map(names).join(', ')));
  const offered = QUICK.filter(name => !(message.reactions ?? []).some(reaction => reaction.name === name)).map(name => chip(emoji(name), name, false, `React with ${name}`, 'offer'));
  const open = inChannel ? press(count ? 'replies' : 'replies offer', count ? `${count} ${count === 1 ? 'reply' : 'replies'}` : 'Reply', () => act(message, 'open')) : null;
  const more = press('chip offer', '⋯', () => act(message, 'menu', more));
  more.setAttribute('aria-label', 'More');
  more.setAttribute('aria-haspopup', 'menu');
  return el('div', 'foot', ...given, open, ...offered, more);

  function chip(label, name, mine, hint, extra = '') {
    const node = press(`chip ${mine ? 'mine' : ''} ${extra}`, label, () => act(message, 'react', { name }));
    node.title = hint;
    node.setAttribute('aria-label', hint);
    node.setAttribute('aria-pressed', String(mine));
    return node;
  }
}

function press(style, label, click) {
  const node = el('button', style, label);
  node.type = 'button';
  node.addEventListener('click', click);
  return node;
}
