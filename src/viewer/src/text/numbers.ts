const whole = new Intl.NumberFormat('en-US');

/** 1234567 → 1,234,567. What is no number is no text. */
export function count(value: unknown): string {
  return typeof value === 'number' && Number.isFinite(value) ? whole.format(value) : '';
}

/** 1 line, 2 lines. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${whole.format(value)} ${value === 1 ? one : many}`;
}

/** 850 ms, 2.3 s, 4 min 05 s, 1 h 02 min. */
export function duration(milliseconds: unknown): string {
  if (typeof milliseconds !== 'number' || !Number.isFinite(milliseconds) || milliseconds < 0) return '';
  if (milliseconds < 999.5) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 59_950) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  const two = (value: number): string => String(value).padStart(2, '0');
  return seconds < 3600
    ? `${Math.floor(seconds / 60)} min ${two(seconds % 60)} s`
    : `${Math.floor(seconds / 3600)} h ${two(Math.floor((seconds % 3600) / 60))} min`;
}

/** Characters of a text, in the units that files have: 812, 4.1 k, 20.3 M. */
export function size(units: number): string {
  if (units < 1000) return String(units);
  return units < 1_000_000 ? `${(units / 1000).toFixed(1)} k` : `${(units / 1_000_000).toFixed(1)} M`;
}

/** Dollars with as many digits as say something. */
export function cost(dollars: unknown): string {
  if (typeof dollars !== 'number' || !Number.isFinite(dollars)) return '';
  return `$${dollars.toFixed(dollars !== 0 && Math.abs(dollars) < 1 ? 4 : 2)}`;
}
