import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { parseObject } from './lines.mjs';

/** The plan cannot be carried out; the message says why. */
export class PlanError extends Error {}

const defaults = { instructions: '', mcpServers: [], files: {}, handshakeMs: 60_000, graceMs: 5000 };

const isText = (value) => typeof value === 'string';
const isTextOrMissing = (value) => value === undefined || isText(value);

/** The first line of the host. */
export function readPlan(line) {
  const plan = parseObject(line ?? '');
  if (!plan) throw new PlanError('The first line of the input is not a plan.');
  const wrong = [
    ['dialect', ['acp', 'codex'].includes(plan.dialect)],
    ['command', Array.isArray(plan.command) && plan.command.length > 0 && plan.command.every(isText) && plan.command[0] !== ''],
    ['promptId', isText(plan.promptId) && plan.promptId !== ''],
    ['prompt', isText(plan.prompt)],
    ...['instructions', 'model', 'resumeSession', 'resumeMethod', 'sessionMode', 'steer'].map((name) => [name, isTextOrMissing(plan[name])]),
    ...['handshakeMs', 'graceMs'].map((name) => [name, plan[name] === undefined || (Number.isInteger(plan[name]) && plan[name] > 0)]),
    ['mcpServers', plan.mcpServers === undefined || (Array.isArray(plan.mcpServers) && plan.mcpServers.every((server) => isText(server?.name) && isText(server.url)))],
    ['files', plan.files === undefined || (typeof plan.files === 'object' && plan.files !== null && Object.values(plan.files).every(isText))],
  ].filter(([, right]) => !right).map(([name]) => name);
  if (wrong.length > 0) throw new PlanError(`The plan has no usable ${wrong.join(', ')}.`);
  return { ...defaults, ...plan };
}

/** The agent's settings, below the home directory. */
export async function writeFiles(files) {
  const home = process.env.HOME || homedir();
  for (const [name, content] of Object.entries(files)) {
    const target = path.resolve(home, name);
    if (path.isAbsolute(name) || !target.startsWith(home.replace(/\/*$/, '/'))) {
      throw new PlanError(`The plan's file ${name} is not below the home directory.`);
    }
    try {
      await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
      // An agent of an earlier turn may have put a link there; a rename takes its place instead of writing through it.
      const fresh = `${target}.${process.pid}.new`;
      await rm(fresh, { force: true });
      await writeFile(fresh, content, { mode: 0o600, flag: 'wx' });
      await rename(fresh, target);
    } catch (error) {
      throw new PlanError(`The plan's file ${name} could not be written: ${error.message}`);
    }
  }
}
