import type { ToPage } from './fileMessages';
import { pairOfPorts } from './fileMessages';
import type { FilePort } from './fileSource';
import workerAddress from './fileWorker?worker&url';

/** The page's policy names it: a worker's address is one of the few things that may not be any text. */
const policyName = 'slackagents-worker';

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(address: string): string }): { createScriptURL(address: string): string };
}

/** A worker that reads a file; where there can be none, a part of the page does it in small steps. */
export async function openFilePort(): Promise<FilePort> {
  const worker = await startWorker();
  if (worker) return worker;
  const { serveFile } = await import('./fileService');
  const { page, service } = pairOfPorts();
  serveFile(service);
  return { ...page, close: () => { page.post({ type: 'close' }); } };
}

/** Resolves once the worker speaks; undefined when it cannot be made: its script is not found, or the page may have none. */
async function startWorker(): Promise<FilePort | undefined> {
  let worker: Worker;
  try {
    worker = new Worker(trusted(workerAddress), { type: 'module' });
  } catch {
    return undefined;
  }
  const isReady = await new Promise<boolean>(resolve => {
    worker.addEventListener('message', () => { resolve(true); }, { once: true });
    worker.addEventListener('error', () => { resolve(false); }, { once: true });
  });
  if (!isReady) {
    worker.terminate();
    return undefined;
  }
  return {
    post: (message, transfer = []) => { worker.postMessage(message, transfer); },
    listen: heard => {
      worker.addEventListener('message', (event: MessageEvent<ToPage>) => { heard(event.data); });
      worker.addEventListener('error', () => { heard({ type: 'failed', sentence: 'Reading this file took more than this device has. Try a part of it.' }); });
    },
    close: () => { worker.terminate(); },
  };
}

let policy: { createScriptURL(address: string): string } | undefined;

function trusted(address: string): string {
  const types = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
  if (!types) return address;
  policy ??= types.createPolicy(policyName, {
    createScriptURL: wanted => {
      if (wanted !== address) throw new TypeError('Only the worker of this page may be started.');
      return wanted;
    },
  });
  return policy.createScriptURL(address);
}
