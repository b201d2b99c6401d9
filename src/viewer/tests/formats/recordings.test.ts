import { describe, expect, test } from 'vitest';
import type { FormatName } from '../../src/formats';
import { hostTraces, namesIn, openRecording, pageTraces } from './recordings';

// Recordings that hold something that no rule knows, and what.
const unknowns: Record<string, string[]> = {};

const formatOfHost: Record<string, FormatName> = { claude: 'claude-stream', codex: 'codex-server', acp: 'acp', driven: 'acp' };

const formatOfPage: readonly (readonly [prefix: string, format: FormatName])[] = [
  ['acp-', 'acp'], ['claude-session', 'claude-session'], ['cline-', 'cline'], ['codex-exec', 'codex-exec'], ['codex-session', 'codex-session'], ['copilot-', 'copilot'],
  ['droid-', 'droid'], ['gemini-session', 'gemini-session'], ['gemini-', 'gemini-stream'], ['opencode-serve', 'opencode-server'], ['opencode-session', 'opencode-session'],
  ['opencode-', 'opencode-stream'], ['qwen-session', 'qwen-session'], ['qwen-', 'claude-stream'],
];

// Nothing was printed to the output.
const empty = new Set(['claude-bad-input.jsonl', 'claude-session-in-use.jsonl']);

describe.each([['host', hostTraces], ['page', pageTraces]])('Recordings of the %s', (_, folder) => {
  test.each(namesIn(folder).filter((name) => !empty.has(name)))('%s opens', async (name) => {
    const { facts, records } = await openRecording(folder, name);

    const expected = folder === hostTraces ? formatOfHost[name.split('-')[0] ?? ''] : formatOfPage.find(([prefix]) => name.startsWith(prefix))?.[1];
    expect(facts.format).toBe(expected);
    expect(facts.tool).not.toBe('');
    expect(records.length).toBeGreaterThan(0);
    expect(facts.records).toBe(records.length);
    expect(records.map((record) => record.sequence)).toEqual(records.map((_, index) => index + 1));
    expect(records.flatMap(({ event }) => (event.kind === 'unknown' ? [`${event.source}: ${event.type}`] : []))).toEqual(unknowns[name] ?? []);
    expect(facts.unknown).toBe(unknowns[name]?.length ?? 0);
  });
});

test.each([...empty])('%s is empty, and opens as nothing', async (name) => {
  const { facts, records } = await openRecording(hostTraces, name);

  expect(facts).toMatchObject({ format: null, lines: 0, records: 0, unknown: 0 });
  expect(records).toEqual([]);
});

describe('Times', () => {
  test.each(['opencode-success.jsonl', 'gemini-success.jsonl', 'droid-success.jsonl', 'cline-success.jsonl', 'copilot-success.jsonl', 'claude-session.jsonl', 'codex-session.jsonl', 'qwen-session.jsonl'])(
    '%s states them',
    async (name) => {
      const { facts, records } = await openRecording(pageTraces, name);

      expect(facts.timesAreMade).toBe(false);
      expect(facts.startedAt?.slice(0, 10)).toBe('2026-11-20');
      expect(records.every((record) => record.at.startsWith('2026-11-20'))).toBe(true);
    },
  );

  test('are made from the date of the file where the lines have none', async () => {
    const { facts, records } = await openRecording(pageTraces, 'codex-exec-success.jsonl');

    expect(facts.timesAreMade).toBe(true);
    expect(facts.startedAt).toBeUndefined();
    expect(records.slice(0, 3).map((record) => record.at)).toEqual(['2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.001Z', '2026-01-01T00:00:00.002Z']);
  });
});
