/**
 * Reading of JSON that somebody else wrote: a member that is missing or of another type is undefined, never an exception. Only an
 * object's own members count, so that a name such as `__proto__` is a name like any other.
 */
export type Json = unknown;

export function isObject(value: Json): value is Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value of a text, or undefined when it is no JSON. */
export function parseJson(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** A member; undefined when it is not there or null. */
export function member(value: Json, name: string): Json {
  return isObject(value) && Object.hasOwn(value, name) ? (value[name] ?? undefined) : undefined;
}

/** A member of a member of … */
export function at(value: Json, ...names: string[]): Json {
  let found = value;
  for (const name of names) found = member(found, name);
  return found;
}

export function text(value: Json, name: string): string | undefined {
  const found = member(value, name);
  return typeof found === 'string' ? found : undefined;
}

/** The first of these members that is a text. */
export function anyText(value: Json, ...names: string[]): string | undefined {
  for (const name of names) {
    const found = text(value, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

export function flag(value: Json, name: string): boolean | undefined {
  const found = member(value, name);
  return typeof found === 'boolean' ? found : undefined;
}

export function number(value: Json, name: string): number | undefined {
  const found = member(value, name);
  return typeof found === 'number' && Number.isFinite(found) ? found : undefined;
}

export function integer(value: Json, name: string): number | undefined {
  const found = number(value, name);
  return found !== undefined && Number.isSafeInteger(found) ? found : undefined;
}

/** The elements of a member that is an array; none when it is something else. */
export function items(value: Json, name: string): readonly Json[] {
  const found = member(value, name);
  return Array.isArray(found) ? (found as Json[]) : [];
}

/** Tokens, money, counts: never negative, never beyond what adds up. */
export function count(value: Json, ...names: string[]): number {
  for (const name of names) {
    const found = integer(value, name);
    if (found !== undefined) return Math.min(Math.max(found, 0), 1e12);
  }
  return 0;
}

export function money(value: Json, name: string): number | undefined {
  const found = number(value, name);
  return found === undefined ? undefined : Math.min(Math.max(found, 0), 1e9);
}

/** JSON of a value; of one that is nested too deeply for that, a word. */
export function write(value: Json): string {
  try {
    return JSON.stringify(value) ?? '';
  } catch {
    return '"[nested too deeply]"';
  }
}
