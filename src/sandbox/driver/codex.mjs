import { keyWithout } from './output.mjs';
import { Rpc, RpcError, SessionLost } from './rpc.mjs';

/** How long the agent may take to say whether it takes a message in, or an interrupt. */
const steeringAnswer = 30_000;

/** Notifications that carry a piece of text, and the field that it is in. */
const deltas = new Set([
  'item/agentMessage/delta', 'item/reasoning/textDelta', 'item/reasoning/summaryTextDelta', 'item/commandExecution/outputDelta',
]);

/**
 * What a completed item says once more, and what concerns a window that nobody looks at. The diff of the whole turn after
 * every step is the worst of them: the output would grow with the square of the work.
 */
const repeated = [
  'item/agentMessage/delta', 'item/plan/delta', 'item/reasoning/textDelta', 'item/reasoning/summaryTextDelta', 'item/reasoning/summaryPartAdded',
  'item/commandExecution/outputDelta', 'item/fileChange/outputDelta', 'item/fileChange/patchUpdated', 'command/exec/outputDelta', 'process/outputDelta',
  'turn/diff/updated', 'thread/readState/changed', 'thread/status/changed', 'account/rateLimits/updated', 'account/updated',
  'skills/changed', 'app/list/updated', 'remoteControl/status/changed', 'fs/changed',
];

const notTaken = 'The turn ended before it was taken in.';

/** The protocol of `codex app-server`: JSON-RPC without the version member. */
export class Codex {
  #plan;
  #output;
  #settled;
  #rpc;
  #thread;
  #turn;
  #starting = false;
  #interrupted = false;
  #waiting = [];
  #steered = new Map();

  /** @param settled is called whenever nothing may be left to do */
  constructor(plan, { send, output, settled }) {
    this.#plan = plan;
    this.#output = output;
    this.#settled = settled;
    this.#rpc = new Rpc(send, {
      header: {},
      onRequest: answer,
      onNotification: (method, params) => this.#notice(method, params),
    });
  }

  get busy() {
    return this.#starting || this.#turn !== undefined || this.#waiting.length + this.#steered.size > 0;
  }

  receive(message) { this.#rpc.receive(message); }

  receiveCut(head) { this.#rpc.receiveCut(head); }

  piece(message) {
    if (!deltas.has(message.method) || typeof message.params?.delta !== 'string') return undefined;
    const { emittedAtMs, ...rest } = message;
    return { holder: message.params, field: 'delta', key: keyWithout(rest, message.params, 'delta') };
  }

  swallows() {
    return false;
  }

  async begin() {
    await this.#rpc.ask('initialize', 'initialize', {
      clientInfo: { name: 'slackagents', title: 'SlackAgents', version: '1.0.0' },
      capabilities: { optOutNotificationMethods: repeated },
    }, this.#plan.handshakeMs);
    this.#rpc.notify('initialized');
    const thread = await this.#open();
    if (typeof thread !== 'string') throw new RpcError('The agent made a thread without a name.');
    this.#thread = thread;
    if (this.#interrupted) {
      this.#settled();
      return;
    }
    this.#start({ id: this.#plan.promptId, text: this.#plan.prompt });
  }

  steer(message) {
    if (this.#thread === undefined || this.#starting) this.#wait(message);
    else if (this.#turn === undefined) this.#startWith(message);
    else this.#offer(message);
  }

  interrupt(id) {
    this.#interrupted = true;
    this.#refuse('The turn was interrupted before.');
    if (this.#turn !== undefined) this.#stop(id);
  }

  abandon(reason) {
    this.#interrupted = true;
    this.#refuse(reason);
    this.#rpc.close(reason);
  }

  async #open() {
    const { resumeSession, model, instructions, mcpServers, handshakeMs } = this.#plan;
    const settings = {
      cwd: process.cwd(),
      approvalPolicy: 'never',
      sandbox: 'danger-full-access',
      ...(model && { model }),
      ...(instructions && { developerInstructions: instructions }),
      ...(mcpServers.length > 0 && { config: { mcp_servers: Object.fromEntries(mcpServers.map(({ name, url }) => [name, { url }])) } }),
    };
    if (!resumeSession) return (await this.#rpc.ask('session', 'thread/start', settings, handshakeMs)).thread?.id;
    try {
      // Without the turns: else the answer repeats the whole history in one line, and that line has a limit.
      return (await this.#rpc.ask('session', 'thread/resume', { threadId: resumeSession, excludeTurns: true, ...settings }, handshakeMs)).thread?.id ?? resumeSession;
    } catch (error) {
      throw new SessionLost(resumeSession, error.message);
    }
  }

  // ---- turns ----

  #start(message) {
    this.#output.say('prompt', message);
    this.#starting = true;
    this.#rpc.request(`prompt:${message.id}`, 'turn/start', {
      threadId: this.#thread, input: input(message.text), clientUserMessageId: message.id,
    }, (error, result) => {
      if (error) this.#over();
      else this.#running(result.turn?.id);
    });
  }

  #startWith(message, detail) {
    this.#start(message);
    this.#receipt(message.id, 'delivered', detail);
  }

  #running(turn) {
    if (!this.#starting) return;
    this.#starting = false;
    this.#turn = turn;
    if (this.#interrupted) this.#stop('early');
    for (const message of this.#waiting.splice(0)) this.#offer(message);
  }

  // Of what was acknowledged and did not reach the model in this turn, another one is made.
  #over() {
    this.#starting = false;
    this.#turn = undefined;
    for (const [id, { message, answered }] of this.#steered) {
      if (!answered) continue;
      this.#steered.delete(id);
      this.#waiting.push(message);
    }
    const next = this.#waiting.shift();
    if (next) this.#startWith(next, notTaken);
    else this.#settled();
  }

  #stop(id) {
    this.#rpc.request(`interrupt:${id}`, 'turn/interrupt', { threadId: this.#thread, turnId: this.#turn }, () => {}, steeringAnswer);
  }

  // ---- messages during a turn ----

  #wait(message) {
    this.#waiting.push(message);
    this.#receipt(message.id, 'queued');
  }

  #offer(message) {
    const steered = { message, answered: false };
    this.#steered.set(message.id, steered);
    this.#rpc.request(`steer:${message.id}`, 'turn/steer', {
      threadId: this.#thread, expectedTurnId: this.#turn, input: input(message.text), clientUserMessageId: message.id,
    }, (error) => {
      // It may have been seen in the conversation, or refused by an interrupt, before the answer came.
      if (!this.#steered.has(message.id)) return;
      if (error) {
        this.#steered.delete(message.id);
        this.#again(message);
      } else {
        steered.answered = true;
        this.#receipt(message.id, 'queued');
        if (!this.#starting && this.#turn === undefined) this.#over();
      }
    }, steeringAnswer);
  }

  // It was refused because the turn that it was meant for is over, or soon will be.
  #again(message) {
    if (this.#starting || this.#turn !== undefined) this.#waiting.push(message);
    else this.#startWith(message, notTaken);
  }

  #refuse(reason) {
    const left = [...this.#waiting.splice(0).map(({ id }) => id), ...this.#steered.keys()];
    this.#steered.clear();
    for (const id of left) this.#receipt(id, 'refused', reason);
  }

  #receipt(id, state, detail) {
    this.#output.say('receipt', { id, state, ...(detail && { detail }) });
  }

  // ---- what the agent says ----

  // Agents of the agent have threads of their own.
  #notice(method, params) {
    if (params.threadId !== this.#thread) return;
    if (method === 'turn/started') {
      this.#starting = true;
      this.#running(params.turn?.id);
    } else if (method === 'turn/completed' && (this.#turn === undefined || params.turn?.id === this.#turn)) {
      this.#over();
    } else if (method === 'item/started' || method === 'item/completed') {
      const id = params.item?.type === 'userMessage' ? params.item.clientId : undefined;
      if (this.#steered.delete(id)) this.#receipt(id, 'delivered');
    }
  }
}

const input = (text) => [{ type: 'text', text, text_elements: [] }];

/**
 * Nobody is there to be asked, and the sandbox is the wall: what can be allowed is allowed, and a question to a person
 * is declined.
 */
function answer(method, params) {
  switch (method) {
    case 'item/commandExecution/requestApproval':
    case 'item/fileChange/requestApproval':
      return { decision: 'accept' };
    case 'execCommandApproval':
    case 'applyPatchApproval':
      return { decision: 'approved' };
    case 'item/permissions/requestApproval':
      return { permissions: params.permissions ?? {}, scope: 'turn' };
    case 'item/tool/requestUserInput':
      return { answers: {} };
    case 'mcpServer/elicitation/request':
      // Codex asks in this form whether a tool of an MCP server may be called.
      return params._meta?.codex_approval_kind
        ? { action: 'accept', content: {}, _meta: null }
        : { action: 'decline', content: null, _meta: null };
    case 'item/tool/call':
      return { contentItems: [{ type: 'inputText', text: 'There is no such tool.' }], success: false };
    default:
      return undefined;
  }
}
