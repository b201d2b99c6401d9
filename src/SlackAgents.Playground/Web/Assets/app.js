// The page: asks for the state whenever the server says that something changed, and draws it.
import { blocks } from '/ui/blocks.js';
import { showView } from '/ui/form.js';
import { el, emoji, mrkdwn } from '/ui/mrkdwn.js';

const $ = id => document.getElementById(id);
const QUICK = ['eyes', 'white_check_mark', 'x', '+1'];
const place = { member: localStorage.getItem('member') ?? 'U0ALICE001', channel: location.hash.slice(1) || localStorage.getItem('channel') || 'C0RUNS0001', thread: null };
let state = null;
let drawn = '';

const names = id => state?.members.find(member => member.id === id)?.name;

async function load() {
  const response = await fetch(`/ui/state?member=${encodeURIComponent(place.member)}&channel=${encodeURIComponent(place.channel)}`);
  const text = await response.text();
  const key = text + place.thread;
  if (key === drawn) return;
  drawn = key;
  state = JSON.parse(text);
  place.channel = state.channel;
  draw();
}

async function send(action, body) {
  const response = await fetch(`/ui/${action}`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ member: place.member, channel: place.channel, ...body }) });
  const { error } = response.ok ? await response.json() : { error: `The playground answered ${response.status}.` };
  toast(error);
  await load();
  return !error;
}

let toastTimer;
function toast(text) {
  clearTimeout(toastTimer);
  $('toast').hidden = !text;
  $('toast').textContent = text ?? '';
  if (text) toastTimer = setTimeout(() => toast(null), 8000);
}

function draw() {
  $('team').textContent = state.team;
  const connected = state.http || state.connections > 0;
  $('status').textContent = connected ? 'app connected' : 'app not connected';
  $('status').className = `status ${connected ? 'on' : 'off'}`;
  fill($('member'), state.members.filter(member => !member.bot), place.member, member => member.kind === 'member' ? member.name : `${member.name} (${member.kind})`);
  fill($('channel-select'), state.channels, place.channel, title);
  $('channels').replaceChildren(...state.channels.map(channel => {
    const button = el('button', channel.id === place.channel ? 'current' : '', title(channel));
    button.type = 'button';
    button.addEventListener('click', () => go(channel.id));
    return el('li', '', button);
  }));

  const channel = state.channels.find(candidate => candidate.id === place.channel);
  $('title').textContent = channel ? title(channel) : '';
  $('about').textContent = [channel?.shared && 'shared with another company', channel?.archived && 'archived', channel && !channel.withApp && 'the app is not in here'].filter(Boolean).join(' · ');
  $('text').placeholder = state.command ? `Message, or ${state.command} fix the typo in the README` : 'Message';

  const roots = state.messages.filter(message => !message.thread_ts || message.thread_ts === message.ts || message.ephemeral);
  list($('messages'), roots.map(message => card(message, true)), roots.length === 0 && empty());
  const root = state.messages.find(message => message.ts === place.thread);
  $('thread').hidden = !root;
  $('app').classList.toggle('in-thread', Boolean(root));
  if (root) list($('replies'), [root, ...replies(root.ts)].map(message => card(message, false)));
  showView($('modal'), state.view, { names, click: () => toast('Buttons inside forms do nothing here.'), submit: (viewId, values) => send('submit', { viewId, values }), close: viewId => send('close', { viewId }) });
}

const replies = ts => state.messages.filter(message => message.thread_ts === ts && message.ts !== ts && !message.ephemeral);
const title = channel => `${channel.kind === 'direct' ? '@' : '# '}${channel.name}${channel.kind === 'private' ? ' (private)' : ''}`;

function empty() {
  const example = `${state.command ?? ''} repo=acme/widgets fix the readme typo`.trim();
  const button = el('button', 'button primary', example);
  button.type = 'button';
  button.addEventListener('click', () => { $('text').value = example; $('text').focus(); });
  return el('li', 'empty', el('p', '', 'Nothing here yet. Try a task:'), button);
}

function fill(select, items, current, label) {
  select.replaceChildren(...items.map(item => {
    const option = el('option', '', label(item));
    option.value = item.id;
    option.selected = item.id === current;
    return option;
  }));
}

function list(node, items, placeholder) {
  const atEnd = node.scrollHeight - node.scrollTop - node.clientHeight < 80;
  node.replaceChildren(...(placeholder ? [placeholder] : items));
  if (atEnd || !node.dataset.drawn) node.scrollTop = node.scrollHeight;
  node.dataset.drawn = 'yes';
}

function card(message, inChannel) {
  const time = new Date(message.at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit' });
  const head = el('div', 'head', el('strong', '', message.name), message.fromApp ? el('span', 'badge', 'APP') : null, el('time', '', time));
  const body = el('div', 'text');
  if (message.blocks) body.append(...blocks(message.blocks, { names, click: actionId => send('click', { ts: message.ts, actionId }) }));
  else body.append(mrkdwn(message.text, names));
  for (const file of message.files ?? []) body.append(el('p', 'file', `📄 ${file.title}`));
  if (message.isEdited) body.append(el('span', 'edited', '(edited)'));
  const node = el('li', `message ${message.ephemeral ? 'ephemeral' : ''} ${message.fromApp ? 'from-app' : ''}`,
    el('span', 'avatar', message.name.slice(0, 1).toUpperCase()),
    el('div', 'grow', message.ephemeral ? el('div', 'only', 'Only visible to you') : null, head, body, message.ephemeral ? null : foot(message, inChannel)));
  return node;
}

function foot(message, inChannel) {
  const given = (message.reactions ?? []).map(reaction => chip(message, reaction.name, `${emoji(reaction.name)} ${reaction.count}`, reaction.users.includes(place.member), reaction.users.map(names).join(', ')));
  const offered = QUICK.filter(name => !(message.reactions ?? []).some(reaction => reaction.name === name)).map(name => chip(message, name, emoji(name), false, `React with ${name}`, 'offer'));
  const count = replies(message.ts).length;
  const open = inChannel ? el('button', count ? 'replies' : 'replies offer', count ? `${count} ${count === 1 ? 'reply' : 'replies'}` : 'Reply') : null;
  if (open) {
    open.type = 'button';
    open.addEventListener('click', () => { place.thread = message.ts; delete $('replies').dataset.drawn; drawn = ''; load(); });
  }
  return el('div', 'foot', ...given, open, ...offered);
}

function chip(message, name, label, mine, hint, extra = '') {
  const button = el('button', `chip ${mine ? 'mine' : ''} ${extra}`, label);
  button.type = 'button';
  button.title = hint;
  button.setAttribute('aria-label', hint);
  button.addEventListener('click', () => send('react', { ts: message.ts, name }));
  return button;
}

function go(channel) {
  Object.assign(place, { channel, thread: null });
  localStorage.setItem('channel', channel);
  history.replaceState(null, '', `#${channel}`);
  delete $('messages').dataset.drawn;
  load();
}

function composer(form, field, thread) {
  form.addEventListener('submit', async event => {
    event.preventDefault();
    const text = field.value.trim();
    if (!text) return;
    field.value = '';
    if (!await send('post', { text, threadTs: thread() })) field.value = text;
  });
  field.addEventListener('keydown', event => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
}

composer($('composer'), $('text'), () => null);
composer($('reply-composer'), $('reply-text'), () => place.thread);
$('member').addEventListener('change', () => { place.member = $('member').value; localStorage.setItem('member', place.member); load(); });
$('channel-select').addEventListener('change', () => go($('channel-select').value));
$('close-thread').addEventListener('click', () => { place.thread = null; load(); });
document.addEventListener('keydown', event => { if (event.key === 'Escape' && place.thread && !$('modal').open) { place.thread = null; load(); } });

const events = new EventSource('/ui/events');
events.onmessage = load;
events.onerror = () => { $('status').textContent = 'playground not reachable'; $('status').className = 'status off'; };
