import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { Lines } from './lines.mjs';
import { familyOf, signal } from './processes.mjs';

/** A process that the agent left behind may hold its output open; its lines are not waited for longer than this. */
const lastWords = 1000;

/** How long what is left of a killed agent may take to disappear. */
const afterKill = 2000;

/** The agent's process. It stays in our process group, so that whoever stops the turn reaches it too. */
export class Agent {
  #child;

  /** Resolves with the exit code, 128 + n for a signal, when the last line was read. */
  ended;

  constructor(child, { onLine, onCut }) {
    this.#child = child;
    const lines = new Lines({ onLine, onCut });
    child.stdout.on('data', (bytes) => lines.push(bytes));
    // It may end while we write to it; that it ended is reported by its exit.
    child.stdin.on('error', () => {});
    this.ended = new Promise((resolve) => {
      const finish = () => {
        lines.end();
        resolve(child.signalCode ? 128 + constants.signals[child.signalCode] : child.exitCode);
      };
      child.once('close', finish);
      child.once('exit', () => setTimeout(finish, lastWords).unref());
    });
  }

  /** Rejects when the program cannot be started. */
  static start(command, handlers) {
    const [program, ...args] = command;
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    return new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('spawn', () => resolve(new Agent(child, handlers)));
    });
  }

  send(message) {
    if (this.#child.stdin.writable) this.#child.stdin.write(`${JSON.stringify(message)}\n`);
  }

  /** Reading stops while the host does not keep up. */
  pause() { this.#child.stdout.pause(); }

  resume() { this.#child.stdout.resume(); }

  /** Closes its input, then asks it to end, then makes it. */
  async close(graceMs) {
    const family = familyOf(this.#child.pid);
    this.#child.stdin.end();
    if (!await this.#endsWithin(graceMs)) await this.stop('SIGTERM', graceMs);
    signal(family, 'SIGKILL');
  }

  /** Nothing that it started is left behind: tools do not always end with their agent. */
  async stop(name, graceMs) {
    const family = familyOf(this.#child.pid);
    this.#child.kill(name);
    const ended = await this.#endsWithin(graceMs);
    signal([...family, ...(ended ? [] : familyOf(this.#child.pid))], 'SIGKILL');
    if (!ended) await this.#endsWithin(afterKill);
  }

  /** It ended by itself; what is left of it in our process group must not go on. */
  sweep() {
    signal(familyOf(), 'SIGKILL');
  }

  async #endsWithin(ms) {
    let timer;
    const patience = new Promise((resolve) => { timer = setTimeout(resolve, ms, false); });
    const ended = await Promise.race([this.ended.then(() => true), patience]);
    clearTimeout(timer);
    return ended;
  }
}
