import type { VNode } from 'preact';
import { cleanLine } from '../../../text/clean';
import { Icon, type IconName } from '../../../ui/icon';
import { own } from '../../../ui/own';

type Look = readonly [IconName, 'good' | 'bad' | 'warn' | 'quiet'];

const good: Look = ['check', 'good'];
const bad: Look = ['cross', 'bad'];
const waiting: Look = ['hand', 'warn'];

const looks: Readonly<Record<string, Look>> = {
  allowed: good, accepted: good, approved: good, pushed: good, 'already there': good, answered: good,
  refused: bad, rejected: bad, failed: bad, denied: bad,
  held: waiting, expired: waiting, withdrawn: waiting,
};

/** What was decided about something, as a word with a sign. */
export function Verdict({ verdict }: { verdict: string }): VNode {
  const [icon, tone] = own(looks, verdict.toLowerCase()) ?? ['flag', 'quiet'];
  return <span class={`verdict tone-${tone}`}><Icon name={icon} />{cleanLine(verdict, 40)}</span>;
}
