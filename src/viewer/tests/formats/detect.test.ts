import { describe, expect, test } from 'vitest';
import { detect } from '../../src/formats';
import { open } from './recordings';

const claudeUser = '{"type":"user","uuid":"u","sessionId":"s","version":"2","timestamp":"2026-11-20T10:00:00Z","message":{"role":"user","content":"Fix it"}}';

describe('A file is told', () => {
  test.each([
    ['by the majority of its lines', ['{"type":"summary","summary":"x","leafUuid":"l"}', 'noise', claudeUser, '{"type":"turn.started"}'], 'a.jsonl', 'claude-session'],
    ['though its first line is cut off', ['":"s","message":{}}', claudeUser], 'a.jsonl', 'claude-session'],
    ['though a program said something before', ['Reading additional input from stdin...', '{"type":"thread.started","thread_id":"t"}'], 'a.log', 'codex-exec'],
    ['by lines of an event stream', ['event: message', 'data: {"id":"e","type":"session.idle","properties":{}}', ''], 'a.txt', 'opencode-server'],
    ['by messages behind an arrow', ['-> {"jsonrpc":"2.0","id":1,"method":"initialize","params":{}}'], 'acp.log', 'acp'],
    ['by messages in envelopes', ['{"time":"2026-11-20T10:00:00Z","dir":"out","message":{"jsonrpc":"2.0","id":1,"method":"initialize"}}'], 'acp.jsonl', 'acp'],
    ['as ours', ['{"v":1,"run":"r","sequence":1,"turn":0,"at":"2026-11-20T10:00:00Z","event":{"kind":"state","from":"","to":"Queued"}}'], 'trace.jsonl', 'slackagents'],
    ['as what our driver printed', ['{"type":"driver.prompt","id":"p","text":"x"}', '{"method":"turn/started","params":{}}'], 'raw.jsonl', 'codex-server'],
  ] as const)('%s', (_, lines, name, format) => {
    expect(detect(lines, name)).toBe(format);
  });

  test.each([
    ['of another kind', ['{"name":"x","version":"1.0.0"}']], ['of text', ['# Notes', 'some words']], ['that is empty', []], ['of numbers', ['1', '2', 'null', '[]']], ['of a table', ['a,b,c', '1,2,3']],
  ])('from one %s', async (_, lines) => {
    expect(detect(lines, 'a.jsonl')).toBeNull();
    expect((await open(lines, 'a.jsonl')).facts).toMatchObject({ format: null, unknown: lines.length });
  });
});

describe('A file that no rule knows', () => {
  test('is not read to its end', async () => {
    const { facts, records } = await open(Array.from({ length: 5000 }, () => 'words'), 'a.txt');

    expect(records).toHaveLength(1000);
    expect(facts.incomplete).toMatch(/first 1000 lines/u);
  });
});

describe('A file that is one JSON', () => {
  const opencode = { info: { id: 'ses_1', title: 'Fix it', directory: '/home/agent/shop', time: { created: 1795193703392 } }, messages: [{ info: { role: 'user', id: 'm', time: { created: 1795193703392 } }, parts: [{ type: 'text', id: 'p', text: 'Fix it' }] }] };
  const gemini = { sessionId: 'g', projectHash: 'h', messages: [{ id: '1', type: 'user', content: 'Fix it', timestamp: '2026-11-20T10:00:00Z' }, { id: '2', type: 'gemini', content: 'Done.', thoughts: [{ subject: 'Look', description: 'first' }] }] };
  const amp = {
    v: 1, id: 'T-1', title: 'Fix it', created: 1795193703392, env: { initial: { trees: [{ uri: 'file:///home/agent/shop' }] } },
    messages: [
      { role: 'user', content: [{ type: 'text', text: 'Fix it' }], meta: { sentAt: 1795193703392 } },
      { role: 'assistant', content: [{ type: 'thinking', thinking: 'Hm.' }, { type: 'tool_use', id: 't', name: 'Bash', input: { cmd: 'ls' } }], usage: { inputTokens: 5, outputTokens: 2 } },
      { role: 'user', content: [{ type: 'tool_result', toolUseID: 't', run: { status: 'done', result: { output: 'a', exitCode: 0 } } }] },
      { role: 'assistant', content: [{ type: 'text', text: 'Done.' }] },
    ],
  };
  const codex = { session: { id: 'c', timestamp: '2026-11-20T10:00:00Z', instructions: '' }, items: [{ type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Fix it' }] }, { type: 'function_call', name: 'shell', call_id: 'x', arguments: '{"command":["bash","-lc","ls"]}' }, { type: 'function_call_output', call_id: 'x', output: '{"output":"a","metadata":{"exit_code":2}}' }] };

  test.each([
    ['opencode-session', opencode, ['session', 'prompt']], ['gemini-session', gemini, ['session', 'prompt', 'thinking', 'text']],
    ['amp-thread', amp, ['session', 'prompt', 'thinking', 'tool_call', 'usage', 'tool_result', 'text']], ['codex-session', codex, ['session', 'prompt', 'tool_call', 'tool_result']],
  ] as const)('opens on one line, on many, and without its line ends: %s', async (format, value, kinds) => {
    for (const lines of [[JSON.stringify(value)], JSON.stringify(value, null, 2).split('\n'), JSON.stringify(value, null, '\t').split('\n')]) {
      const { facts, records } = await open(lines, 'a.json');

      expect(facts).toMatchObject({ format, title: 'Fix it', unknown: 0, lines: lines.length });
      expect(records.map(({ event }) => event.kind)).toEqual(kinds);
    }
  });

  test('may be a list of lines', async () => {
    for (const lines of [[`[${claudeUser}]`], JSON.stringify([JSON.parse(claudeUser)], null, 2).split('\n'), ['[', `  ${claudeUser}`, ']']]) {
      const { facts, records } = await open(lines, 'a.json');

      expect(facts.format).toBe('claude-session');
      expect(records.map(({ event }) => event.kind)).toEqual(['session', 'prompt']);
    }
  });

  test('and breaks off is shown as it is', async () => {
    const { facts } = await open(JSON.stringify(opencode, null, 2).split('\n').slice(0, -3), 'a.json');

    expect(facts).toMatchObject({ format: null, incomplete: expect.stringMatching(/breaks off/u) });
  });

  test('of 200 MB or more is not held', async () => {
    const long = 'x'.repeat(30_000_000);
    const { facts } = await open(['{', ...Array.from({ length: 8 }, (_, index) => `"a${index}": "${long}",`), '}'], 'a.json');

    expect(facts).toMatchObject({ format: null, incomplete: expect.stringMatching(/200 MB/u) });
  }, 60_000);
});

describe('A trace of ours', () => {
  const record = (sequence: unknown, event: unknown, rest: object = {}): string => JSON.stringify({ v: 1, run: 'r', sequence, turn: 1, at: '2026-11-20T10:00:00.000Z', event, ...rest });

  test('opens as it was stored', async () => {
    const lines = [record(1, { kind: 'session', sessionId: 's', model: 'm' }), record(2, { kind: 'prompt', text: 'Fix it', author: 'U1' }), record(7, { kind: 'answer', text: 'Done.' }, { raw: '{}' })];
    const { facts, records } = await open(lines, 'trace.jsonl');

    expect(records.map((made) => JSON.stringify(made))).toEqual(lines.map((line) => JSON.stringify(JSON.parse(line))));
    expect(facts).toMatchObject({ format: 'slackagents', title: 'Fix it', session: 's', model: 'm', records: 3, unknown: 0 });
  });

  test('that somebody changed keeps to the schema', async () => {
    const { records } = await open([record(5, { kind: 'text', text: 'a' }), record(5, { kind: 'text', text: 5 }), record('x', { kind: 'tool_result', isError: 'no' }), record(1, {})], 'trace.jsonl');

    expect(records.map((made) => made.sequence)).toEqual([5, 6, 7, expect.any(Number)]);
    expect(records.slice(0, 3).map((made) => made.event)).toEqual([{ kind: 'text', text: 'a' }, { kind: 'text', text: '' }, { kind: 'tool_result', callId: '', output: '', isError: false }]);
  });
});
