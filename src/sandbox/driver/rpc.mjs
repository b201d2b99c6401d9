/** For a request that the other side sent and we do not serve. */
export const methodNotFound = -32601;

const noAnswer = -32000;

/** What the other side answered a request with when it refused it, or what kept it from answering. */
export class RpcError extends Error {
  constructor(message, code = noAnswer) {
    super(message);
    this.code = code;
  }
}

/** The session to be gone on with is not there any more, or the agent cannot. */
export class SessionLost extends Error {
  constructor(session, reason) {
    super(`session ${session} could not be resumed: ${reason}`);
  }
}

/**
 * JSON-RPC with one agent. Answers are given to their callers at once and not by promises: the line after an answer may
 * be about what the answer said, and both may have come in one piece.
 */
export class Rpc {
  #send;
  #handlers;
  #header;
  #pending = new Map();

  /**
   * @param {(message: object) => void} send
   * @param {{header?: object, onRequest: (method: string, params: object) => object | undefined,
   *   onNotification: (method: string, params: object) => void}} handlers a request that onRequest has no answer for is refused
   */
  constructor(send, { header = { jsonrpc: '2.0' }, ...handlers }) {
    this.#send = send;
    this.#header = header;
    this.#handlers = handlers;
  }

  /** Ids are words, so that whoever reads only the agent's lines knows what an answer belongs to. */
  request(id, method, params, settle, timeoutMs = 0) {
    const timer = timeoutMs > 0
      ? setTimeout(() => this.#settle(id, new RpcError(`The agent did not answer ${method} within ${timeoutMs / 1000} s.`)), timeoutMs)
      : undefined;
    this.#pending.set(id, { settle, timer });
    this.#send({ ...this.#header, id, method, params });
  }

  /** The same as a promise, for what is done one after the other. */
  ask(id, method, params, timeoutMs) {
    return new Promise((resolve, reject) => {
      this.request(id, method, params, (error, result) => (error ? reject(error) : resolve(result)), timeoutMs);
    });
  }

  notify(method, params) {
    this.#send({ ...this.#header, method, ...(params && { params }) });
  }

  receive(message) {
    const { id, method, params } = message;
    if (typeof method === 'string') {
      if (id === undefined) this.#handlers.onNotification(method, params ?? {});
      else this.#answer(id, method, params ?? {});
    } else if (message.error !== undefined && message.error !== null) {
      this.#settle(id, new RpcError(reasonOf(message.error), message.error.code));
    } else {
      this.#settle(id, undefined, message.result ?? {});
    }
  }

  /** A line was too long to be read. Whoever waits for what it said must not wait for ever. */
  receiveCut(head) {
    const id = /"id"\s*:\s*("(?:[^"\\]|\\.)*"|\d+)/.exec(head.slice(0, 400))?.[1];
    if (id === undefined) return;
    if (/"method"\s*:/.test(head.slice(0, 400))) {
      this.#send({ ...this.#header, id: JSON.parse(id), error: { code: -32600, message: 'The line was too long.' } });
    } else {
      this.#settle(JSON.parse(id), new RpcError('The answer was too long to be read.'));
    }
  }

  /** The agent is gone: nothing will be answered any more. */
  close(reason) {
    for (const id of [...this.#pending.keys()]) this.#settle(id, new RpcError(reason));
  }

  #settle(id, error, result) {
    const waiting = this.#pending.get(id);
    if (!waiting) return;
    this.#pending.delete(id);
    clearTimeout(waiting.timer);
    waiting.settle(error, result);
  }

  // Whatever is asked is answered: an agent that waits for its client waits without end.
  #answer(id, method, params) {
    const result = this.#handlers.onRequest(method, params);
    this.#send(result === undefined
      ? { ...this.#header, id, error: { code: methodNotFound, message: `Method not found: ${method.slice(0, 100)}` } }
      : { ...this.#header, id, result });
  }
}

/** Agents put what happened into the message or into the data beside it. */
function reasonOf({ message, data }) {
  const texts = [message, data, data?.details, data?.message].filter((text) => typeof text === 'string' && text !== '');
  return texts.join(': ').slice(0, 1000) || 'The agent gave no reason.';
}
