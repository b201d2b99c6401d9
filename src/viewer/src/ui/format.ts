// Numbers and times for people. English like the rest of the page; times of day in the reader's zone.

const whole = new Intl.NumberFormat('en');
const timeOfDay = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const dayAndTime = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit' });
const dayOnly = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });

/** 1,234 */
export const number = (value: number): string => whole.format(value);

/** 950, 12.3k, 1.4M */
export function compact(value: number): string {
  if (value < 1_000) return whole.format(Math.round(value));
  if (value < 999_500) return `${trimmed(value / 1_000)}k`;
  return `${trimmed(value / 1_000_000)}M`;
}

/** Two digits, and four where two would show nothing. */
export function money(usd: number): string {
  if (usd === 0) return '$0';
  return usd < 0.01 ? `$${usd.toFixed(4)}` : `$${usd.toFixed(2)}`;
}

/** 340 ms, 4.2 s, 2 min 5 s, 1 h 4 min */
export function duration(milliseconds: number): string {
  if (!Number.isFinite(milliseconds) || milliseconds < 0) return '0 s';
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 10_000) return `${trimmed(milliseconds / 1_000)} s`;
  return elapsed(milliseconds);
}

/** Like {@link duration}, in whole seconds: for what ticks. */
export function elapsed(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1_000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return `${Math.floor(hours / 24)} days`;
}

/** 14:03:22, here */
export const clock = (at: number): string => valid(at) ? timeOfDay.format(at) : '–';

/** 3 Feb, 14:03:22, here */
export const dateTime = (at: number): string => valid(at) ? dayAndTime.format(at) : '–';

/** Tue, 3 Feb 2026, here */
export const day = (at: number): string => valid(at) ? dayOnly.format(at) : '–';

/** The moment without a zone to guess: 2026-02-03T13:03:22.123Z */
export const iso = (at: number): string => valid(at) ? new Date(at).toISOString() : '';

export const plural = (value: number, one: string, many = `${one}s`): string => `${number(value)} ${value === 1 ? one : many}`;

export const shortSha = (sha: string): string => sha.slice(0, 7);

function valid(at: number): boolean {
  return Number.isFinite(at) && Math.abs(at) <= 8.64e15;
}

function trimmed(value: number): string {
  return value < 100 ? value.toFixed(1).replace(/\.0$/, '') : value.toFixed(0);
}
