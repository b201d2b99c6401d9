/** More tool calls than this at once are not told apart. */
const mostTools = 1000;

/**
 * Finds out when a message that was put into a running turn has reached the model, for agents that do not say. The
 * model has it when it was called again: after all tools that ran have ended, or when a new message of it begins.
 */
export class Steps {
  #waiting = new Map();
  #open = new Set();
  #known = new Set();
  #message;

  /** @param {string} id the message @param {string} prompt the request whose answer proves it at the latest */
  waitFor(id, prompt) {
    this.#waiting.set(id, { prompt, during: this.#message, sawToolEnd: false });
  }

  /** Messages that this update proves to have been taken in. */
  see(update) {
    switch (update.sessionUpdate) {
      case 'tool_call':
      case 'tool_call_update':
        return this.#seeTool(update);
      case 'agent_message_chunk':
      case 'agent_thought_chunk':
        return this.#seeText(update.messageId);
      default:
        return [];
    }
  }

  /** Messages that the answer to this request proves to have been taken in. */
  takenIn(prompt) {
    return this.#take((waiting) => waiting.prompt === prompt);
  }

  takeAll() {
    return this.#take(() => true);
  }

  /** The turn is over. */
  clear() {
    this.#open.clear();
    this.#known.clear();
    this.#message = undefined;
  }

  #seeTool({ toolCallId, status }) {
    if (status === 'completed' || status === 'failed') {
      this.#open.delete(toolCallId);
      for (const waiting of this.#waiting.values()) waiting.sawToolEnd = true;
    } else if (!this.#known.has(toolCallId) && this.#known.size < mostTools) {
      const taken = this.#atStep();
      this.#known.add(toolCallId);
      this.#open.add(toolCallId);
      return taken;
    }
    return [];
  }

  #seeText(message) {
    const taken = [...this.#atStep(), ...(message === undefined ? [] : this.#take(({ during }) => during !== undefined && during !== message))];
    this.#message = message ?? this.#message;
    return taken;
  }

  #atStep() {
    return this.#open.size === 0 ? this.#take(({ sawToolEnd }) => sawToolEnd) : [];
  }

  #take(isTaken) {
    const taken = [...this.#waiting].filter(([, waiting]) => isTaken(waiting)).map(([id]) => id);
    for (const id of taken) this.#waiting.delete(id);
    return taken;
  }
}
