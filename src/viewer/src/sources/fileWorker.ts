import type { ToService } from './fileMessages';
import { serveFile } from './fileService';

// In a worker `self` is its scope; the page's types know only the window.
const scope = self as unknown as DedicatedWorkerGlobalScope;

serveFile({
  post: (message, transfer = []) => { scope.postMessage(message, transfer); },
  listen: heard => { scope.addEventListener('message', (event: MessageEvent<ToService>) => { heard(event.data); }); },
});
