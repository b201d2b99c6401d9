import { Lines, parseObject } from './lines.mjs';
import { readPlan } from './plan.mjs';

/** More messages than anybody writes while one turn runs. */
const mostMessages = 1000;

/** What the host writes: the plan, then messages for the running turn, then the end. */
export class Host {
  #output;
  #handlers;
  #seen = new Set();
  #plan;
  #resolvePlan;
  #rejectPlan;
  #early = [];

  /** True once the host has said all. */
  ended = false;

  /** True once the turn is to end now; nothing more is given to the agent. */
  interrupted = false;

  constructor(input, output) {
    this.#output = output;
    this.#plan = new Promise((resolve, reject) => {
      this.#resolvePlan = resolve;
      this.#rejectPlan = reject;
    });
    const lines = new Lines({
      onLine: (line) => this.#read(line),
      onCut: (_, bytes) => output.complain(`a line of the host of ${bytes} bytes is too long and was left out.`),
    });
    input.on('data', (bytes) => lines.push(bytes));
    const end = () => {
      if (this.ended) return;
      lines.end();
      this.ended = true;
      this.#readPlan('');
      this.#give({ type: 'end' });
    };
    input.on('end', end);
    input.on('error', end);
    this.#read = (line) => this.#readPlan(line);
  }

  plan() {
    return this.#plan;
  }

  /** @param {{steer: (message: {id: string, text: string}) => void, interrupt: (id: string) => void, end: () => void}} handlers */
  listen(handlers) {
    this.#handlers = handlers;
    for (const order of this.#early.splice(0)) this.#give(order);
  }

  #read;

  #readPlan(line) {
    this.#read = (next) => this.#readOrder(next);
    try {
      const plan = readPlan(line);
      this.#seen.add(plan.promptId);
      this.#resolvePlan(plan);
    } catch (error) {
      this.#rejectPlan(error);
    }
  }

  #readOrder(line) {
    if (line.length === 0) return;
    const order = parseObject(line);
    if (order?.type === 'driver.steer' && typeof order.id === 'string' && typeof order.text === 'string') {
      this.#give({ type: 'steer', id: order.id, text: order.text });
    } else if (order?.type === 'driver.interrupt') {
      this.#give({ type: 'interrupt', id: String(order.id ?? '') });
    } else {
      this.#output.complain('a line of the host is neither a message nor an interrupt and was left out.');
    }
  }

  // Before the agent is there, orders wait.
  #give(order) {
    if (!this.#handlers) this.#early.push(order);
    else if (order.type === 'end') this.#handlers.end();
    else if (order.type === 'interrupt') this.#interrupt(order.id);
    else this.#steer(order);
  }

  #interrupt(id) {
    if (this.interrupted) return;
    this.interrupted = true;
    this.#handlers.interrupt(id);
  }

  // The host writes a message again when it does not know whether the first time got through.
  #steer({ id, text }) {
    if (this.#seen.has(id)) return;
    if (this.interrupted) {
      this.#output.say('receipt', { id, state: 'refused', detail: 'The turn was interrupted before.' });
    } else if (this.#seen.size > mostMessages) {
      this.#output.say('receipt', { id, state: 'refused', detail: `The turn has had ${mostMessages} messages.` });
    } else {
      this.#seen.add(id);
      this.#handlers.steer({ id, text });
    }
  }
}
