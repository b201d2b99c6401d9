import { parseObject } from './lines.mjs';

/** How long a piece of text waits for the next one. */
const longestWait = 200;

/** How much text one line carries; more begins a new line. */
const longestText = 4096;

/** Types of lines that only we or the sandbox's own scripts may print. */
const reserved = /^(driver|slackagents)\./;

/**
 * What the host reads: the agent's lines as they are, and ours. Agents send text word by word, each in a line with a
 * few hundred bytes around it; pieces that differ in nothing but their text become one line of the same shape.
 */
export class Output {
  #stream;
  #pieceOf = () => undefined;
  #held;
  #timer;

  constructor(stream) {
    this.#stream = stream;
  }

  /** @param {(message: object) => {holder: object, field: string, key: string} | undefined} find the text in a line that may be joined */
  joinWith(find) {
    this.#pieceOf = find;
  }

  /** One line of ours. */
  say(type, fields = {}) {
    this.flush();
    this.#stream.write(`${JSON.stringify({ type: `driver.${type}`, ...fields })}\n`);
  }

  /** For people who look into the run; the host keeps it and acts on none of it. */
  complain(sentence) {
    process.stderr.write(`driver: ${sentence}\n`);
  }

  /**
   * One line of the agent; what it says, when that is for us too. Only objects are passed on, and none that looks like
   * a line of ours: by those the host knows when a turn is over.
   */
  pass(line, swallows) {
    const message = parseObject(line);
    if (message === undefined || reserved.test(message.type)) {
      if (line.length > 0) process.stderr.write(Buffer.concat([line, Buffer.from('\n')]));
      return undefined;
    }
    if (!swallows(message)) this.#print(line, message);
    return message;
  }

  flush() {
    clearTimeout(this.#timer);
    const held = this.#held;
    this.#held = undefined;
    if (!held) return;
    if (held.pieces === 1) {
      this.#write(held.line);
    } else {
      held.holder[held.field] = held.text;
      this.#write(Buffer.from(JSON.stringify(held.message)));
    }
  }

  /** Resolves when the host has got everything. */
  async close() {
    this.flush();
    if (this.#stream.destroyed) return;
    await new Promise((resolve) => this.#stream.write('', () => resolve()));
  }

  #print(line, message) {
    const piece = this.#pieceOf(message);
    if (!piece || typeof piece.holder[piece.field] !== 'string') {
      this.flush();
      this.#write(line);
      return;
    }
    const text = piece.holder[piece.field];
    if (this.#held && (this.#held.key !== piece.key || this.#held.text.length + text.length > longestText)) this.flush();
    if (this.#held) {
      this.#held.text += text;
      this.#held.pieces++;
    } else {
      this.#held = { ...piece, line, message, text, pieces: 1 };
      this.#timer = setTimeout(() => this.flush(), longestWait);
    }
  }

  #write(line) {
    this.#stream.write(line);
    this.#stream.write('\n');
  }
}

/** Everything about a line but one text in it; lines with the same key may be joined. */
export function keyWithout(message, holder, field) {
  const text = holder[field];
  try {
    holder[field] = '';
    return JSON.stringify(message);
  } finally {
    holder[field] = text;
  }
}
