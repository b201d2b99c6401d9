import { describe, expect, it } from 'vitest';
import golden from '../fixtures/rows.json';
import { checkedRecord } from '../../src/trace/checkedRecord';
import { rowOf } from '../../src/trace/rowOf';

const before = { sequence: 0, at: '2026-01-01T00:00:00Z' };

describe('checkedRecord', () => {
  it('changes nothing of a record of our schema', () => {
    for (const { sequence, turn, at, event } of golden) {
      const record = { v: 1, run: 'r', sequence, turn, at, event };
      expect(checkedRecord(record, before)).toEqual(record);
    }
  });

  it('makes a record of anything', () => {
    for (const value of [null, undefined, 1, 'x', [], {}, { event: null }, { event: { kind: 7 } }, { event: [] }, { sequence: -1, turn: 1.5, at: 'never', event: {} }]) {
      const record = checkedRecord(value, before);
      expect(record).toMatchObject({ v: 1, sequence: 1, turn: 0, at: before.at, event: { kind: 'unknown' } });
    }
  });

  it('takes no property of another type', () => {
    const events: Record<string, unknown>[] = [
      { kind: 'tool_result', callId: {}, output: ['x'], isError: 'no', milliseconds: 'long', exitCode: null },
      { kind: 'todo', items: [null, 'x', { text: 5, status: 'pending' }] },
      { kind: 'question', questionId: 1, text: null, choices: [1, 'a'] },
      { kind: 'model_call', status: 'NaN' },
    ];
    expect(events.map(event => checkedRecord({ event }, before).event)).toEqual([
      { kind: 'tool_result', callId: '', output: '', isError: false },
      { kind: 'todo', items: [{ text: '', status: 'pending' }] },
      { kind: 'question', questionId: '', text: '', choices: ['', 'a'] },
      { kind: 'model_call', provider: '', status: 0, inputTokens: 0, cachedInputTokens: 0, cacheWriteTokens: 0, outputTokens: 0, costUsd: 0, milliseconds: 0 },
    ]);
  });

  it('keeps what a later schema adds, and no row of it fails', () => {
    const record = checkedRecord({ event: { kind: 'hologram', size: 3 } }, before);
    expect(record.event).toEqual({ kind: 'hologram', size: 3 });
    expect(rowOf(record).category).toBe('unknown');
    expect(checkedRecord({ event: { kind: 'text', text: 'x', mood: 'good' } }, before).event).toEqual({ kind: 'text', text: 'x', mood: 'good' });
  });

  it('bounds names, and keeps sequences growing', () => {
    const record = checkedRecord({ sequence: 5, event: { kind: 'tool_call', callId: 'c', tool: 'x'.repeat(1_000_000), input: 'y'.repeat(50_000) } }, { sequence: 9, at: before.at });
    expect(record.sequence).toBe(10);
    expect(record.event).toMatchObject({ input: 'y'.repeat(50_000) });
    expect((record.event as { tool: string }).tool.length).toBe(4_001);
  });
});
