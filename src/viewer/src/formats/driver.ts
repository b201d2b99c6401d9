import { cut, name } from './bounds';
import { notice, unknown, type Found } from './found';
import { text, type Json } from './json';

const prefix = 'driver.';

/** The event of a line of the driver that our sandbox puts before an agent, or undefined when it is the agent's. */
export function driverLine(line: Json): Found | undefined {
  const type = text(line, 'type');
  if (type?.startsWith(prefix) !== true) return undefined;
  const id = name(text(line, 'id'));
  switch (type.slice(prefix.length)) {
    case 'prompt': return { event: { kind: 'prompt', text: text(line, 'text') ?? '', messageId: id }, key: `driver:${id}:prompt` };
    case 'note': return notice('driver', cut(text(line, 'text'), 2000));
    case 'idle': return notice('turn', 'The agent has nothing more to do.');
    case 'receipt': return receipt(line, id) ?? unknown('driver', type);
    default: return unknown('driver', type);
  }
}

function receipt(line: Json, id: string): Found | undefined {
  const state = text(line, 'state');
  if (state !== 'queued' && state !== 'delivered' && state !== 'refused') return undefined;
  const detail = text(line, 'detail');
  return { event: { kind: 'steering', messageId: id, state, ...(detail ? { detail: cut(detail, 2000) } : {}) }, key: `steering:${id}:${state}` };
}

/** The line of our launcher in the sandbox, or undefined when it is the agent's. */
export function launcherLine(line: Json): Found | undefined {
  const type = text(line, 'type');
  if (type?.startsWith('slackagents.') !== true) return undefined;
  const state = text(line, 'state');
  const step = name(text(line, 'step'));
  if (type === 'slackagents.exit') return notice('exit', `code ${String((line as { code?: unknown }).code).slice(0, 10)}`);
  if (type !== 'slackagents.step' || step === '' || (state !== 'started' && state !== 'completed' && state !== 'failed')) return unknown('launcher', type);
  const milliseconds = (line as { ms?: unknown }).ms;
  const detail = text(line, 'detail');
  return {
    event: {
      kind: 'step', step, state, ...(state !== 'started' && typeof milliseconds === 'number' ? { milliseconds } : {}),
      ...(detail ? { detail: cut(detail, 2000) } : {}),
    },
  };
}
