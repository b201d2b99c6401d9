// An agent that speaks the protocol of `codex app-server`. Its one argument is what it does with a turn.
import { ask, gate, refuse, reply, send, serve, tell, write } from './stub.mjs';

const [scenario = 'answers'] = process.argv.slice(2);
let threadId = 'thread-1';
let turns = 0;
let turn;
const line = (message) => `${JSON.stringify(message)}\n`;

const started = () => tell('turn/started', { threadId, turn: { id: turn } });
const completed = (status = 'completed') => {
  tell('turn/completed', { threadId, turn: { id: turn, status } });
  turn = undefined;
};
const userMessage = (clientId) => {
  for (const method of ['item/started', 'item/completed']) tell(method, { threadId, turnId: turn, item: { type: 'userMessage', id: 'i', clientId } });
};

const works = {
  answers: () => completed(),
  'answers-at-once': (request) => {
    const id = turn;
    turn = undefined;
    write(line({ method: 'turn/started', params: { threadId, turn: { id } } })
      + line({ method: 'turn/completed', params: { threadId, turn: { id, status: 'completed' } } })
      + line({ id: request.id, result: { turn: { id } } }));
  },
  'is-steered': () => {},
  'is-late': () => { if (turns > 1) completed(); },
  'forgets-message': () => { if (turns > 1) completed(); },
  'is-interrupted': () => {},
  'has-helpers': async () => {
    tell('turn/started', { threadId: 'another', turn: { id: 'x' } });
    tell('turn/completed', { threadId: 'another', turn: { id: 'x', status: 'completed' } });
    await gate('finish');
    completed();
  },
  talks: () => {
    for (const letter of 'Hello') send({ method: 'item/agentMessage/delta', params: { threadId, turnId: turn, itemId: 'i', delta: letter }, emittedAtMs: Date.now() });
    completed();
  },
  'asks-everything': async () => {
    await ask('item/commandExecution/requestApproval', { threadId });
    await ask('item/fileChange/requestApproval', { threadId });
    await ask('execCommandApproval', { threadId });
    await ask('applyPatchApproval', { threadId });
    await ask('item/permissions/requestApproval', { threadId, permissions: { network: { enabled: true } } });
    await ask('item/tool/requestUserInput', { threadId, questions: [] });
    await ask('mcpServer/elicitation/request', { threadId, mode: 'form', message: 'Who are you?' });
    await ask('mcpServer/elicitation/request', { threadId, mode: 'form', _meta: { codex_approval_kind: 'mcp_tool_call' } });
    await ask('item/tool/call', { threadId });
    await ask('account/chatgptAuthTokens/refresh', {});
    completed();
  },
  fails: (request) => refuse(request, -32600, 'no model'),
};

serve({
  initialize: (request) => reply(request, { userAgent: 'stub' }),
  initialized: () => {},
  'thread/start': (request) => reply(request, { thread: { id: threadId } }),
  'thread/resume': (request, params) => {
    threadId = params.threadId;
    if (scenario === 'loses-session') refuse(request, -32600, 'no rollout');
    else reply(request, { thread: { id: threadId } });
  },
  'turn/start': (request) => {
    turn = `turn-${++turns}`;
    if (scenario !== 'answers-at-once' && scenario !== 'fails') {
      reply(request, { turn: { id: turn } });
      started();
    }
    (works[scenario] ?? works.answers)(request);
  },
  'turn/steer': (request, params) => {
    if (scenario === 'is-late') {
      completed();
      refuse(request, -32600, 'no active turn to steer');
    } else if (scenario === 'forgets-message') {
      reply(request, { turnId: turn });
      completed();
    } else if (params.expectedTurnId === turn) {
      reply(request, { turnId: turn });
      gate('step').then(() => { userMessage(params.clientUserMessageId); completed(); });
    }
  },
  'turn/interrupt': (request) => { reply(request, {}); completed('interrupted'); },
});
