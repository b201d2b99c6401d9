/** What a table says about a foreign word. Words like `constructor` are in every object, and mean nothing. */
export function own<T>(table: Readonly<Record<string, T>>, word: string): T | undefined {
  return Object.hasOwn(table, word) ? table[word] : undefined;
}
