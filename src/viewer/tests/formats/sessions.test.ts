import { describe, expect, test } from 'vitest';
import type { TraceEvent } from '../../src/trace/record';
import { openRecording, pageTraces } from './recordings';

/** One short line for an event: what it is and what it is about. */
function told(event: TraceEvent): string {
  switch (event.kind) {
    case 'tool_call': return `call ${event.summary ?? ''}`;
    case 'tool_result': return `result${event.isError ? ' failed' : ''}${event.exitCode === undefined ? '' : ` ${event.exitCode}`}: ${event.output.trim().split('\n')[0]?.slice(0, 30) ?? ''}`;
    case 'file_change': return `${event.change} ${event.path} ${event.diff?.match(/^[-+].*$/gmu)?.join(' ') ?? ''}`;
    case 'todo': return `todo ${event.items.map((item) => `${item.text}: ${item.status}`).join(', ')}`;
    case 'usage': return `usage ${event.inputTokens}+${event.cachedInputTokens}/${event.outputTokens}`;
    case 'prompt': case 'text': case 'thinking': case 'answer': return `${event.kind} ${event.text.slice(0, 30)}`;
    case 'retry': return `retry ${event.attempt}/${event.maxAttempts ?? ''} ${event.httpStatus ?? ''}`;
    case 'error': return `error ${event.code}`;
    case 'notice': return `notice ${event.topic}`;
    case 'session': return `session ${event.sessionId}`;
    default: return event.kind;
  }
}

async function story(name: string): Promise<{ events: string[]; turns: number[]; facts: object }> {
  const { facts, records } = await openRecording(pageTraces, name);
  const shown = records.filter(({ event }) => event.kind !== 'usage' && !(event.kind === 'notice' && event.topic === 'harness_said'));
  return { events: shown.map(({ event }) => told(event)), turns: [...new Set(records.map((record) => record.turn))], facts };
}

describe('A session file', () => {
  test('of Claude Code', async () => {
    const { events, turns, facts } = await story('claude-session.jsonl');

    expect(events).toEqual([
      'session 44444444-4444-4444-8444-444444444444', 'prompt [[fake:commit]] Add hello.txt ', 'text I will look around first.', 'call Bash: pwd && ls -a && git log --oneline', 'result: /workspace',
      'text Now I write the file.', 'call Write hello.txt', 'result: File created successfully at: ', 'added hello.txt +hello from the fake model',
      "call Bash: git add -A && git commit -q -m 'Add hello.txt' && git log --oneline", 'result: be41881 Add hello.txt', 'text All done: I added `hello.txt` ',
      'prompt [[fake:claudeedit]] Edit the r', 'thinking First look at the file.', 'text I read the file.', 'call Read README.md', 'result: 1\t# demo',
      'call Edit README.md', 'result: The file /workspace/README.md ', 'modified README.md -# demo +# better demo', 'call New task: Check it', 'result: Task #1 created successfully: ',
      'todo Check it: pending', 'call Task 1: completed', 'result: Updated task #1 status', 'todo Check it: completed', 'call Bash: echo oops >&2; exit 3', 'result failed 3: Exit code 3', 'text Edited.',
    ]);
    expect(turns).toEqual([1, 2]);
    expect(facts).toMatchObject({ tool: 'Claude Code', title: '[[fake:commit]] Add hello.txt and commit it.', model: 'claude-sonnet-4-5', version: '2.1.328', cwd: '/workspace', branch: 'main' });
  });

  test('of Claude Code counts the tokens of a message once, however many lines it has', async () => {
    const { records } = await openRecording(pageTraces, 'claude-session.jsonl');

    const usages = records.map(({ event }) => event).filter((event) => event.kind === 'usage');
    expect(usages).toHaveLength(10);
    expect(usages.reduce((sum, usage) => sum + usage.inputTokens, 0)).toBe(225_030);
  });

  test('of Codex', async () => {
    const { events, turns, facts } = await story('codex-session.jsonl');

    expect(events).toEqual([
      'session 01a1f9e1-ecf8-7cd2-96f4-feae23ed0abe', 'prompt [[fake:commit]] Add hello.txt ', 'text I will look around first.', 'call shell: pwd && ls -a && git log --oneline', 'result 0: /workspace',
      'text Now I write the file.', 'call Edit hello.txt', 'result: completed', 'added hello.txt +hello from the fake model',
      "call shell: git add -A && git commit -q -m 'Add hello.txt' && git log --oneline", 'result 0: 12a447d Add hello.txt', 'text All done: I added `hello.txt` ', 'answer All done: I added `hello.txt` ',
      'prompt [[fake:codexplan]] Plan it.', 'call Plan of 2 steps', 'todo Look: in_progress, Change: pending', 'result: unsupported call: update_plan',
      'call shell: echo oops >&2; exit 3', 'result failed 3: oops', 'text Planned.', 'answer Planned.',
    ]);
    expect(turns).toEqual([1, 2]);
    expect(facts).toMatchObject({ tool: 'Codex', model: 'gpt-5.5', version: '0.169.0', cwd: '/workspace' });
  });

  test('of Gemini CLI', async () => {
    const { events, turns, facts } = await story('gemini-session.jsonl');

    expect(events).toEqual([
      'session be0134a8-dad6-49b0-8a03-90ab94b9322c', 'prompt [[fake:commit]] Add hello.txt ', 'text I will look around first.', 'call Bash: pwd && ls -a && git log --oneline', 'result: /workspace',
      'text Now I write the file.', 'call Write hello.txt', 'result: Successfully created and wrote', 'added hello.txt +hello from the fake model',
      "call Bash: git add -A && git commit -q -m 'Add hello.txt' && git log --oneline", 'result: 7e9ebdf Add hello.txt', 'text All done: I added `hello.txt` ',
      'prompt [[fake:gemedit]] Edit it.', 'call Read README.md', 'result: # demo', 'call Edit README.md', 'result: Successfully modified file: /w', 'modified README.md -# demo +# better demo',
      'call Bash: echo oops >&2; exit 3', 'result failed 3: oops', 'text Edited.',
    ]);
    expect(turns).toEqual([1, 2]);
    expect(facts).toMatchObject({ tool: 'Gemini CLI', model: 'gemini-2.5-pro' });
  });

  test('of Qwen Code', async () => {
    const { events, turns, facts } = await story('qwen-session.jsonl');

    expect(events).toEqual([
      'session 5c6258dd-dba0-4a1d-9750-f160aea24fa8', 'prompt [[fake:commit]] Add hello.txt ', 'text I will look around first.', 'call Bash: pwd && ls -a && git log --oneline', 'result 0: /workspace',
      'text Now I write the file.', 'call Write hello.txt', 'result: Successfully created and wrote', 'added hello.txt +hello from the fake model',
      "call Bash: git add -A && git commit -q -m 'Add hello.txt' && git log --oneline", 'result 0: 39e932c Add hello.txt', 'text All done: I added `hello.txt` ',
      'prompt [[fake:qwenedit]] Edit it.', 'call Plan of 1 steps', 'todo Look: in_progress', 'result failed: Tool "todo_write" is a built-i', 'call Edit README.md', 'result failed: File /workspace/README.md has ',
      'call Bash: echo oops >&2; exit 3', 'result failed 3: ', 'text Edited.',
    ]);
    expect(turns).toEqual([1, 2]);
    expect(facts).toMatchObject({ tool: 'Qwen Code', model: 'qwen3-coder-plus', version: '0.24.4', branch: 'main' });
  });

  test('of Copilot CLI', async () => {
    const { events, turns, facts } = await story('copilot-session.jsonl');

    expect(events).toEqual([
      'session ae63d75c-6185-4264-a50c-bec24ba6eca6', 'prompt [[fake:commit]] Add hello.txt ', 'text I will look around first.', 'call Bash: pwd && ls -a && git log --oneline', 'result 0: /workspace',
      'text Now I write the file.', "call Bash: cat > hello.txt <<'EOF' hello from the fake model EOF", 'result 0: ',
      "call Bash: git add -A && git commit -q -m 'Add hello.txt' && git log --oneline", 'result 0: 83c46dc Add hello.txt', 'text All done: I added `hello.txt` ', 'notice turn',
      'prompt [[fake:copedit]] Edit it.', 'call Read README.md', 'result: # demo', 'call Edit README.md', "result failed: Tool 'edit' does not exist.", 'call Bash: echo oops >&2; exit 3', 'result failed 3: oops', 'text Edited.',
    ]);
    expect(turns).toEqual([1, 2]);
    expect(facts).toMatchObject({ tool: 'GitHub Copilot CLI', model: 'gpt-5.4', version: '1.0.102', branch: 'main' });
  });

  test('of OpenCode', async () => {
    const { events, turns, facts } = await story('opencode-session.json');

    expect(events).toEqual([
      'session ses_e061df41fffehv9WbrfzsHBlhX', 'prompt "[[fake:commit]] Add hello.txt', 'text I will look around first.', 'call Bash: pwd && ls -a && git log --oneline', 'result 0: /workspace',
      'text Now I write the file.', 'call Write hello.txt', 'result: Wrote file successfully.', 'added hello.txt +hello from the fake model',
      "call Bash: git add -A && git commit -q -m 'Add hello.txt' && git log --oneline", 'result 0: 036a42d Add hello.txt', 'text All done: I added `hello.txt` ',
      'prompt "[[fake:openedit]] Edit it."', 'call Plan of 1 steps', 'result: [', 'todo Look: in_progress', 'call Read README.md', 'result: <path>/workspace/README.md</pa',
      'call Edit README.md', 'result: Edit applied successfully.', 'modified README.md -# demo +# better demo', 'call Bash: echo oops >&2; exit 3', 'result failed 3: oops', 'text Edited.',
    ]);
    expect(turns).toEqual([1, 2]);
    expect(facts).toMatchObject({ tool: 'OpenCode', title: 'Fake title', model: 'claude-sonnet-4-5', version: '1.18.33', cwd: '/workspace' });
  });
});

describe('A stream that only the page reads', () => {
  test('of Codex', async () => {
    expect((await story('codex-exec-success.jsonl')).events).toEqual([
      'session 01a1f753-6c40-7023-90cb-b84d7e86a2cc', 'notice turn', 'text I will look around first.', 'call shell: pwd && ls -a && git log --oneline', 'result 0: /workspace/repo', 'text Now I write the file.',
      'call Edit repo/hello.txt', 'result: completed', 'added repo/hello.txt ', "call shell: git add -A && git commit -q -m 'Add hello.txt' && git log --oneline", 'result 0: bc3a714 Add hello.txt',
      'text All done: I added `hello.txt` ', 'notice turn',
    ]);
  });

  test('of Codex with a provider that cannot be reached', async () => {
    const { events } = await story('codex-exec-unreachable-580s.jsonl');

    expect(events.filter((event) => event.startsWith('retry')).slice(0, 2)).toEqual(['retry 0/ ', 'retry 0/ ']);
  });

  test('of Codex whose error is said twice', async () => {
    expect((await story('codex-exec-err-402.jsonl')).events.slice(-2)).toEqual(['error 402', 'notice turn']);
  });

  test('of OpenCode', async () => {
    const { records } = await openRecording(pageTraces, 'opencode-success.jsonl');

    expect(records.slice(0, 4).map(({ event }) => told(event))).toEqual([
      'session ses_e08a2a8cfffeVsQkP5WVEU9hz6', 'text I will look around first.', 'call Bash: pwd && ls -a && git log --oneline', 'result 0: /workspace/repo',
    ]);
    expect(records[3]).toMatchObject({ at: '2026-11-20T05:10:53.616Z', event: { milliseconds: 71 } });
  });

  test('of a server of OpenCode that was told something on the way', async () => {
    const { events } = await story('opencode-serve-steer.jsonl');

    expect(events.filter((event) => /^(?:prompt|call|text|result)/u.test(event))).toEqual([
      'prompt [[fake:slow]] do slow work', 'text Starting slow work.', 'call Bash: echo step1; sleep 4; echo step1-end', 'prompt STEER: say banana', 'result 0: step1',
      'call Bash: echo step2; sleep 4; echo step2-end', 'result 0: step2', 'text Slow work finished. Messages f',
    ]);
  });

  test('of a server of OpenCode that tries again', async () => {
    expect((await story('opencode-serve-retry.jsonl')).events.filter((event) => event.startsWith('retry'))).not.toEqual([]);
  });

  test('of Cline', async () => {
    const { events } = await story('cline-success.jsonl');

    expect(events.slice(0, 5)).toEqual(['session conv_1795153091160_hnml1gc', 'text I will look around first', 'text .', 'call Bash: pwd && ls -a && git log --oneline', 'result: /workspace/repo']);
    expect(events.at(-1)).toMatch(/^answer All done/u);
  });

  test('of Droid', async () => {
    const { events, facts } = await story('droid-success.jsonl');

    expect(events).toEqual([
      'session eeab78c6-1780-4391-8fce-7b7345e23c96', 'prompt [[fake:commit]] Add hello.txt ', 'text I will look around first.', 'call Bash: pwd && ls -a && git log --oneline', 'result 0: /workspace/repo',
      'text Now I write the file.', 'call Write hello.txt', 'result: {"success":true,"file_path":"h', 'modified hello.txt +hello from the fake model',
      "call Bash: git add -A && git commit -q -m 'Add hello.txt' && git log --oneline", 'result 0: a465c48 Add hello.txt', 'text All done: I added `hello.txt` ', 'answer All done: I added `hello.txt` ',
    ]);
    expect(facts).toMatchObject({ tool: 'Droid', model: 'custom:fake-0' });
  });

  test.each([['gemini-auth-failure.jsonl', 'error 401'], ['opencode-auth-failure.jsonl', 'error 401'], ['copilot-auth-failure.jsonl', 'error 401'], ['cline-auth-failure.jsonl', 'error error']])(
    'shows the failure of %s',
    async (name, error) => {
      expect((await story(name)).events.filter((event) => event.startsWith('error'))).toEqual([error]);
    },
  );

  test('of Qwen Code is told from that of Claude Code', async () => {
    expect((await story('qwen-success.jsonl')).facts).toMatchObject({ tool: 'Qwen Code', model: 'qwen3-coder-plus', version: '0.24.4' });
  });
});
