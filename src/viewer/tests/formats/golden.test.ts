import { describe, expect, test } from 'vitest';
import { callHash } from '../../src/trace/row';
import type { TraceEvent } from '../../src/trace/record';
import { golden, hostTraces, linesOf, namesIn, openRecording } from './recordings';

type Small = Record<string, unknown>;

/**
 * Where the page's readers say something else than the host's, on purpose. Each rule takes the difference out of both sides; everything
 * else is the same, event for event.
 */
const differences: readonly { what: string; why: string; in(name: string): boolean; apply(side: Small[]): Small[] }[] = [
  {
    what: 'answer',
    why: 'The host writes the answer of a turn itself when it has judged the turn; of a file, the line that states it is all there is.',
    in: () => true,
    apply: (events) => events.filter((event) => event['kind'] !== 'answer'),
  },
  {
    what: 'the first prompt of codex app-server without our driver',
    why: "The host has it from the driver's own line and makes a receipt of what Codex says; without a driver that is the only place where it stands.",
    in: (name) => name.startsWith('codex-') && !linesOf(hostTraces, name).some((line) => line.includes('"driver.')),
    apply: (events) => {
      const first = events.findIndex((event) => event['kind'] === 'prompt' || event['topic'] === 'prompt_receipt');
      return events.map((event, index) => (index === first ? { prompt: event['messageId'] ?? event['text'] } : event));
    },
  },
  {
    what: 'the id of a session that is gone on with',
    why: 'The answer does not repeat it. The host knows what it asked for; a file says it only in other lines, if at all.',
    in: (name) => /^(?:acp|driven)-.*resume/u.test(name),
    apply: (events) => events.map((event) => (event['kind'] === 'session' ? { ...event, sessionId: '' } : event)),
  },
];

const applied = (name: string, events: Small[]): Small[] => differences.filter((difference) => difference.in(name)).reduce((left, { apply }) => apply(left), events);

describe('The page reads a recording as the host does', () => {
  test.each(namesIn(hostTraces))('%s', async (name) => {
    const { records } = await openRecording(hostTraces, name);

    const expected = linesOf(golden, name).filter((line) => line.length > 0).map((line) => JSON.parse(line) as Small);
    expect(applied(name, records.map((record) => small(record.event)))).toEqual(applied(name, expected.map(rounded)));
  });
});

/** As the host's test makes them small. */
function small(event: TraceEvent): Small {
  const input = event.kind === 'tool_call' ? { input: argumentsOf(event.input) } : {};
  return reduced({ ...event, ...input }) as Small;
}

function argumentsOf(input: string): Small {
  const found: unknown = JSON.parse(input);
  if (typeof found !== 'object' || found === null || Array.isArray(found)) return {};
  return Object.fromEntries(Object.entries(found).map(([name, value]) => [name, typeof value === 'object' && value !== null ? Object.keys(value as object).length : (value as unknown)]));
}

function reduced(value: unknown): unknown {
  if (typeof value === 'string') return value.length <= 48 ? value : `${value.slice(0, 24)}… ${value.length} ${callHash(value).toString(16).padStart(8, '0')}`;
  if (typeof value === 'number') return Math.round(value * 1e9) / 1e9;
  if (Array.isArray(value)) return value.map(reduced);
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, reduced(inner)])) : value;
}

// The host counts money in decimals.
function rounded(event: Small): Small {
  return typeof event['costUsd'] === 'number' ? { ...event, costUsd: Math.round(event['costUsd'] * 1e9) / 1e9 } : event;
}
