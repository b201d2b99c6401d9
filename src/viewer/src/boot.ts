import type { RunsAnswer } from './pages/runs/answer';
import type { RunBoot } from './sources/boot';

/** What the host puts into the page, so that the first view needs no further request. */
export interface Boot {
  page: 'run' | 'runs' | 'open' | 'refusal';
  run?: RunBoot;
  runs?: RunsAnswer;
  viewer?: { signedIn?: { name: string } | null; canSignIn?: boolean };
}

/** Of the `<script type="application/json" id="boot">` in the page; null when there is none or it cannot be read. */
export function readBoot(from: Document = document): Boot | null {
  const text = from.getElementById('boot')?.textContent;
  if (!text) return null;
  try {
    return JSON.parse(text) as Boot;
  } catch {
    return null;
  }
}
