/** What somebody looks for. It stands in the page's address, so that it can be sent to others and the way back leads to it. */
export interface Filters {
  state: string;
  person: string;
  channel: string;
  repository: string;
  q: string;
}

export const noFilters: Filters = { state: '', person: '', channel: '', repository: '', q: '' };

const names = ['state', 'person', 'channel', 'repository', 'q'] as const;

/** States that can be chosen, with the words for them. */
export const states: readonly (readonly [string, string])[] = [
  ['', 'All'],
  ['active', 'At work'],
  ['queued', 'Queued'],
  ['held', 'Waiting for approval'],
  ['finished', 'Finished'],
  ['failed', 'Failed'],
  ['stopped', 'Stopped'],
];

export function readFilters(search: string): Filters {
  const parameters = new URLSearchParams(search);
  return Object.fromEntries(names.map(name => [name, (parameters.get(name) ?? '').slice(0, 200)])) as unknown as Filters;
}

/** With its question mark; empty for no filter. */
export function writeFilters(filters: Filters, more: Readonly<Record<string, string>> = {}): string {
  const parameters = new URLSearchParams();
  for (const name of names) if (filters[name].trim() !== '') parameters.set(name, filters[name].trim());
  for (const [name, value] of Object.entries(more)) parameters.set(name, value);
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}

export const isFiltered = (filters: Filters): boolean => names.some(name => filters[name].trim() !== '');
