import { describe, expect, test } from 'vitest';
import type { TraceEvent } from '../../src/trace/record';
import { open } from './recordings';

// Lines of versions that are not on record here, as their makers and users describe them.

async function events(lines: readonly object[]): Promise<TraceEvent[]> {
  return (await open(lines.map((line) => JSON.stringify(line)), 'a.jsonl')).records.map(({ event }) => event);
}

const texts = (made: readonly TraceEvent[]): string[] => made.flatMap((event) => ('text' in event ? [`${event.kind}: ${event.text}`] : []));

describe('Codex before items', () => {
  const line = (type: string, payload: object): object => ({ timestamp: '2025-10-29T00:59:38.317Z', type, payload });
  const meta = line('session_meta', { id: 'c', cwd: '/home/agent/shop', cli_version: '0.46.0', git: { branch: 'main' } });
  const item = (payload: object): object => line('response_item', payload);
  const user = (text: string): object => item({ type: 'message', role: 'user', content: [{ type: 'input_text', text }] });
  const event = (payload: object): object => line('event_msg', payload);

  test('says each text twice, in either order', async () => {
    const made = await events([
      meta, user('<environment_context>…</environment_context>'), user('Fix it'), event({ type: 'user_message', message: 'Fix it' }),
      event({ type: 'agent_reasoning', text: 'First' }), event({ type: 'agent_reasoning', text: 'Second' }),
      item({ type: 'reasoning', summary: [{ type: 'summary_text', text: 'First' }, { type: 'summary_text', text: 'Second' }] }),
      event({ type: 'agent_message', message: 'Done.' }), item({ type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Done.' }] }),
      user('Fix it'), event({ type: 'user_message', message: 'Fix it' }),
    ]);

    expect(texts(made)).toEqual(['notice: <environment_context>…</environment_context>', 'prompt: Fix it', 'thinking: First', 'thinking: Second', 'text: Done.', 'prompt: Fix it']);
  });

  test('and where it says them once, shows what was really said twice', async () => {
    expect(texts(await events([meta, event({ type: 'user_message', message: 'Go on' }), event({ type: 'user_message', message: 'Go on' })]))).toEqual(['prompt: Go on', 'prompt: Go on']);
  });

  test('tells of a command in the words of the model', async () => {
    const made = await events([
      meta, item({ type: 'function_call', name: 'shell', call_id: 'x', arguments: '{"command":["bash","-lc","npm test"]}' }),
      item({ type: 'function_call_output', call_id: 'x', output: '{"output":"failed\\n","metadata":{"exit_code":1,"duration_seconds":0.5}}' }),
    ]);

    expect(made.slice(1)).toEqual([
      { kind: 'tool_call', callId: 'x', tool: 'shell', input: '{"command":["bash","-lc","npm test"]}', summary: 'shell: npm test' },
      { kind: 'tool_result', callId: 'x', output: 'failed\n', isError: true, exitCode: 1 },
    ]);
  });

  const patch = '*** Begin Patch\n*** Add File: a.txt\n+one\n+two\n*** Update File: /home/agent/shop/b.txt\n@@\n-old\n+new\n*** Delete File: c.txt\n*** End Patch\n';
  const call = item({ type: 'custom_tool_call', call_id: 'p', name: 'apply_patch', input: patch });

  test('tells of changes only by the patch that was asked for', async () => {
    const made = await events([meta, call, item({ type: 'custom_tool_call_output', call_id: 'p', output: '{"output":"Success.","metadata":{"exit_code":0}}' })]);

    expect(made.filter((event_) => event_.kind === 'file_change')).toEqual([
      { kind: 'file_change', callId: 'p', path: 'a.txt', change: 'added', diff: '@@ -0,0 +1,2 @@\n+one\n+two\n' },
      { kind: 'file_change', callId: 'p', path: 'b.txt', change: 'modified', diff: '@@\n-old\n+new\n' },
      { kind: 'file_change', callId: 'p', path: 'c.txt', change: 'deleted' },
    ]);
  });

  test('and of none that failed', async () => {
    const made = await events([meta, call, item({ type: 'custom_tool_call_output', call_id: 'p', output: 'Exit code: 1\nno such file' })]);

    expect(made.filter((event_) => event_.kind === 'file_change')).toEqual([]);
  });

  test('had events of its own for the ends of calls', async () => {
    const made = await events([
      meta, item({ type: 'function_call', name: 'shell', call_id: 'x', arguments: '{"command":["ls"]}' }),
      event({ type: 'exec_command_end', call_id: 'x', stdout: 'a', exit_code: 0, duration: { secs: 1, nanos: 500_000_000 } }),
      item({ type: 'function_call_output', call_id: 'x', output: 'a' }), event({ type: 'turn_aborted', reason: 'interrupted' }), event({ type: 'error', message: 'unexpected status 401: no' }),
    ]);

    expect(made.slice(2)).toEqual([
      { kind: 'tool_result', callId: 'x', output: 'a', isError: false, exitCode: 0, milliseconds: 1500 }, { kind: 'notice', topic: 'interrupted', text: 'interrupted' },
      { kind: 'error', code: '401', message: 'unexpected status 401: no' },
    ]);
  });
});

describe('Sessions of Claude Code', () => {
  let lines = 0;
  const line = (type: string, rest: object): object => ({ type, uuid: `u${lines++}`, sessionId: 's', version: '2.0.46', cwd: 'e:\\src\\shop', timestamp: '2025-11-19T22:53:34.908Z', ...rest });
  const user = (content: unknown, rest: object = {}): object => line('user', { message: { role: 'user', content }, ...rest });
  const assistant = (block: object, rest: object = {}): object => line('assistant', { message: { id: 'm', model: 'claude-sonnet-4-5', content: [block], usage: { input_tokens: 1, output_tokens: 2 } }, ...rest });

  test('tell what a person said from what the program said in their name', async () => {
    const made = await events([
      user('Fix it'), user('<command-name>/clear</command-name>'), user([{ type: 'text', text: 'Caveat: …' }], { isMeta: true }), user('[Request interrupted by user]'),
      user('This session is being continued', { isCompactSummary: true }), user('Look into it', { isSidechain: true }),
    ]);

    expect(made.map((event) => (event.kind === 'notice' ? event.topic : event.kind))).toEqual(['session', 'prompt', 'harness_said', 'harness_said', 'interrupted', 'compacted', 'subagent_prompt']);
  });

  test('keep subagents apart', async () => {
    const made = await events([user('Fix it'), assistant({ type: 'text', text: 'I look.' }, { isSidechain: true }), assistant({ type: 'text', text: 'Done.' })]);

    expect(texts(made)).toEqual(['prompt: Fix it', 'notice: I look.', 'text: Done.']);
  });

  test('have paths of Windows', async () => {
    const made = await events([user('Fix it'), assistant({ type: 'tool_use', id: 't', name: 'Read', input: { file_path: 'e:\\src\\shop\\lib\\a.ts' } })]);

    expect(made.find((event) => event.kind === 'tool_call')).toMatchObject({ summary: 'Read lib\\a.ts' });
  });

  test('name a message that came while the agent worked once, however often it is told', async () => {
    const queued = { type: 'queue-operation', operation: 'remove', content: 'Parser first', sessionId: 's' };
    const attached = line('attachment', { attachment: { type: 'queued_command', prompt: 'Parser first' } });

    expect(texts(await events([user('Fix it'), queued, attached]))).toEqual(['prompt: Fix it', 'prompt: Parser first']);
    expect(texts(await events([user('Fix it'), attached, queued]))).toEqual(['prompt: Fix it', 'prompt: Parser first']);
    expect(texts(await events([user('Fix it'), { ...queued, operation: 'enqueue' }, { ...queued, operation: 'dequeue' }, user('Parser first')]))).toEqual(['prompt: Fix it', 'prompt: Parser first']);
  });

  test('that went on from another one tell its lines once', async () => {
    const said = user('Fix it');

    expect(texts(await events([said, said]))).toEqual(['prompt: Fix it']);
  });

  test('have a title, retries and changes of the model', async () => {
    const { facts, records } = await open(
      [
        user('Fix it'), line('system', { subtype: 'api_error', error: { status: 529, error: { message: 'Overloaded' } }, retryAttempt: 1, maxRetries: 10, retryInMs: 512.3 }),
        assistant({ type: 'text', text: 'a' }), line('assistant', { message: { id: 'n', model: 'claude-opus-4', content: [{ type: 'text', text: 'b' }] } }), { type: 'summary', summary: 'Shop repaired', leafUuid: 'x' },
      ].map((made) => JSON.stringify(made)),
      'a.jsonl',
    );

    expect(facts).toMatchObject({ title: 'Shop repaired', model: 'claude-sonnet-4-5', unknown: 0 });
    expect(records.map(({ event }) => event)).toEqual(expect.arrayContaining([
      { kind: 'retry', attempt: 1, maxAttempts: 10, delayMilliseconds: 512, httpStatus: 529, error: 'Overloaded' }, { kind: 'notice', topic: 'model', text: 'claude-sonnet-4-5 → claude-opus-4' },
    ]));
  });
});

test('Amp streams as Claude Code does', async () => {
  const { facts } = await open(
    ['{"type":"system","subtype":"init","cwd":"/home/agent/shop","session_id":"T-1","tools":[],"mcp_servers":[]}', '{"type":"user","message":{"role":"user","content":[{"type":"text","text":"Fix it"}]},"parent_tool_use_id":null,"session_id":"T-1"}', '{"type":"assistant","message":{"id":"m","type":"message","role":"assistant","content":[{"type":"text","text":"Done."}]},"parent_tool_use_id":null,"session_id":"T-1"}', '{"type":"result","subtype":"success","is_error":false,"result":"Done.","session_id":"T-1"}'],
    'amp.jsonl',
  );

  expect(facts).toMatchObject({ format: 'claude-stream', tool: 'Amp', session: 'T-1', cwd: '/home/agent/shop', unknown: 0 });
});
