import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { open } from './acp-session.mjs';
import { Steps } from './acp-steps.mjs';
import { keyWithout } from './output.mjs';
import { methodNotFound, Rpc } from './rpc.mjs';

/** Updates that are part of the conversation. Before our first prompt they tell an old one again, or belong to none. */
const conversation = new Set([
  'user_message_chunk', 'agent_message_chunk', 'agent_thought_chunk', 'tool_call', 'tool_call_update', 'plan', 'usage_update',
]);

const chunks = new Set(['agent_message_chunk', 'agent_thought_chunk', 'user_message_chunk']);

/** Qwen Code asks for these between two steps. */
const drainQueue = 'craft/drainMidTurnQueue';

/** How long an agent may take to say whether it takes a message in. */
const steeringAnswer = 30_000;

/** An old conversation is told without a pause. Some agents go on telling it after they have said that it is loaded. */
const quiet = 500;
const longestReplay = 20_000;

const gaveUpStep = 'The step under way was given up for it.';
const beganNewTurn = 'The agent had just finished; it went on with this.';

/** The Agent Client Protocol, agentclientprotocol.com, version 1. */
export class Acp {
  #plan;
  #output;
  #settled;
  #restart;
  #failed;
  #rpc;
  #sessionId;
  #steer;
  #prompted = false;
  #interrupted = false;
  #cancelling = false;
  #gaveUp = false;
  #reopening = false;
  #replayed = 0;
  #heard = 0;
  #running = new Map();
  #waiting = [];
  #offered = new Map();
  #steps = new Steps();

  /**
   * @param settled is called whenever nothing may be left to do
   * @param restart ends the agent's program and starts it again; resolves to whether it runs
   * @param failed is called when nothing can go on
   */
  constructor(plan, { send, output, settled, restart, failed }) {
    this.#plan = plan;
    this.#output = output;
    this.#settled = settled;
    this.#restart = restart;
    this.#failed = failed;
    this.#steer = plan.steer ?? 'cancel';
    this.#rpc = new Rpc(send, {
      onRequest: (method, params) => this.#answer(method, params),
      onNotification: (method, params) => this.#notice(method, params),
    });
  }

  get busy() {
    return this.#reopening || this.#running.size + this.#waiting.length + this.#offered.size > 0;
  }

  receive(message) { this.#rpc.receive(message); }

  receiveCut(head) { this.#rpc.receiveCut(head); }

  /** The text of a line that may be joined with the next. */
  piece(message) {
    const update = message.method === 'session/update' ? message.params?.update : undefined;
    if (!chunks.has(update?.sessionUpdate) || update.content?.type !== 'text' || typeof update.content.text !== 'string') return undefined;
    return { holder: update.content, field: 'text', key: keyWithout(message, update.content, 'text') };
  }

  swallows(message) {
    // What it says while it finds its way back into the session was all said before.
    if (this.#reopening) {
      this.#heard = Date.now();
      return true;
    }
    const old = !this.#prompted && message.method === 'session/update' && conversation.has(message.params?.update?.sessionUpdate);
    if (old) {
      this.#replayed++;
      this.#heard = Date.now();
    }
    return old;
  }

  async begin() {
    const session = await open(this.#rpc, this.#plan, this.#output);
    this.#sessionId = session.id;
    if (session.replays) await this.#untilQuiet();
    if (this.#replayed > 0) {
      this.#output.say('note', { text: `${this.#replayed} updates from before this turn were left out.` });
    }
    if (this.#interrupted) {
      this.#settled();
      return;
    }
    // Whoever wrote while the session was being opened is read with the first prompt.
    const early = this.#waiting.splice(0);
    this.#prompted = true;
    this.#prompt([{ id: this.#plan.promptId, text: this.#plan.prompt }, ...early], session.isNew ? this.#plan.instructions : '');
    for (const { id } of early) this.#receipt(id, 'delivered');
  }

  steer(message) {
    if (!this.#prompted || this.#reopening) this.#wait(message);
    else if (this.#running.size === 0) this.#begin([message]);
    else if (this.#steer === 'extension') this.#offer(message);
    else if (this.#steer === 'prompt') this.#inject(message);
    else if (this.#steer === 'drain') this.#wait(message);
    else this.#cutIn(message);
  }

  interrupt() {
    this.#interrupted = true;
    this.#refuse('The turn was interrupted before.');
    if (this.#running.size > 0) this.#cancel();
  }

  /** The agent is gone. */
  abandon(reason) {
    this.#interrupted = true;
    this.#refuse(reason);
    this.#rpc.close(reason);
  }

  async #untilQuiet() {
    const start = Date.now();
    this.#heard = start;
    for (let now = start; now < this.#heard + quiet && now < start + longestReplay; now = Date.now()) {
      await sleep(this.#heard + quiet - now);
      // What has arrived while we slept is read before we look at the clock.
      await setImmediate();
    }
  }

  // ---- prompts ----

  #prompt(messages, instructions = '') {
    const id = `prompt:${messages[0].id}`;
    for (const message of messages) this.#output.say('prompt', message);
    this.#running.set(id, messages);
    const texts = [instructions, ...messages.map(({ text }) => text)].filter((text) => text !== '');
    const params = { sessionId: this.#sessionId, prompt: texts.map((text) => ({ type: 'text', text })) };
    this.#rpc.request(id, 'session/prompt', params, (error, result) => this.#finished(id, error, result));
  }

  #finished(id, error, result) {
    this.#running.delete(id);
    for (const message of this.#steps.takenIn(id)) {
      this.#receipt(message, error ? 'refused' : 'delivered', error?.message);
    }
    if (this.#running.size > 0) return;
    this.#cancelling = false;
    this.#steps.clear();
    if (this.#waiting.length > 0) this.#begin(this.#waiting.splice(0), result?.stopReason === 'cancelled' ? gaveUpStep : beganNewTurn);
    else this.#settled();
  }

  #begin(messages, detail) {
    if (this.#gaveUp && this.#steer === 'restart') {
      this.#waiting.unshift(...messages);
      this.#reopen(detail);
      return;
    }
    this.#prompt(messages);
    for (const { id } of messages) this.#receipt(id, 'delivered', detail);
  }

  // An agent that forgets what it was doing when it is cancelled has written it down: only its memory is wrong.
  async #reopen(detail) {
    this.#reopening = true;
    try {
      if (!await this.#restart()) return;
      const session = await open(this.#rpc, { ...this.#plan, resumeSession: this.#sessionId }, this.#output);
      if (session.replays) await this.#untilQuiet();
    } catch (error) {
      this.#failed(error);
      return;
    }
    this.#reopening = false;
    this.#gaveUp = false;
    this.#output.say('note', { text: 'The agent was started again, to go on with the session after the step that was given up.' });
    if (this.#waiting.length > 0) this.#begin(this.#waiting.splice(0), detail);
    else this.#settled();
  }

  #cancel() {
    this.#gaveUp = true;
    this.#rpc.notify('session/cancel', { sessionId: this.#sessionId });
  }

  // ---- messages during a turn ----

  #wait(message, detail) {
    this.#waiting.push(message);
    this.#receipt(message.id, 'queued', detail);
  }

  #cutIn(message) {
    this.#wait(message, 'The step under way is given up for it.');
    if (this.#cancelling) return;
    this.#cancelling = true;
    this.#cancel();
  }

  // The agent takes it in at its next step. It does not say when, so that is read from what it does.
  #inject(message) {
    this.#steps.waitFor(message.id, `prompt:${message.id}`);
    this.#prompt([message]);
    this.#receipt(message.id, 'queued');
  }

  #offer(message) {
    this.#offered.set(message.id, message);
    const params = { sessionId: this.#sessionId, prompt: [{ type: 'text', text: message.text }] };
    this.#rpc.request(`steer:${message.id}`, '_session/steering', params, (error, result) => this.#taken(message, error, result), steeringAnswer);
  }

  #taken(message, error, result) {
    // An interrupt may have refused it in between.
    if (!this.#offered.delete(message.id)) return;
    if (result?.outcome === 'injected') {
      this.#receipt(message.id, 'delivered');
      if (!this.busy) this.#settled();
      return;
    }
    // An agent that does not know the extension will not learn it during this turn.
    if (error?.code === methodNotFound) this.#steer = 'cancel';
    if (this.#running.size > 0) this.#cutIn(message);
    else this.#begin([message], beganNewTurn);
  }

  #receipt(id, state, detail) {
    this.#output.say('receipt', { id, state, ...(detail && { detail }) });
  }

  #refuse(reason) {
    const left = [...this.#waiting.splice(0).map(({ id }) => id), ...this.#offered.keys(), ...this.#steps.takeAll()];
    this.#offered.clear();
    for (const id of left) this.#receipt(id, 'refused', reason);
  }

  // ---- what the agent says and asks ----

  #notice(method, params) {
    if (method !== 'session/update') return;
    for (const id of this.#steps.see(params.update ?? {})) this.#receipt(id, 'delivered');
  }

  #answer(method, params) {
    switch (method) {
      case 'session/request_permission': return { outcome: allow(params.options) };
      case 'elicitation/create': return { action: 'decline' };
      case drainQueue: return this.#steer === 'drain' ? this.#drain() : undefined;
      default: return undefined;
    }
  }

  #drain() {
    const messages = this.#waiting.splice(0);
    for (const { id } of messages) this.#receipt(id, 'delivered');
    return { messages: messages.map(({ text }) => text), hasQueuedPrompt: false };
  }
}

/** Nobody is there to be asked, and the sandbox is the wall: what can be allowed is allowed. */
function allow(options) {
  const offered = Array.isArray(options) ? options : [];
  const option = ['allow_always', 'allow_once'].map((kind) => offered.find((one) => one?.kind === kind)).find(Boolean);
  return option ? { outcome: 'selected', optionId: option.optionId } : { outcome: 'cancelled' };
}
