import type { VNode } from 'preact';
import { cleanLine } from '../text/clean';
import { plural } from '../ui/format';
import { own } from '../ui/own';
import { Head } from './head';
import { isLoose, listOf, textOf, type Loose } from './safe';

const mostSteps = 200;
const words: Readonly<Record<string, string | undefined>> = { completed: 'done', in_progress: 'at it', pending: 'open' };

/** The agent's plan as it stood then. */
export function Todo({ event }: { event: Loose }): VNode {
  const steps = listOf(event, 'items').filter(isLoose).map(item => ({ text: textOf(item, 'text'), status: textOf(item, 'status') }));
  const done = steps.filter(step => step.status === 'completed').length;
  return (
    <>
      <Head icon="list"><b>Plan</b> <span class="aside">{steps.length === 0 ? 'without steps' : `${done} of ${plural(steps.length, 'step')} done`}</span></Head>
      {steps.length > 0 && (
        <ul class="todo">
          {steps.slice(0, mostSteps).map(step => (
            <li class={Object.hasOwn(words, step.status) ? step.status : 'pending'}>
              <span class={step.status === 'completed' ? 'tick done' : step.status === 'in_progress' ? 'tick half' : 'tick'} role="img" aria-label={own(words, step.status) ?? 'open'} />
              <bdi>{cleanLine(step.text, 500)}</bdi>
            </li>
          ))}
        </ul>
      )}
      {steps.length > mostSteps && <p class="item-note">{plural(steps.length - mostSteps, 'more step')} are in the download.</p>}
    </>
  );
}
