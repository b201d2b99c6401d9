// An agent on the official SDK, which checks each request and each answer against its schema: what it refuses, the
// sandbox's driver has got wrong. What came is told on stderr; `seen` goes with the answer to nothing.
import { Readable, Writable } from 'node:stream';
import * as acp from '@agentclientprotocol/sdk';

const sessionId = 'session-1';
const seen = (method, params) => process.stderr.write(`seen ${method} ${JSON.stringify(params)}\n`);
const modes = { currentModeId: 'ask', availableModes: [{ id: 'ask', name: 'Ask' }, { id: 'yolo', name: 'Do' }] };
const configOptions = [{
  id: 'model', name: 'Model', category: 'model', type: 'select', currentValue: 'small',
  options: [{ value: 'small', name: 'Small' }, { value: 'large', name: 'Large' }],
}];
const { agent: requests } = acp.methods;
const { client: asks } = acp.methods;
let cancelled = () => {};

/** One question to the client; the SDK checks its answer. */
async function ask(client, method, params) {
  try {
    seen(`answer ${method}`, await client.request(method, params));
  } catch (error) {
    seen(`refusal ${method}`, { code: error.code });
  }
}

async function prompt({ params, client }) {
  seen('session/prompt', params);
  const update = (fields) => client.notify(asks.session.update, { sessionId, update: fields });
  await update({ sessionUpdate: 'agent_message_chunk', content: { type: 'text', text: 'Hel' } });
  await update({ sessionUpdate: 'agent_message_chunk', content: { type: 'text', text: 'lo.' } });
  if (params.prompt.some((block) => block.text === 'wait')) {
    await new Promise((resolve) => {
      cancelled = resolve;
      update({ sessionUpdate: 'tool_call', toolCallId: 't1', title: 'sleep', status: 'in_progress' });
    });
    return { stopReason: 'cancelled' };
  }
  await ask(client, asks.session.requestPermission, {
    sessionId,
    toolCall: { toolCallId: 't1', title: 'rm -rf /', status: 'pending' },
    options: [{ optionId: 'a', name: 'Always', kind: 'allow_always' }, { optionId: 'n', name: 'No', kind: 'reject_once' }],
  });
  await ask(client, asks.session.requestPermission, {
    sessionId,
    toolCall: { toolCallId: 't2' },
    options: [{ optionId: 'n', name: 'No', kind: 'reject_once' }],
  });
  await ask(client, asks.fs.readTextFile, { sessionId, path: '/etc/passwd' });
  await ask(client, asks.terminal.create, { sessionId, command: 'true' });
  await ask(client, asks.elicitation.create, {
    sessionId, mode: 'form', message: 'Who are you?', requestedSchema: { type: 'object', properties: { name: { type: 'string' } } },
  });
  return { stopReason: 'end_turn' };
}

const told = (method, answer) => [method, ({ params }) => { seen(method, params); return answer; }];

acp.agent({ name: 'conformance' })
  .onRequest(...told(requests.initialize, {
    protocolVersion: acp.PROTOCOL_VERSION,
    agentCapabilities: { loadSession: true, mcpCapabilities: { http: true }, sessionCapabilities: { resume: {} } },
  }))
  .onRequest(...told(requests.session.new, { sessionId, modes, configOptions }))
  .onRequest(...told(requests.session.resume, { modes, configOptions }))
  .onRequest(...told(requests.session.load, { modes, configOptions }))
  .onRequest(...told(requests.session.setMode, {}))
  .onRequest(...told(requests.session.setConfigOption, { configOptions }))
  .onRequest(requests.session.prompt, prompt)
  .onNotification(requests.session.cancel, ({ params }) => { seen('session/cancel', params); cancelled(); })
  .connect(acp.ndJsonStream(Writable.toWeb(process.stdout), Readable.toWeb(process.stdin)));
