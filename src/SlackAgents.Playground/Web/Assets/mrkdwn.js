// Message text to DOM nodes. Text only ever becomes text nodes, so nothing in it can turn into markup of this page.

const EMOJI = {
  eyes: '👀', white_check_mark: '✅', x: '❌', octagonal_sign: '🛑', hourglass_flowing_sand: '⏳', hourglass: '⌛', rocket: '🚀', warning: '⚠️', inbox_tray: '📥',
  thumbsup: '👍', '+1': '👍', thumbsdown: '👎', '-1': '👎', tada: '🎉', wrench: '🔧', hammer_and_wrench: '🛠️', gear: '⚙️', mag: '🔍', lock: '🔒', no_entry: '⛔', no_entry_sign: '🚫',
  robot_face: '🤖', bulb: '💡', memo: '📝', link: '🔗', stopwatch: '⏱️', moneybag: '💰', heavy_check_mark: '✔️', arrows_counterclockwise: '🔄', stop_button: '⏹️', question: '❓',
  large_green_circle: '🟢', large_yellow_circle: '🟡', red_circle: '🔴', white_circle: '⚪', large_blue_circle: '🔵', git: '🌿', package: '📦', speech_balloon: '💬', heart: '❤️',
};

export const emoji = name => EMOJI[name] ?? `:${name}:`;

export function el(tag, className, ...children) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.append(...children.filter(child => child !== null && child !== undefined));
  return node;
}

export function link(url, ...children) {
  let target;
  try { target = new URL(url, location.href); } catch { return el('span', '', ...children); }
  if (!['http:', 'https:', 'mailto:'].includes(target.protocol)) return el('span', '', ...children);
  const node = el('a', '', ...children);
  node.href = target.href;
  node.target = '_blank';
  node.rel = 'noopener noreferrer';
  return node;
}

const unescape = text => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

export function mrkdwn(text, names) {
  const parts = (text ?? '').split(/```\n?([\s\S]*?)```/g);
  const fragment = document.createDocumentFragment();
  parts.forEach((part, index) => {
    if (index % 2 === 1) fragment.append(el('pre', '', unescape(part.replace(/\n$/, ''))));
    else fragment.append(...lines(part, names));
  });
  return fragment;
}

function lines(text, names) {
  const nodes = [];
  let quote = null;
  text.split('\n').forEach((line, index) => {
    const quoted = /^(?:&gt;|>) ?/.exec(line);
    if (quoted) {
      if (quote) quote.append(el('br'));
      else nodes.push(quote = el('blockquote'));
      quote.append(...inline(line.slice(quoted[0].length), names));
      return;
    }
    if (index > 0 && !quote) nodes.push(el('br'));
    quote = null;
    nodes.push(...inline(line, names));
  });
  return nodes;
}

const TOKEN = /`([^`]+)`|<([^>]+)>|(?<![\w*])\*(?=\S)([^*]*?[^*\s])\*(?![\w*])|(?<!\w)_(?=\S)([^_]*?[^_\s])_(?!\w)|(?<!\w)~(?=\S)([^~]*?[^~\s])~(?!\w)|:([a-z0-9_+-]+):/g;

function inline(text, names) {
  const nodes = [];
  let from = 0;
  for (const match of text.matchAll(TOKEN)) {
    nodes.push(unescape(text.slice(from, match.index)));
    from = match.index + match[0].length;
    const [whole, code, marked, bold, italic, strike, name] = match;
    if (code) nodes.push(el('code', '', unescape(code)));
    else if (marked) nodes.push(reference(marked, names));
    else if (bold) nodes.push(el('strong', '', ...inline(bold, names)));
    else if (italic) nodes.push(el('em', '', ...inline(italic, names)));
    else if (strike) nodes.push(el('s', '', ...inline(strike, names)));
    else nodes.push(EMOJI[name] ?? whole);
  }
  nodes.push(unescape(text.slice(from)));
  return nodes.filter(node => node !== '');
}

function reference(marked, names) {
  const [target, label] = marked.split('|');
  if (target.startsWith('@')) return el('span', 'mention', `@${names?.(target.slice(1)) ?? label ?? target.slice(1)}`);
  if (target.startsWith('#')) return el('span', 'mention', `#${label ?? target.slice(1)}`);
  if (target.startsWith('!date^')) return el('span', '', unescape(label ?? target));
  if (target.startsWith('!')) return el('span', 'mention', `@${target.slice(1)}`);
  return link(unescape(target), unescape(label ?? target));
}

// The markdown block: the few constructs that agents write.
export function markdown(text) {
  const fragment = document.createDocumentFragment();
  text.split(/^```[^\n]*\n([\s\S]*?)^```$/gm).forEach((part, index) => {
    if (index % 2 === 1) {
      fragment.append(el('pre', '', part.replace(/\n$/, '')));
      return;
    }
    let list = null;
    for (const line of part.split('\n')) {
      const item = /^\s*(?:[-*]|\d+\.) (.*)$/.exec(line);
      const heading = /^#{1,6} (.*)$/.exec(line);
      if (item) {
        if (!list) fragment.append(list = el('ul'));
        list.append(el('li', '', ...span(item[1])));
        continue;
      }
      list = null;
      if (heading) fragment.append(el('p', 'heading', ...span(heading[1])));
      else if (line.trim()) fragment.append(el('p', '', ...span(line)));
    }
  });
  return fragment;
}

function span(text) {
  const nodes = [];
  let from = 0;
  for (const match of text.matchAll(/`([^`]+)`|\*\*([^*]+)\*\*|\[([^\]]+)\]\(([^)\s]+)\)|(?<![\w*])[*_]([^*_]+)[*_](?![\w*])/g)) {
    nodes.push(text.slice(from, match.index));
    from = match.index + match[0].length;
    const [, code, bold, label, url, italic] = match;
    nodes.push(code ? el('code', '', code) : bold ? el('strong', '', ...span(bold)) : label ? link(url, label) : el('em', '', italic));
  }
  nodes.push(text.slice(from));
  return nodes.filter(node => node !== '');
}
