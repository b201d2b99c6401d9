// Requests as the agents' own command lines send them, to the playground and to an independent stand-in: prints the shape of both answers, and
// what each says to requests that break the vendors' rules.
import { readdirSync, readFileSync } from 'node:fs';
import { LLMock } from '@copilotkit/aimock';

const [baseUrl, key] = process.argv.slice(2);
const folder = new URL('requests/', import.meta.url);
const fixtures = Object.fromEntries(readdirSync(folder).map((file) => [file.replace('.json', ''), JSON.parse(readFileSync(new URL(file, folder), 'utf8'))]));

const mock = new LLMock({ port: 0, strict: true });
await mock.start();

const post = async (base, { path, headers, body }) => {
  const auth = { 'x-api-key': key, 'x-goog-api-key': key, authorization: `Bearer ${key}` };
  const response = await fetch(base + path, { method: 'POST', headers: { ...auth, ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) });
  return { status: response.status, type: response.headers.get('content-type').split(';')[0], text: await response.text() };
};

// Names of all properties at each place; a list is one place whatever its length.
const fields = (value, place = '', found = new Set()) => {
  if (Array.isArray(value)) value.forEach((item) => fields(item, place + '[]', found));
  else if (value && typeof value === 'object') for (const [name, inner] of Object.entries(value)) { found.add(`${place}.${name}`); fields(inner, `${place}.${name}`, found); }
  return found;
};

// Without a name the kind of a chunk is what its delta or part carries.
const kind = (name, data) => {
  if (name) return name;
  if (data === '[DONE]') return data;
  const part = data.candidates?.[0]?.content?.parts?.[0];
  if (data.candidates) return part?.functionCall ? 'call' : part?.thought ? 'thought' : 'text';
  const choice = data.choices?.[0];
  if (!choice) return 'usage';
  if (choice.finish_reason) return 'end';
  return choice.delta.tool_calls ? 'call' : choice.delta.reasoning_content ? 'thought' : choice.delta.content ? 'text' : 'role';
};

// These carry nothing, and each side sends them where it likes.
const isEmpty = (one) => one === 'ping' || one === 'role';

const shape = ({ status, type, text }) => {
  if (type !== 'text/event-stream') return { status, type, kinds: ['whole'], fields: { whole: [...fields(JSON.parse(text))] } };
  const kinds = [];
  const seen = {};
  for (const event of text.trim().split('\n\n')) {
    const name = /^event: (.*)$/m.exec(event)?.[1];
    const raw = /^data: (.*)$/m.exec(event)[1];
    const data = raw === '[DONE]' ? raw : JSON.parse(raw);
    const one = kind(name, data);
    if (isEmpty(one)) continue;
    if (kinds.at(-1) !== one) kinds.push(one);
    seen[one] = [...new Set([...(seen[one] ?? []), ...fields(data)])];
  }
  return { status, type, kinds, fields: seen };
};

// What the playground's scenario says at each turn, for the other side.
const answers = (tool) => [
  { content: 'I look around.', reasoning: 'I should look first.', toolCalls: [{ name: tool, arguments: { command: 'echo looked' } }] },
  { reasoning: 'Now a second look.', toolCalls: [{ name: tool, arguments: { command: 'echo again' } }] },
  { content: 'Thought and worked.', reasoning: 'That is enough.' },
];
const shells = { claude: 'Bash', codex: 'exec_command', gemini: 'run_shell_command', opencode: 'bash', copilot: 'bash', qwen: 'run_shell_command' };

const shapes = {};
for (const [name, requests] of Object.entries(fixtures)) {
  for (const [turn, request] of requests.entries()) {
    mock.clearFixtures();
    mock.on({}, answers(shells[name])[turn]);
    shapes[`${name} ${turn}`] = { ours: shape(await post(baseUrl, request)), theirs: shape(await post(mock.url, request)) };
  }
}

// One rule broken at a time.
const breakings = {
  'claude without its thoughts': ['claude', 1, (body) => body.messages[1].content.shift()],
  'claude with an unsigned thought': ['claude', 1, (body) => { body.messages[1].content[0].signature = ''; }],
  'claude without a model': ['claude', 0, (body) => { delete body.model; }],
  'claude without max_tokens': ['claude', 0, (body) => { delete body.max_tokens; }],
  'claude without messages': ['claude', 0, (body) => { delete body.messages; }],
  'claude with an unknown role': ['claude', 0, (body) => { body.messages[0].role = 'tool'; }],
  'claude with a result of nothing': ['claude', 1, (body) => { body.messages[2].content[0].tool_use_id = 'toolu_unknown'; }],
  'claude with a call without its result': ['claude', 1, (body) => { body.messages[2].content = [{ type: 'text', text: 'go on' }]; }],
  'codex without input': ['codex', 0, (body) => { delete body.input; }],
  'codex without a model': ['codex', 0, (body) => { delete body.model; }],
  'codex with an output of nothing': ['codex', 1, (body) => { body.input.find((item) => item.type === 'function_call_output').call_id = 'call_unknown'; }],
  'codex with a call without its output': ['codex', 1, (body) => { body.input = body.input.filter((item) => item.type !== 'function_call_output'); }],
  'codex with an unknown role': ['codex', 0, (body) => { body.input[0].role = 'tool'; }],
  'qwen without messages': ['qwen', 0, (body) => { delete body.messages; }],
  'qwen with a result of nothing': ['qwen', 1, (body) => { body.messages.at(-1).tool_call_id = 'call_unknown'; }],
  'qwen with a call without its result': ['qwen', 1, (body) => { body.messages.pop(); body.messages.push({ role: 'user', content: 'go on' }); }],
  'qwen with an unknown role': ['qwen', 0, (body) => { body.messages[0].role = 'model'; }],
  'gemini without contents': ['gemini', 0, (body) => { delete body.contents; }],
  'gemini with an unknown role': ['gemini', 0, (body) => { body.contents[0].role = 'assistant'; }],
  'gemini with a response of nothing': ['gemini', 1, (body) => { body.contents.splice(1, 1); }],
  'gemini with too many responses': ['gemini', 1, (body) => { body.contents[2].parts.push({ functionResponse: { id: 'other', name: 'run_shell_command', response: {} } }); }],
};
const refusals = {};
for (const [name, [agent, turn, breakIt]] of Object.entries(breakings)) {
  const request = structuredClone(fixtures[agent][turn]);
  breakIt(request.body);
  mock.clearFixtures();
  mock.on({}, { content: 'fine' });
  const [ours, theirs] = [await post(baseUrl, request), await post(mock.url, request)];
  refusals[name] = { ours: ours.status, theirs: theirs.status, message: ours.status === 200 ? null : JSON.parse(ours.text).error.message };
}

// Both without a body that is JSON.
for (const path of ['/v1/messages', '/v1/responses', '/v1/chat/completions', '/v1beta/models/gemini-2.5-pro:generateContent']) {
  const broken = (base) => fetch(base + path, { method: 'POST', headers: { 'x-api-key': key, 'x-goog-api-key': key, authorization: `Bearer ${key}`, 'content-type': 'application/json' }, body: '{"half' }).then((response) => response.status);
  refusals[`broken JSON to ${path}`] = { ours: await broken(baseUrl), theirs: await broken(mock.url) };
}

await mock.stop();
process.stdout.write(JSON.stringify({ shapes, refusals }) + '\n', () => process.exit(0));
