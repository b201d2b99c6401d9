import type { VNode } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import type { RunsAnswer } from './answer';
import { readFilters } from './filters';
import { RunsList } from './runsList';
import { RunsPage } from './runsPage';
import './runs.css';

/** The list as the host's page begins it. */
export function RunsEntry({ answer }: { answer: RunsAnswer }): VNode {
  const list = useMemo(() => new RunsList(answer, readFilters(location.search)), [answer]);
  useEffect(() => () => { list.close(); }, [list]);
  return <RunsPage list={list} />;
}
