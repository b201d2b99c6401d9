import { describe, expect, it } from 'vitest';
import { beginningOf, cutRecord, keptText } from '../../src/trace/cutRecord';
import type { TraceEvent, TraceRecord } from '../../src/trace/record';

describe('cutRecord', () => {
  const record = (output: string): TraceRecord => ({ v: 1, run: 'r', sequence: 1, turn: 1, at: '', event: { kind: 'tool_result', callId: 'c', output, isError: false } });

  it('leaves a text of 16,000 units whole, and keeps 4,000 of a longer one', () => {
    const whole = record('x'.repeat(16_000));
    expect(cutRecord(whole)).toBe(whole);
    const given: [string, number][] = [];
    const cut = cutRecord(record('x'.repeat(16_001)), (property, text) => { given.push([property, text.length]); });
    expect(cut.cut).toEqual({ output: 16_001 });
    expect(cut.event).toMatchObject({ output: 'x'.repeat(keptText) });
    expect(given).toEqual([['output', 16_001]]);
  });

  it('shortens a name that nobody reads, however deep it is', () => {
    const long = 'x'.repeat(16_001);
    const events: TraceEvent[] = [
      { kind: 'tool_call', callId: 'c', tool: long, input: '{}' },
      { kind: 'todo', items: [{ text: 'short', status: 'pending' }, { text: long, status: 'pending' }] },
    ];
    const [call, todo] = events.map(event => cutRecord({ ...record(''), event }));
    expect(call).toEqual({ ...record(''), event: { kind: 'tool_call', callId: 'c', tool: `${'x'.repeat(keptText)}…`, input: '{}' } });
    expect(todo!.event).toEqual({ kind: 'todo', items: [{ text: 'short', status: 'pending' }, { text: `${'x'.repeat(keptText)}…`, status: 'pending' }] });
  });

  it('keeps no half of a character', () => {
    expect(beginningOf('ab😀cd', 3)).toBe('ab');
    expect(beginningOf('ab😀cd', 4)).toBe('ab😀');
  });
});
