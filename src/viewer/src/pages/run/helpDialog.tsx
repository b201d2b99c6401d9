import type { VNode } from 'preact';
import { Dialog } from '../../ui/dialog';
import type { RunView } from './runView';

const keys: readonly (readonly [readonly string[], string])[] = [
  [['j', '↓'], 'next entry'],
  [['k', '↑'], 'entry before'],
  [['Enter'], 'open or close it'],
  [['n'], 'next failure'],
  [['p'], 'failure before'],
  [['/'], 'search'],
  [['Enter', 'Shift Enter'], 'in the search: next hit, hit before'],
  [['f'], 'follow the end while the run is live'],
  [['g', 'G'], 'first entry, last entry'],
  [['c', 'm'], 'copy the link to an entry, copy it as Markdown'],
  [['1', '…', '5'], 'timeline, overview, time, door, files'],
  [['Esc'], 'leave the search, show everything again'],
  [['?'], 'this list'],
];

export function HelpDialog({ view }: { view: RunView }): VNode {
  return (
    <Dialog title="Keys" open={view.helping.value} onClose={() => { view.helping.value = false; }}>
      <dl class="keys">
        {keys.map(([pressed, does]) => (
          <div key={does}><dt>{pressed.map(key => <kbd key={key}>{key}</kbd>)}</dt><dd>{does}</dd></div>
        ))}
      </dl>
    </Dialog>
  );
}
