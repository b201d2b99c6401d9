import type { VNode } from 'preact';
import { Icon, type IconName } from '../../ui/icon';
import { own } from '../../ui/own';

type Tone = 'accent' | 'good' | 'bad' | 'warn' | 'quiet';

const looks: Readonly<Record<string, readonly [IconName, Tone]>> = {
  Queued: ['clock', 'quiet'],
  Preparing: ['clock', 'accent'],
  Running: ['play', 'accent'],
  Stopping: ['pause', 'warn'],
  Publishing: ['up', 'accent'],
  Held: ['hand', 'warn'],
  Finished: ['check', 'good'],
  Failed: ['cross', 'bad'],
  Stopped: ['stop', 'warn'],
};

/** The run's state as a word with an icon; the colour only repeats it. */
export function StateBadge({ state }: { state: string }): VNode {
  const [icon, tone] = own(looks, state) ?? ['flag', 'quiet'];
  return <span class={`state tone-${tone}`}><Icon name={icon} />{state}</span>;
}
