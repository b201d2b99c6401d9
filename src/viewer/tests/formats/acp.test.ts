import { describe, expect, test } from 'vitest';
import { open } from './recordings';

const rpc = (message: object): string => JSON.stringify({ jsonrpc: '2.0', ...message });

const both = [
  rpc({ id: 0, method: 'initialize', params: { protocolVersion: 1 } }),
  rpc({ id: 0, result: { protocolVersion: 1, agentInfo: { name: 'my-agent', title: 'My Agent', version: '3' }, agentCapabilities: {} } }),
  rpc({ id: 1, method: 'session/new', params: { cwd: '/home/agent/shop', mcpServers: [] } }),
  rpc({ id: 1, result: { sessionId: 'ses', models: { currentModelId: 'big' } } }),
  rpc({ id: 2, method: 'session/prompt', params: { sessionId: 'ses', prompt: [{ type: 'text', text: 'Fix it' }, { type: 'resource_link', uri: 'file:///a.ts' }] } }),
  rpc({ method: 'session/update', params: { sessionId: 'ses', update: { sessionUpdate: 'agent_message_chunk', content: { type: 'text', text: 'I look.' } } } }),
  rpc({ id: 0, method: 'session/request_permission', params: { sessionId: 'ses', toolCall: { toolCallId: 't', kind: 'execute', rawInput: { command: 'ls' } }, options: [] } }),
  rpc({ id: 0, result: { outcome: { outcome: 'selected', optionId: 'allow' } } }),
  rpc({ method: 'session/update', params: { sessionId: 'ses', update: { sessionUpdate: 'tool_call_update', toolCallId: 't', status: 'completed', rawOutput: 'a.ts' } } }),
  rpc({ method: 'session/update', params: { sessionId: 'ses', update: { sessionUpdate: 'tool_call', toolCallId: 'e', kind: 'edit', locations: [{ path: '/home/agent/shop/a.ts' }], status: 'completed', content: [{ type: 'diff', path: '/home/agent/shop/a.ts', oldText: 'a\n', newText: 'b\n' }] } } }),
  rpc({ id: 2, result: { stopReason: 'end_turn', usage: { inputTokens: 5, outputTokens: 1 } } }),
  rpc({ id: 3, method: 'session/prompt', params: { sessionId: 'ses', prompt: [{ type: 'text', text: 'More' }] } }),
  rpc({ id: 3, result: { stopReason: 'end_turn', usage: { inputTokens: 6, outputTokens: 1 } } }),
];

const expected = [
  'notice client', 'notice agent', 'notice client', 'session', 'prompt Fix it\nfile:///a.ts', 'text I look.', 'notice permission', 'tool_call Bash: ls', 'notice permission', 'tool_result a.ts',
  'tool_call Edit a.ts', 'tool_result ', 'file_change a.ts', 'notice stop', 'usage', 'prompt More', 'notice stop', 'usage',
];

async function told(lines: readonly string[]): Promise<{ events: string[]; facts: object; turns: number[]; times: string[] }> {
  const { facts, records } = await open(lines, 'acp.log');
  const events = records.map(({ event }) => {
    switch (event.kind) {
      case 'notice': return `notice ${event.topic}`;
      case 'prompt': case 'text': return `${event.kind} ${event.text}`;
      case 'tool_call': return `tool_call ${event.summary ?? ''}`;
      case 'tool_result': return `tool_result ${event.output}`;
      case 'file_change': return `file_change ${event.path}`;
      case 'unknown': return `unknown ${event.type}`;
      default: return event.kind;
    }
  });
  return { events, facts, turns: records.map((record) => record.turn), times: records.map((record) => record.at) };
}

describe('A log of the Agent Client Protocol in both directions', () => {
  test('opens', async () => {
    const { events, facts, turns } = await told(both);

    expect(events).toEqual(expected);
    expect(facts).toMatchObject({ format: 'acp', tool: 'My Agent', session: 'ses', model: 'big', cwd: '/home/agent/shop', title: 'Fix it', unknown: 0 });
    expect(turns.at(0)).toBe(1);
    expect(turns.at(-1)).toBe(2);
  });

  test('opens in envelopes, and its times are theirs', async () => {
    const lines = both.map((line, index) => JSON.stringify({ timestamp: 1795193703392 + index * 1000, direction: 'x', message: index % 2 === 0 ? (JSON.parse(line) as object) : line }));
    const { events, times } = await told(lines);

    expect(events).toEqual(expected);
    expect(times[0]).toBe('2026-11-20T16:55:03.392Z');
  });

  test.each([['an arrow', '→ '], ['a time', '2026-11-20T10:00:00Z [acp] << '], ['a name', 'client: ']])('opens with %s before each message', async (_, prefix) => {
    expect((await told(both.map((line) => prefix + line))).events).toEqual(expected);
  });

  test('shows the calls of an agent that was started again, though their ids are the same', async () => {
    const call = rpc({ method: 'session/update', params: { update: { sessionUpdate: 'tool_call', toolCallId: '1', kind: 'execute', rawInput: { command: 'ls' } } } });
    const { events } = await told([both[1] ?? '', call, both[1] ?? '', call]);

    expect(events.filter((event) => event.startsWith('tool_call'))).toHaveLength(2);
  });

  test('shows what no rule knows', async () => {
    expect((await told([...both, rpc({ method: 'session/novelty', params: {} })])).events.at(-1)).toBe('unknown session/novelty');
  });
});
