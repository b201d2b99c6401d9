import { beforeEach, describe, expect, it } from 'vitest';
import { noFilters } from '../../../src/pages/runs/filters';
import { RunsList } from '../../../src/pages/runs/runsList';
import { answers, FakeHost, json, settle } from './fakeHost';
import { someAnswer, someRun } from './someRuns';

let host: FakeHost;

beforeEach(() => { host = new FakeHost(); });

const ids = (list: RunsList): string[] => list.view.value.recent.map(run => run.id);

describe('the list', () => {
  it('shows what changed after a few seconds', async () => {
    const list = new RunsList(someAnswer(), noFilters, host);
    const run = someRun({ state: 'Running' });
    host.reply = answers(someAnswer({ active: [run] }));

    await host.tick();

    expect(list.view.value.answer.active).toEqual([run]);
  });

  it('asks nothing while nobody looks, and at once when somebody does', async () => {
    new RunsList(someAnswer(), noFilters, host);
    host.reply = answers(someAnswer());
    host.hidden = true;

    await host.tick();
    expect(host.asked).toEqual([]);

    await host.show();
    expect(host.asked).toHaveLength(1);
  });

  it('does not ask again while an answer is on its way', async () => {
    new RunsList(someAnswer(), noFilters, host);
    let answer: (response: Response) => void = () => undefined;
    host.reply = () => new Promise(resolve => { answer = resolve; });

    await host.tick();
    await host.tick();
    expect(host.asked).toHaveLength(1);

    answer(json(someAnswer()));
    await settle();
    await host.tick();
    expect(host.asked).toHaveLength(2);
  });

  it('puts the filters into the address and forgets what was asked for before', async () => {
    const list = new RunsList(someAnswer(), noFilters, host);
    let late: (response: Response) => void = () => undefined;
    host.reply = () => new Promise(resolve => { late = resolve; });
    await host.tick();

    const wanted = someRun();
    host.reply = answers(someAnswer({ recent: [wanted] }));
    await list.filter({ ...noFilters, person: 'T1/U1', q: ' a & b ' });
    late(json(someAnswer({ recent: [someRun(), someRun()] })));
    await settle();

    expect(host.asked.at(-1)).toBe('runs.json?person=T1%2FU1&q=a+%26+b&costs=1');
    expect(ids(list)).toEqual([wanted.id]);
  });

  it('adds older runs below, and keeps them when the first page comes anew', async () => {
    const [first, second, third] = [3, 2, 1].map(hour => someRun({ createdAt: `2026-11-20T0${hour}:00:00Z` })) as [ReturnType<typeof someRun>, ReturnType<typeof someRun>, ReturnType<typeof someRun>];
    const list = new RunsList(someAnswer({ recent: [first, second], before: second.id }), noFilters, host);
    host.reply = answers(someAnswer({ recent: [third] }));
    await list.more();
    expect(host.asked).toEqual([`runs.json?before=${second.id}`]);
    expect(ids(list)).toEqual([first.id, second.id, third.id]);
    expect(list.view.value.before).toBeUndefined();

    const fresh = someRun({ createdAt: '2026-11-20T09:00:00Z' });
    host.reply = answers(someAnswer({ recent: [fresh, first], before: first.id }));
    await host.tick();

    expect(ids(list)).toEqual([fresh.id, first.id, second.id, third.id]);
    expect(list.view.value.before).toBeUndefined();
  });

  it('moves a run that goes on again up, and shows it once', async () => {
    const [first, second, third] = [3, 2, 1].map(hour => someRun({ createdAt: `2026-11-20T0${hour}:00:00Z` })) as [ReturnType<typeof someRun>, ReturnType<typeof someRun>, ReturnType<typeof someRun>];
    const list = new RunsList(someAnswer({ recent: [first, second, third] }), noFilters, host);
    host.reply = answers(someAnswer({ active: [{ ...third, state: 'Running' }], recent: [first, second] }));

    await host.tick();

    expect(ids(list)).toEqual([first.id, second.id]);
  });

  it('keeps showing what it has when the server is away, says so, and recovers', async () => {
    const run = someRun();
    const list = new RunsList(someAnswer({ recent: [run] }), noFilters, host);
    host.reply = () => { throw new TypeError('network'); };
    await host.tick();
    expect(list.trouble.value?.final).toBe(false);
    expect(ids(list)).toEqual([run.id]);

    host.reply = answers(someAnswer({ recent: [run] }));
    await host.tick();
    expect(list.trouble.value).toBeNull();
  });

  it('stops asking when nobody is signed in any more', async () => {
    const list = new RunsList(someAnswer(), noFilters, host);
    host.reply = () => json({ problem: 'You are not signed in any more.', next: 'Load this page again.' }, 401);

    await host.tick();
    await host.tick();

    expect(list.trouble.value).toEqual({ sentence: 'You are not signed in any more. Load this page again.', final: true });
    expect(host.asked).toHaveLength(1);
  });

  it('keeps the costs that came with an earlier answer', async () => {
    const costs = { totalUsd: 1, days: [], repositories: [], people: [] };
    const list = new RunsList(someAnswer({ costs }), noFilters, host);
    host.reply = answers(someAnswer());

    await host.tick();

    expect(host.asked).toEqual(['runs.json']);
    expect(list.view.value.costs).toEqual(costs);
  });

  it('keeps choices that were there before, so that a filter can be changed to another', async () => {
    const list = new RunsList(someAnswer({ choices: { people: [{ id: 'T1/U1', name: 'Ada' }], channels: [], repositories: ['acme/widgets'] } }), noFilters, host);
    host.reply = answers(someAnswer({ choices: { people: [{ id: 'T1/U2', name: 'Bob' }], channels: [], repositories: ['acme/api'] } }));

    await list.filter({ ...noFilters, person: 'T1/U2' });

    expect(list.view.value.choices.people.map(person => person.name)).toEqual(['Ada', 'Bob']);
    expect(list.view.value.choices.repositories).toEqual(['acme/api', 'acme/widgets']);
  });

  it('leaves nothing behind when it is closed', () => {
    const list = new RunsList(someAnswer(), noFilters, host);
    expect(host.listeners).toBe(2);
    list.close();
    expect(host.listeners).toBe(0);
  });
});
