import { describe, expect, test } from 'vitest';
import { parseTrace } from '../../src/formats';
import { checkedRecord, type Place } from '../../src/trace/checkedRecord';
import type { TraceRecord } from '../../src/trace/record';
import { Dice, mutated } from './mutation';
import { hostTraces, linesOf, namesIn, open, pageTraces } from './recordings';

const rounds = 20;
const recordings = [...namesIn(pageTraces).map((name) => [name, pageTraces] as const), ...namesIn(hostTraces).filter((_, index) => index % 5 === 0).map((name) => [name, hostTraces] as const)];
const others = recordings.flatMap(([name, folder]) => linesOf(folder, name).slice(0, 4));

/** Whether every property has the type that the schema says, and the numbers only grow. */
function isSound(records: readonly TraceRecord[]): void {
  const before: Place = { sequence: 0, at: '' };
  for (const record of records) {
    expect(checkedRecord(record, before)).toEqual({ ...record, event: { ...record.event } });
    // A rule of ours that broke on the line.
    expect(record.event).not.toMatchObject({ kind: 'unknown', source: 'viewer' });
    before.sequence = record.sequence;
    before.at = record.at;
  }
}

describe('Damaged recordings', () => {
  test.each(recordings)('%s opens whatever becomes of it', async (name, folder) => {
    const lines = linesOf(folder, name);
    // As long as the rest: what is looked at is the shape.
    const short = lines.slice(0, 60);
    for (let round = 0; round < rounds; round++) {
      const dice = new Dice(round * 7919 + name.length);
      const { facts, records } = await open(mutated(short, others, dice), name);

      isSound(records);
      expect(facts.records).toBe(records.length);
    }
  });

  test.each(recordings)('%s opens when it breaks off', async (name, folder) => {
    const text = linesOf(folder, name).join('\n');
    for (let part = 1; part < 8; part++) isSound((await open(text.slice(0, Math.floor((text.length * part) / 8)).split('\n'), name)).records);
  });
});

describe('Lines', () => {
  const user = '{"type":"user","uuid":"u1","sessionId":"s","version":"2","message":{"role":"user","content":"Hello"}}';
  const session = async (...lines: string[]): Promise<string[]> => (await open([user, ...lines], 'a.jsonl')).records.slice(2).map(({ event, raw }) => `${event.kind} ${raw ?? ''}`);

  test('that are no JSON are kept as they are', async () => {
    expect(await session('{"type":"user","uu', 'Segmentation fault')).toEqual(['unknown {"type":"user","uu', 'unknown Segmentation fault']);
  });

  test('may have marks of the encoding, NUL and line ends of Windows', async () => {
    const { records } = await open([`\uFEFF${user}\r`, '\r', '\0\0', `\0\0${user.replace('u1', 'u2').replace('Hello', 'Again')}\r`], 'a.jsonl');

    expect(records.map(({ event }) => (event.kind === 'prompt' ? event.text : event.kind))).toEqual(['session', 'Hello', 'Again']);
  });

  test('of a file in UTF-16 that was read as UTF-8 are read where they are ASCII', async () => {
    const { facts } = await open([`\uFFFD\uFFFD${[...user].join('\0')}\0`], 'a.jsonl');

    expect(facts.title).toBe('Hello');
  });

  test('whose names are those of every object are lines like any other', async () => {
    const { facts, records } = await open(['{"__proto__":{"type":"system","subtype":"init"},"session_id":"x"}', '{"type":"constructor"}', '{"type":"__proto__","payload":{}}'], 'a.jsonl');

    expect(facts.format).toBeNull();
    expect(records.map(({ event }) => event)).toEqual([
      { kind: 'unknown', source: 'file', type: 'untyped' }, { kind: 'unknown', source: 'file', type: 'constructor' }, { kind: 'unknown', source: 'file', type: '__proto__' },
    ]);
    expect(({} as { type?: string }).type).toBeUndefined();
  });

  test('that are nested without end do not end the page', async () => {
    const deep = '['.repeat(200_000) + ']'.repeat(200_000);
    const call = `{"type":"assistant","uuid":"a1","sessionId":"s","message":{"id":"m","content":[{"type":"tool_use","id":"t","name":"Bash","input":${deep}}]}}`;

    expect((await session(call)).map((line) => line.slice(0, 10))).toEqual(['tool_call ']);
  });

  test('of an unknown kind keep only the beginning of what they are', async () => {
    const { records } = await open([user, `{"type":"new","text":"${'x'.repeat(200_000)}"}`], 'a.jsonl');

    expect(records.at(-1)?.raw).toHaveLength(64 * 1024);
  });
});

// None of these comes to its end while somebody waits when the work grows with the square of what is read.
describe('Long traces are read once', () => {
  const many = 50_000;
  const patience = 60_000;
  const traces: Record<string, () => Iterable<string>> = {
    'the same line over and over': function* same() {
      for (let index = 0; index < many; index++) yield '{"type":"user","uuid":"u1","sessionId":"s","version":"2","message":{"content":"Hello"}}';
    },
    'calls that never end': function* calls() {
      for (let index = 0; index < 4 * many; index++) yield `{"type":"tool_use","timestamp":"2026-01-01T00:00:00Z","tool_id":"t${index}","tool_name":"write_file","parameters":{"file_path":"a","content":"b"}}`;
    },
    'texts that are never finished': function* texts() {
      for (let index = 0; index < many; index++) yield `{"type":"message.part.updated","properties":{"part":{"id":"p${index % 20_000}","type":"text","text":"${index}"}}}`;
    },
    'one text in pieces': function* pieces() {
      yield '{"type":"message.part.updated","properties":{"part":{"id":"p","type":"text","text":""}}}';
      for (let index = 0; index < many; index++) yield '{"type":"message.part.delta","properties":{"partID":"p","field":"text","delta":"some words of the agent"}}';
    },
    'lines that are nothing': function* nothing() {
      yield '{"type":"user","uuid":"u1","sessionId":"s","version":"2","message":{"content":"Hello"}}';
      for (let index = 0; index < many; index++) yield '}';
    },
    'the whole history again and again': function* history() {
      const messages = Array.from({ length: 300 }, (_, index) => `{"id":"m${index}","type":"user","content":"${index}"}`).join(',');
      yield '{"sessionId":"s","projectHash":"h","startTime":"2026-01-01T00:00:00Z"}';
      for (let index = 0; index < 300; index++) yield `{"$set":{"messages":[${messages}]}}`;
    },
  };

  test.each(Object.keys(traces))('%s', async (name) => {
    const trace = parseTrace(traces[name]?.() ?? [], 'a.jsonl');
    let last = 0;
    for await (const record of trace) last = record.sequence;

    expect(trace.facts.format).not.toBeNull();
    expect(last).toBe(trace.facts.records);
  }, patience);

  test.each([
    ['spaces', ' '.repeat(2_000_000)], ['words', 'a '.repeat(1_000_000)], ['line ends', '\n'.repeat(2_000_000)], ['tags', '<'.repeat(2_000_000)],
    ['numbers', '1/'.repeat(1_000_000)], ['errors', 'Error: '.repeat(300_000)], ['patches', '*** Add File: '.repeat(150_000)],
  ])('a text of %s', async (_, words) => {
    // The end is what a search that began at every place fails at.
    const text = JSON.stringify(`${words}x`);
    const lines = [
      `{"jsonrpc":"2.0","id":1,"result":{"protocolVersion":1,"agentInfo":{"name":"Copilot"}}}`,
      `{"jsonrpc":"2.0","method":"session/update","params":{"update":{"sessionUpdate":"agent_message_chunk","content":{"type":"text","text":${text}}}}}`,
      `{"jsonrpc":"2.0","method":"session/update","params":{"update":{"sessionUpdate":"tool_call","toolCallId":${text},"status":"completed","title":${text},"rawInput":{"command":${text}},"content":[{"type":"diff","path":${text},"oldText":"","newText":${text}}]}}}`,
      `{"jsonrpc":"2.0","id":2,"error":{"code":1,"message":${text}}}`,
    ];
    const codex = [
      '{"type":"session_meta","payload":{"id":"s"}}',
      `{"type":"response_item","payload":{"type":"message","role":"user","content":[{"type":"input_text","text":${text}}]}}`,
      `{"type":"response_item","payload":{"type":"custom_tool_call","call_id":"c","name":"apply_patch","input":${text}}}`,
      `{"type":"response_item","payload":{"type":"function_call_output","call_id":"c","output":${text}}}`,
      `{"type":"event_msg","payload":{"type":"stream_error","message":${text}}}`,
    ];

    expect((await open(lines, 'a.jsonl')).facts.format).toBe('acp');
    expect((await open(codex, 'a.jsonl')).facts.format).toBe('codex-session');
  }, patience);
});
