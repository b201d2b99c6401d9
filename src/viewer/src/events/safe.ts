/** Texts, numbers and lists out of what came from outside: a property may be missing or be something else. */
export type Loose = Readonly<Record<string, unknown>>;

export function isLoose(value: unknown): value is Loose {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The first of these properties that is a text that says something. */
export function textOf(from: Loose, ...names: string[]): string {
  for (const name of names) {
    const value = Object.hasOwn(from, name) ? from[name] : undefined;
    if (typeof value === 'string' && value !== '') return value;
  }
  return '';
}

export function numberOf(from: Loose, ...names: string[]): number | undefined {
  for (const name of names) {
    const value = Object.hasOwn(from, name) ? from[name] : undefined;
    if (typeof value === 'number' && Number.isFinite(value)) return value;
  }
  return undefined;
}

export function listOf(from: Loose, name: string): readonly unknown[] {
  const value = Object.hasOwn(from, name) ? from[name] : undefined;
  return Array.isArray(value) ? value : [];
}

export function flagOf(from: Loose, name: string): boolean {
  return Object.hasOwn(from, name) && from[name] === true;
}
