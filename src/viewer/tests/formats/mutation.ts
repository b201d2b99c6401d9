/** Numbers that look random and are the same in every run. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A whole number below `most`. */
  below(most: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % most;
  }

  one<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }
}

const strange: readonly unknown[] = [
  null, true, false, 0, -1, 1.5, 1e300, 9007199254740993, '', ' ', '\0', '\u202e', '\ud800', 'x'.repeat(5000), '1970-01-01T00:00:00Z', [], [[]], [null], ['a', 1, {}], {},
  JSON.parse('{"__proto__":{"type":"user"},"constructor":1,"toString":2}'), { type: 'assistant' }, { length: 5, 0: 'a' },
];

/** The value with one thing in it of another type. */
export function bent(value: unknown, dice: Dice): unknown {
  if (typeof value !== 'object' || value === null || dice.below(5) === 0) return dice.one(strange);
  const keys = Object.keys(value);
  if (keys.length === 0) return dice.one(strange);
  const key = dice.one(keys);
  if (Array.isArray(value)) return value.map((entry: unknown, index) => (String(index) === key ? bent(entry, dice) : entry));
  const entries = Object.entries(value).flatMap(([name, inner]): [string, unknown][] => {
    if (name !== key) return [[name, inner]];
    const way = dice.below(8);
    if (way === 0) return [];
    if (way === 1) return [[dice.one(['__proto__', 'constructor', 'type', 'sessionUpdate', 'payload']), inner]];
    return [[name, bent(inner, dice)]];
  });
  return Object.fromEntries(entries);
}

const junk: readonly string[] = ['', '\0\0\0', '\uFEFF{}', '{', '}', '[', 'null', '42', '"text"', '[]', '[{"type":"user"}]', '{"type":', 'data: {"a":1}', ': heartbeat', 'event: x', 'Error: something\r', '{"a":1}{"b":2}', '-> {"jsonrpc":"2.0"'];

/** The lines with some of them cut, doubled, moved, bent, replaced or mixed with lines of another trace. */
export function mutated(lines: readonly string[], others: readonly string[], dice: Dice): string[] {
  const out = [...lines];
  const changes = 1 + dice.below(30);
  for (let change = 0; change < changes && out.length > 0; change++) {
    const index = dice.below(out.length);
    const line = out[index] ?? '';
    switch (dice.below(12)) {
      case 0: out[index] = line.slice(0, dice.below(line.length + 1)); break;
      case 1: out.splice(index, 0, line); break;
      case 2: out.splice(dice.below(out.length), 0, ...out.splice(index, 1)); break;
      case 3: out.splice(index, 1); break;
      case 4: out.splice(index, 0, dice.one(junk)); break;
      case 5: out.splice(index, 0, dice.one(others)); break;
      default: out[index] = bentLine(line, dice);
    }
  }
  return out;
}

function bentLine(line: string, dice: Dice): string {
  try {
    let value: unknown = JSON.parse(line);
    for (let time = dice.below(4); time >= 0; time--) value = bent(value, dice);
    return JSON.stringify(value) ?? '';
  } catch {
    return dice.one(junk);
  }
}
