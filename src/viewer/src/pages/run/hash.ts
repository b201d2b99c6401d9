import { groups, type GroupName } from './groups';

export const panels = ['timeline', 'overview', 'time', 'door', 'files'] as const;
export type PanelName = (typeof panels)[number];

/** What of the page its address names, so that a view can be handed on: `#e123&q=timeout&f=ran.failed&t=2`. */
export interface ViewState {
  /** Sequence of an event; null for none. */
  readonly event: number | null;
  readonly query: string;
  /** Show only what the search found. */
  readonly matchesOnly: boolean;
  /** Groups that are shown; none for all of them. */
  readonly groups: readonly GroupName[];
  readonly failuresOnly: boolean;
  readonly turn: number | null;
  readonly panel: PanelName;
}

export const plainView: ViewState = { event: null, query: '', matchesOnly: false, groups: [], failuresOnly: false, turn: null, panel: 'timeline' };

const longestQuery = 200;

/** Whatever it does not know, it leaves out: an address comes from anywhere. */
export function parseHash(hash: string): ViewState {
  const state: { -readonly [Key in keyof ViewState]: ViewState[Key] } = { ...plainView };
  for (const part of hash.replace(/^#/, '').split('&')) {
    const event = /^e(\d{1,10})$/.exec(part);
    if (event) {
      state.event = Number(event[1]);
      continue;
    }
    const [name, value = ''] = split(part);
    if (name === 'q') state.query = decoded(value).slice(0, longestQuery);
    else if (name === 'm') state.matchesOnly = value === '1';
    else if (name === 't' && /^\d{1,5}$/.test(value)) state.turn = Number(value);
    else if (name === 'p') state.panel = panels.find(panel => panel === value) ?? 'timeline';
    else if (name === 'f') {
      const wanted = value.split('.');
      state.groups = groups.map(group => group.name).filter(group => wanted.includes(group));
      state.failuresOnly = wanted.includes('failed');
    }
  }
  return state;
}

/** The other way round; an empty text when there is nothing to say. */
export function formatHash(state: ViewState): string {
  const parts: string[] = [];
  if (state.event !== null) parts.push(`e${state.event}`);
  if (state.panel !== 'timeline') parts.push(`p=${state.panel}`);
  if (state.query.trim() !== '') parts.push(`q=${encodeURIComponent(state.query)}`);
  if (state.matchesOnly) parts.push('m=1');
  const filter = [...state.groups, ...(state.failuresOnly ? ['failed'] : [])];
  if (filter.length > 0) parts.push(`f=${filter.join('.')}`);
  if (state.turn !== null) parts.push(`t=${state.turn}`);
  return parts.length > 0 ? `#${parts.join('&')}` : '';
}

function split(part: string): [string, string?] {
  const at = part.indexOf('=');
  return at < 0 ? [part] : [part.slice(0, at), part.slice(at + 1)];
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value.replaceAll('+', ' '));
  } catch {
    return value;
  }
}
