// The page: asks for the state whenever the server says that something changed, and draws it.
import { blocks } from '/ui/blocks.js';
import { composer } from '/ui/composer.js';
import { answersOf, showView } from '/ui/form.js';
import { moveInMenu, openMenu } from '/ui/menu.js';
import { card } from '/ui/message.js';
import { el } from '/ui/mrkdwn.js';

const $ = id => document.getElementById(id);
const HOME = 'home';
const place = { member: localStorage.getItem('member') ?? 'U0ALICE001', channel: location.hash.slice(1) || localStorage.getItem('channel') || 'C0RUNS0001', thread: null, home: false };
const dismissed = new Set();
let cards = new Map();
let state = null;
let drawn = '';
let homeDrawn = null;
let asked = 0;

const names = id => state?.members.find(member => member.id === id)?.name;
const title = channel => `${channel.kind === 'direct' ? '@' : '# '}${channel.name}${channel.kind === 'private' ? ' (private)' : ''}`;
const replies = ts => state.messages.filter(message => message.thread_ts === ts && message.ts !== ts && !dismissed.has(message.ts));
const everywhere = { names, people: () => state.members.filter(member => !member.bot), channels: () => state.channels.filter(channel => channel.kind !== 'direct') };

async function load() {
  const turn = ++asked;
  const response = await fetch(`/ui/state?member=${encodeURIComponent(place.member)}&channel=${encodeURIComponent(place.channel)}`);
  const text = await response.text();
  const key = text + place.thread + place.home + dismissed.size;
  if (turn !== asked || key === drawn) return;
  drawn = key;
  state = JSON.parse(text);
  place.channel = state.channel;
  draw();
}

async function call(action, body) {
  const response = await fetch(`/ui/${action}`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ member: place.member, channel: place.channel, ...body }) });
  return response.ok ? response.json() : { error: `The playground answered ${response.status}.` };
}

async function send(action, body) {
  const { error } = await call(action, body);
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
  const home = state.home ? [{ id: HOME, kind: 'home', name: `Home of ${names(state.botUser) ?? 'the app'}` }] : [];
  const label = channel => channel.kind === 'home' ? `⌂ ${channel.name}` : title(channel);
  const here = place.home ? HOME : place.channel;
  fill($('member'), state.members.filter(member => !member.bot), place.member, member => member.kind === 'member' ? member.name : `${member.name} (${member.kind})`);
  fill($('channel-select'), [...home, ...state.channels], here, label);
  sync($('channels'), [...home, ...state.channels].map(channel => {
    const button = el('button', channel.id === here ? 'current' : '', label(channel));
    button.type = 'button';
    button.addEventListener('click', () => go(channel.id));
    return el('li', '', button);
  }));

  const channel = state.channels.find(candidate => candidate.id === place.channel);
  $('title').textContent = place.home ? home[0]?.name ?? '' : channel ? title(channel) : '';
  $('about').textContent = place.home ? '' : [channel?.shared && 'shared with another company', channel?.archived && 'archived', channel && !channel.withApp && 'the app is not in here'].filter(Boolean).join(' · ');
  $('text').placeholder = state.command ? `Message, or ${state.command} …` : 'Message';
  for (const id of ['messages', 'composer']) $(id).hidden = place.home;
  $('home').hidden = !place.home;
  drawHome();

  const fresh = new Map();
  const roots = state.messages.filter(message => (!message.thread_ts || message.thread_ts === message.ts) && !dismissed.has(message.ts));
  list($('messages'), roots.map(message => cached(fresh, message, true)), roots.length === 0 && empty());
  const root = state.messages.find(message => message.ts === place.thread);
  $('thread').hidden = !root;
  $('app').classList.toggle('in-thread', Boolean(root));
  if (root) list($('replies'), [root, ...replies(root.ts)].map(message => cached(fresh, message, false)));
  cards = fresh;
  drawSession(root);
  showView($('modal'), state.view, {
    ...everywhere,
    suggest: (item, typed) => call('suggest', { viewId: state.view?.id, key: keyOf(state.view, item), typed }),
    click: (key, answers) => send('click', { viewId: state.view.id, key, answers }),
    choose: (key, chosen, answers) => send('choose', { viewId: state.view.id, key, chosen, answers }),
    submit: async (viewId, answers) => { const answer = await call('submit', { viewId, answers }); await load(); return answer; },
    close: (viewId, clear) => send('close', { viewId, clear }),
  });
}

// An element in the view or message that it was drawn from.
const keyOf = (holder, item) => {
  const block = holder.blocks.find(candidate => candidate.element?.action_id === item.action_id || candidate.accessory?.action_id === item.action_id || candidate.elements?.some(element => element.action_id === item.action_id));
  return `${block.block_id}/${item.action_id}`;
};

// A message that did not change keeps its node, and with it the focus and what is half typed into it.
function cached(fresh, message, inChannel) {
  const name = `${inChannel}:${message.ts}:${message.channel ?? place.channel}:${place.member}`;
  const count = inChannel ? replies(message.ts).length : 0;
  const key = JSON.stringify([message, count]);
  const known = cards.get(name);
  const entry = known?.key === key ? known : { key, node: card(message, { ...everywhere, inChannel, count, me: place.member, act, suggest: (item, typed) => call('suggest', { ts: message.ts, key: keyOf(message, item), typed }) }) };
  fresh.set(name, entry);
  return entry.node;
}

function act(message, what, body) {
  if (what === 'open') {
    place.thread = message.thread_ts ?? message.ts;
    delete $('replies').dataset.drawn;
    drawn = '';
    return load();
  }
  if (what === 'dismiss') { dismissed.add(message.ts); return load(); }
  if (what === 'edit') return (place.thread === message.ts || message.thread_ts ? replyComposer : mainComposer).edit(message);
  if (what === 'menu') return messageMenu(message, body);
  return send(what, { ts: message.ts, ...body });
}

function messageMenu(message, anchor) {
  const mine = message.user === place.member;
  openMenu($('menu'), anchor, 'Message', [
    !message.thread_ts && ['Reply in thread', () => act(message, 'open')],
    ...state.shortcuts.filter(shortcut => shortcut.onMessage).map(shortcut => [shortcut.name, () => act(message, 'shortcut', { callbackId: shortcut.id })]),
    ...state.channels.filter(channel => channel.withApp && !channel.archived && channel.id !== place.channel).slice(0, 4).map(channel => [`Forward to ${title(channel)}`, () => act(message, 'forward', { to: channel.id })]),
    mine && ['Edit', () => act(message, 'edit')],
    mine && ['Delete', () => { if (confirm('Delete this message?')) act(message, 'delete'); }, 'danger'],
  ]);
}

function drawSession(root) {
  const session = root && state.sessions.find(candidate => candidate.threadTs === root.ts);
  const busy = session?.status === 'processing';
  $('session').hidden = !session || session.status === 'closed';
  const stop = el('button', 'button danger', 'Stop');
  stop.type = 'button';
  stop.addEventListener('click', () => send('stop', { threadTs: root.ts }));
  const said = { processing: 'The agent is working', suspended: 'The agent waits for you', active: 'The agent is ready' }[session?.status] ?? '';
  $('session').replaceChildren(el('span', busy ? 'busy' : '', session?.title ? `${said}: ${session.title}` : said), ...(busy ? [stop] : []));
}

function drawHome() {
  if (!place.home) { homeDrawn = null; return; }
  const key = JSON.stringify(state.home);
  if (key === homeDrawn) return;
  homeDrawn = key;
  const fields = new Map();
  const view = state.home ?? {};
  const inHome = {
    ...everywhere, fields,
    suggest: (item, typed) => call('suggest', { viewId: view.id, key: keyOf(view, item), typed }),
    click: name => send('click', { viewId: view.id, key: name, answers: answersOf(fields) }),
    choose: (name, chosen) => send('choose', { viewId: view.id, key: name, chosen, answers: answersOf(fields) }),
  };
  $('home').replaceChildren(...(view.blocks?.length ? blocks(view.blocks, inHome) : [el('p', 'empty', 'The app has published nothing here yet.')]));
}

function empty() {
  const example = `${state.command ?? ''} repo=acme/widgets fix the readme typo`.trim();
  const button = el('button', 'button primary', example);
  button.type = 'button';
  button.addEventListener('click', () => { $('text').value = example; $('text').focus(); });
  return el('li', 'empty', el('p', '', 'Nothing here yet. Try a task:'), button);
}

function fill(select, items, current, label) {
  sync(select, items.map(item => {
    const option = el('option', '', label(item));
    option.value = item.id;
    option.selected = item.id === current;
    return option;
  }));
}

// Puts the nodes in place without touching those that stand right already.
function sync(node, items) {
  items.forEach((item, index) => {
    const there = node.children[index];
    if (there === item || there?.isEqualNode(item) && !(item instanceof HTMLLIElement)) return;
    node.insertBefore(item, there ?? null);
  });
  while (node.children.length > items.length) node.lastElementChild.remove();
  if (node instanceof HTMLSelectElement) node.selectedIndex = items.findIndex(item => item.selected);
}

function list(node, items, placeholder) {
  const atEnd = node.scrollHeight - node.scrollTop - node.clientHeight < 80;
  sync(node, placeholder ? [placeholder] : items);
  if (atEnd || !node.dataset.drawn) node.scrollTop = node.scrollHeight;
  node.dataset.drawn = 'yes';
}

function go(channel) {
  Object.assign(place, { home: channel === HOME, thread: null });
  if (place.home) {
    send('home', {});
    return;
  }
  place.channel = channel;
  localStorage.setItem('channel', channel);
  history.replaceState(null, '', `#${channel}`);
  delete $('messages').dataset.drawn;
  load();
}

const global = () => (state?.shortcuts ?? []).filter(shortcut => !shortcut.onMessage).map(shortcut => [shortcut.name, () => send('shortcut', { callbackId: shortcut.id })]);
const mainComposer = composer($('composer'), { send, thread: () => null, menu: (anchor, entries) => openMenu($('menu'), anchor, 'Shortcuts and files', [...global(), ...entries]), file: $('file') });
const replyComposer = composer($('reply-composer'), { send, thread: () => place.thread, menu: (anchor, entries) => openMenu($('menu'), anchor, 'Files', entries), file: $('file') });
$('menu').addEventListener('keydown', moveInMenu);
$('member').addEventListener('change', () => { place.member = $('member').value; localStorage.setItem('member', place.member); if (place.home) send('home', {}); else load(); });
$('channel-select').addEventListener('change', () => go($('channel-select').value));
$('close-thread').addEventListener('click', () => { place.thread = null; load(); });
document.addEventListener('keydown', event => { if (event.key === 'Escape' && place.thread && !$('modal').open && !$('menu').matches(':popover-open')) { place.thread = null; load(); } });

const events = new EventSource('/ui/events');
events.onmessage = load;
events.onerror = () => { $('status').textContent = 'playground not reachable'; $('status').className = 'status off'; };
