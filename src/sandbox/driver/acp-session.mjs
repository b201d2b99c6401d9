import { RpcError, SessionLost } from './rpc.mjs';

const protocolVersion = 1;

/** Makes a session, or goes on with one, and sets its mode and model. */
export async function open(rpc, plan, output) {
  const ask = (id, method, params) => rpc.ask(id, method, params, plan.handshakeMs);
  const agent = await ask('initialize', 'initialize', {
    protocolVersion,
    clientInfo: { name: 'slackagents', title: 'SlackAgents', version: '1.0.0' },
    // Files and commands are the agent's own business: it is in the sandbox as we are.
    clientCapabilities: { fs: { readTextFile: false, writeTextFile: false }, terminal: false },
  });
  if (agent.protocolVersion !== protocolVersion) {
    throw new RpcError(`The agent speaks version ${agent.protocolVersion} of the protocol, and not ${protocolVersion}.`);
  }
  const capabilities = agent.agentCapabilities ?? {};
  const where = { cwd: process.cwd(), mcpServers: servers(plan, capabilities, output) };
  const { session, replays } = plan.resumeSession
    ? await resume(ask, plan, capabilities, where)
    : { session: await ask('session', 'session/new', where), replays: false };
  const id = plan.resumeSession ?? session.sessionId;
  if (typeof id !== 'string') throw new RpcError('The agent made a session without a name.');
  await setMode(ask, plan.sessionMode, id, session, output);
  await setModel(ask, plan.model, id, session, output);
  return { id, isNew: !plan.resumeSession, replays };
}

function servers(plan, capabilities, output) {
  if (plan.mcpServers.length === 0) return [];
  if (!capabilities.mcpCapabilities?.http) {
    output.complain('the agent takes no MCP servers over HTTP; it works without them.');
    return [];
  }
  return plan.mcpServers.map(({ name, url }) => ({ type: 'http', name, url, headers: [] }));
}

async function resume(ask, plan, capabilities, where) {
  const can = {
    'session/resume': capabilities.sessionCapabilities?.resume !== undefined && capabilities.sessionCapabilities.resume !== null,
    'session/load': capabilities.loadSession === true,
  };
  const methods = ['session/resume', 'session/load'];
  if (plan.resumeMethod === 'session/load') methods.reverse();
  let reason = 'The agent can resume no session.';
  for (const method of methods.filter((one) => can[one])) {
    try {
      const session = await ask(method, method, { sessionId: plan.resumeSession, ...where });
      return { session, replays: method === 'session/load' };
    } catch (error) {
      reason = error.message;
    }
  }
  throw new SessionLost(plan.resumeSession, reason);
}

// Without the mode the agent asks before each step, and is answered; so a failure here is none of the turn.
async function setMode(ask, modeId, sessionId, session, output) {
  if (!modeId || session.modes?.currentModeId === modeId) return;
  try {
    await ask('session/set_mode', 'session/set_mode', { sessionId, modeId });
  } catch (error) {
    output.complain(`the agent did not take the mode ${modeId}: ${error.message}`);
  }
}

async function setModel(ask, model, sessionId, session, output) {
  if (!model) return;
  const option = session.configOptions?.find?.((one) => one?.category === 'model' && optionValues(one).includes(model));
  const listed = session.models?.availableModels?.some?.((one) => one?.modelId === model);
  if ((option?.currentValue ?? session.models?.currentModelId) === model) return;
  try {
    if (option) await ask('model', 'session/set_config_option', { sessionId, configId: option.id, value: model });
    else if (listed) await ask('model', 'session/set_model', { sessionId, modelId: model });
    else output.complain(`the agent does not offer the model ${model}; it uses the one of its own settings.`);
  } catch (error) {
    output.complain(`the agent did not take the model ${model}: ${error.message}`);
  }
}

/** Values of a choice, which may be in groups. */
function optionValues({ options }) {
  return (Array.isArray(options) ? options : []).flatMap((one) => (Array.isArray(one?.options) ? one.options : [one])).map((one) => one?.value);
}
