// Speaks an agent's JSON-RPC inside the sandbox, so that a turn goes on while the host is being started again.
//
//   stdin    a plan, messages for the running turn, an interrupt; its end means: finish and go
//   stdout   the agent's lines as they are, and lines of ours whose type begins with "driver."
//   exit     the agent's own code when it ended before it had answered; 0 when it had; 70 and 71 see below
import { Acp } from './acp.mjs';
import { Agent } from './agent.mjs';
import { Codex } from './codex.mjs';
import { Host } from './host.mjs';
import { Output } from './output.mjs';
import { writeFiles } from './plan.mjs';

/** The plan made no sense, or the agent did not speak its protocol. */
const protocolFailed = 70;

/** The agent's program could not be started. */
const startFailed = 71;

/** The script that started us ends its whole group after five seconds; we want to be gone before. */
const longestSignalGrace = 4500;

const signals = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

const output = new Output(process.stdout);
const host = new Host(process.stdin, output);
let agent;
let dialect;
let graceMs = 0;
let begun = false;
let leaving = false;
let restarting = false;
let stopping = Promise.resolve();

// Whatever goes wrong in here: the agent is not left alone, and it is said.
process.on('uncaughtException', (error) => leave(protocolFailed, `the driver failed: ${error?.stack ?? error}`));
process.stdout.on('error', () => leave(protocolFailed, 'nobody reads the output any more.'));
process.stderr.on('error', () => {});
for (const [name, code] of Object.entries(signals)) process.on(name, () => leave(code, `stopped by ${name}.`, name));

await run();

async function run() {
  let plan;
  try {
    plan = await host.plan();
    graceMs = plan.graceMs;
    await writeFiles(plan.files);
  } catch (error) {
    await leave(protocolFailed, error.message);
    return;
  }
  if (!await start(plan.command)) return;
  process.stdout.on('drain', () => agent.resume());
  const restart = () => startAgain(plan.command);
  dialect = new (plan.dialect === 'codex' ? Codex : Acp)(plan, { send: (message) => agent.send(message), output, settled, restart, failed });
  output.joinWith((message) => dialect.piece(message));
  host.listen({ steer: (message) => dialect.steer(message), interrupt, end: () => begun && !dialect.busy && finish() });
  try {
    await dialect.begin();
    begun = true;
  } catch (error) {
    await failed(error);
  }
}

function failed(error) {
  return leave(protocolFailed, error.message);
}

async function start(command) {
  try {
    agent = await Agent.start(command, { onLine: read, onCut: readCut });
  } catch (error) {
    await leave(startFailed, `the agent ${command[0]} could not be started: ${error.message}`);
    return false;
  }
  agent.ended.then(agentEnded);
  return true;
}

/** Resolves to whether it runs again. */
async function startAgain(command) {
  restarting = true;
  await agent.close(graceMs);
  await agent.ended;
  restarting = false;
  return !leaving && start(command);
}

function read(line) {
  const message = output.pass(line, (one) => dialect.swallows(one));
  if (message) dialect.receive(message);
  if (process.stdout.writableNeedDrain) agent.pause();
}

function readCut(head, bytes) {
  output.say('note', { text: `A line of the agent of ${bytes} bytes was too long and was left out. It began: ${head.slice(0, 200)}` });
  dialect.receiveCut(head);
}

function settled() {
  if (leaving || dialect.busy) return;
  output.say('idle');
  if (host.ended) finish();
}

function interrupt(id) {
  dialect.interrupt(id);
  setTimeout(() => {
    if (leaving || !dialect.busy) return;
    output.complain(`the agent did not end its turn within ${graceMs / 1000} s of the interrupt and is ended.`);
    stopping = agent.stop('SIGTERM', graceMs / 2);
  }, graceMs);
}

/** All is answered and nothing more will come. What the agent does after that does not change that it has answered. */
async function finish() {
  if (leaving) return;
  leaving = true;
  await agent.close(graceMs);
  sayCode(await agent.ended);
  await exit(0);
}

async function agentEnded(code) {
  if (leaving || restarting) return;
  leaving = true;
  const answered = begun && !dialect.busy;
  dialect.abandon('The agent ended before it was delivered.');
  await stopping;
  agent.sweep();
  if (answered) {
    sayCode(code);
  } else {
    output.complain(`the agent ended with exit code ${code} before it had answered.`);
  }
  await exit(answered ? 0 : code || protocolFailed);
}

async function leave(code, sentence, signal = 'SIGTERM') {
  if (leaving) return;
  leaving = true;
  output.complain(sentence);
  dialect?.abandon('The turn ended before it was delivered.');
  await agent?.stop(signal, Math.min(graceMs, longestSignalGrace));
  await exit(code);
}

function sayCode(code) {
  if (code !== 0) output.complain(`the agent had answered and then ended with exit code ${code}.`);
}

async function exit(code) {
  await output.close();
  process.exit(code);
}
