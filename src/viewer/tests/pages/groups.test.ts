import { expect, it } from 'vitest';
import { countGroups, groups } from '../../src/pages/run/groups';
import { plainView } from '../../src/pages/run/hash';
import { RunView } from '../../src/pages/run/runView';
import { Timeline } from '../../src/timeline/timeline';
import { categories } from '../../src/trace/row';
import { command, FakeSource, say } from './fakeSource';

it('puts every category into exactly one group', () => {
  expect(groups.flatMap(group => [...group.of]).sort()).toEqual([...categories].sort());
});

it('counts a call that edits a file once, though it is found as an edit and as a change', () => {
  const source = new FakeSource().add(1,
    { kind: 'tool_call', callId: 'a', tool: 'Edit', input: '{}' },
    { kind: 'file_change', callId: 'a', path: 'x.ts', change: 'modified' },
    { kind: 'file_change', path: 'y.ts', change: 'added' });
  expect(countGroups(new Timeline(source)).by.get('edited')).toBe(2);
});

it('counts what failed and was refused once', () => {
  const source = new FakeSource().add(1, ...command('a', 'npm test', true), say('Hm.'),
    { kind: 'web_request', method: 'CONNECT', target: 'x:443', verdict: 'refused', reason: 'not on the list' });
  const counts = countGroups(new Timeline(source));
  expect(counts.failed).toBe(2);
  expect(counts.by.get('ran')).toBe(1);
});

it('shows what the chosen groups hold, together', () => {
  const source = new FakeSource().add(1, say('One.'), ...command('a', 'ls'), { kind: 'thinking', text: 'Well' });
  const view = new RunView(source, { ...plainView, groups: ['ran'] });
  view.start();
  expect(view.timeline.visible.value).toHaveLength(1);
  view.toggleGroup('thinking');
  expect(view.timeline.visible.value).toHaveLength(2);
  view.toggleGroup('ran');
  view.toggleGroup('thinking');
  expect(view.timeline.visible.value).toHaveLength(3);
  view.close();
});
