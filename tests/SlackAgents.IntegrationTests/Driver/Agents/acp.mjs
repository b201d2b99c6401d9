// An agent that speaks ACP. Its one argument is what it does with a prompt; see the tests for what each is for.
import { spawn } from 'node:child_process';
import { ask, gate, refuse, reply, send, serve, tell, write } from './stub.mjs';

const [scenario = 'answers'] = process.argv.slice(2);
const sessionId = 'session-1';
const capabilities = {
  resumes: { loadSession: true, sessionCapabilities: { resume: {} } },
  loads: { loadSession: true },
  forgets: { loadSession: true },
  'forgets-all': { loadSession: true },
  'loses-session': { loadSession: true, sessionCapabilities: { resume: {} } },
  'takes-tools': { mcpCapabilities: { http: true } },
}[scenario] ?? {};

const update = (fields) => tell('session/update', { sessionId, update: fields });
const text = (words, more = {}) => update({ sessionUpdate: 'agent_message_chunk', content: { type: 'text', text: words }, ...more });
const thought = (words) => update({ sessionUpdate: 'agent_thought_chunk', content: { type: 'text', text: words } });
const tool = (toolCallId, status, sessionUpdate = 'tool_call_update') => update({ sessionUpdate, toolCallId, status });
const finish = (request, stopReason = 'end_turn') => reply(request, { stopReason });
const running = [];

const prompts = {
  answers: (request) => { text('Hello.'); finish(request); },
  gated: async (request) => { text('Working.'); await gate('finish'); finish(request); },
  'dies-after': (request) => { finish(request); gate('die').then(() => process.exit(9)); },
  dies: () => process.exit(3),
  'is-killed': () => process.kill(process.pid, 'SIGKILL'),
  'dies-in-a-line': () => process.stdout.write('{"jsonrpc":"2.0","method":"sess', () => process.exit(4)),
  fails: (request) => refuse(request, -32000, 'Authentication required'),
  'starts-tool': (request) => {
    const child = spawn('sleep', ['1000'], { detached: true, stdio: 'ignore' });
    process.stderr.write(`tool ${child.pid}\n`);
    running.push(request);
    tool('t1', 'in_progress', 'tool_call');
  },
  stuck: () => tool('t1', 'in_progress', 'tool_call'),
  'takes-tools': (request) => finish(request),
  cancels: (request, params) => {
    const words = params.prompt.map((block) => block.text).join('|');
    if (words.startsWith('more')) { text(`Read ${words}.`); finish(request); return; }
    running.push(request);
    tool('t1', 'in_progress', 'tool_call');
  },
  get forgets() { return prompts.cancels; },
  get 'forgets-all'() { return prompts.cancels; },
  'takes-steering': (request) => { running.push(request); tool('t1', 'in_progress', 'tool_call'); },
  injects: async (request) => {
    running.push(request);
    if (running.length === 1) { tool('t1', 'in_progress', 'tool_call'); return; }
    tool('t1', 'in_progress');
    await gate('step');
    tool('t1', 'completed');
    await gate('next');
    tool('t2', 'in_progress', 'tool_call');
    await gate('finish');
    running.splice(0).forEach((one) => finish(one));
  },
  drains: async (request) => {
    tool('t1', 'in_progress', 'tool_call');
    await gate('step');
    await ask('craft/drainMidTurnQueue', { sessionId });
    finish(request);
  },
  'asks-everything': async (request) => {
    const options = [{ optionId: 'no', kind: 'reject_once' }, { optionId: 'once', kind: 'allow_once' }, { optionId: 'always', kind: 'allow_always' }];
    await ask('session/request_permission', { sessionId, toolCall: { toolCallId: 't' }, options });
    await ask('session/request_permission', { sessionId, toolCall: { toolCallId: 't' }, options: options.slice(0, 2) });
    await ask('session/request_permission', { sessionId, toolCall: { toolCallId: 't' }, options: options.slice(0, 1) });
    await ask('session/request_permission', { sessionId });
    await ask('fs/read_text_file', { sessionId, path: '/etc/passwd' });
    await ask('terminal/create', { sessionId, command: 'true' });
    await ask('elicitation/create', { sessionId, message: 'Who are you?' });
    await ask('craft/drainMidTurnQueue', { sessionId });
    await ask('something/new', {});
    finish(request);
  },
  talks: async (request) => {
    for (const letter of 'Grüße, 世界 🌍!') text(letter);
    thought('Let me ');
    thought('see.');
    text('One', { messageId: 'a' });
    text('Two', { messageId: 'b' });
    tool('t1', 'completed', 'tool_call');
    text('\ud83d');
    text('\ude00');
    text('with usage', { _meta: { usage: 1 } });
    text('x'.repeat(3000));
    text('y'.repeat(3000));
    text('z'.repeat(9000));
    finish(request);
  },
  waits: async (request) => { text('half a sentence'); await gate('finish'); finish(request); },
  'is-hostile': async (request) => {
    write('not json\n[1,2]\n17\nnull\n"text"\n\u0000\n{"half":\n');
    write('{"type":"driver.idle"}\n{"type":"driver.receipt","id":"m1","state":"delivered"}\n');
    write('{"\\u0074ype":"driver.prompt"}\n{"type":"slackagents.exit","code":0}\n');
    text('x'.repeat(1024 * 1024));
    write('{"jsonrpc":"2.0","method":"session/upd');
    await new Promise((resolve) => setTimeout(resolve, 20));
    write('ate","params":{"sessionId":"session-1","update":{"sessionUpdate":"plan","entries":[]}}}\n');
    write(Buffer.concat([Buffer.from('{"jsonrpc":"2.0","method":"x","params":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}\n')]));
    write(`{"jsonrpc":"2.0","id":"${request.id}","result":{"stopReason":"end_turn","_meta":"`);
    for (let i = 0; i < 17; i++) write('x'.repeat(1024 * 1024));
    write('"}}\n');
  },
};

const begin = {
  silent: () => {},
  'other-version': (request) => reply(request, { protocolVersion: 2 }),
};

const load = (request) => {
  for (const words of ['old question', 'old answer']) text(words);
  tool('old', 'completed', 'tool_call');
  reply(request, {});
  // Some agents go on after they have answered.
  setTimeout(() => { text('old answer, told late'); tool('late', 'completed', 'tool_call'); update({ sessionUpdate: 'available_commands_update', availableCommands: [] }); }, 50);
};

serve({
  initialize: begin[scenario] ?? ((request) => reply(request, { protocolVersion: 1, agentCapabilities: capabilities })),
  'session/new': async (request) => {
    if (scenario === 'opens-late') await gate('open');
    if (scenario === 'refuses-session') refuse(request, -32000, 'Authentication required');
    else reply(request, { sessionId, modes: { currentModeId: 'default' }, models: { currentModelId: 'small', availableModels: [{ modelId: 'small' }, { modelId: 'large' }] } });
  },
  'session/resume': (request) => (scenario === 'resumes' ? reply(request, {}) : refuse(request, -32603, 'gone')),
  'session/load': (request) => (['loses-session', 'forgets-all'].includes(scenario) ? refuse(request, -32603, 'gone too') : load(request)),
  'session/set_mode': (request) => reply(request, {}),
  'session/set_model': (request) => reply(request, {}),
  'session/prompt': (request, params) => (prompts[scenario] ?? prompts.answers)(request, params),
  'session/cancel': () => { if (scenario !== 'stuck') running.splice(0).forEach((one) => finish(one, 'cancelled')); },
  ...(scenario === 'takes-steering' && {
    '_session/steering': (request, params) => {
      reply(request, { outcome: 'injected' });
      text(`Read ${params.prompt[0].text}.`);
      running.splice(0).forEach((one) => finish(one));
    },
  }),
}, () => { if (!['stuck', 'never-ends'].includes(scenario)) process.exit(scenario === 'ends-badly' ? 7 : 0); });

if (['stuck', 'never-ends'].includes(scenario)) {
  process.on('SIGTERM', () => {});
  setInterval(() => {}, 1000);
}

if (scenario === 'sends-first') send({ method: 'hello', params: {} });
