import type { Part, Phase, TurnTime } from '../../../timeline/durations';
import type { Timeline } from '../../../timeline/timeline';

/** All turns as one. Phases and their parts stay in the order in which they first come. */
export function sumOfTurns(turns: readonly TurnTime[]): Pick<TurnTime, 'milliseconds' | 'phases'> {
  const phases = new Map<Phase['name'], { milliseconds: number; parts: Map<string, number> }>();
  for (const phase of turns.flatMap(turn => turn.phases)) {
    const sum = phases.get(phase.name) ?? { milliseconds: 0, parts: new Map<string, number>() };
    phases.set(phase.name, sum);
    sum.milliseconds += phase.milliseconds;
    for (const part of phase.parts) sum.parts.set(part.name, (sum.parts.get(part.name) ?? 0) + part.milliseconds);
  }
  return {
    milliseconds: turns.reduce((sum, turn) => sum + turn.milliseconds, 0),
    phases: [...phases].map(([name, { milliseconds, parts }]) => ({ name, milliseconds, parts: [...parts].map(([part, time]): Part => ({ name: part, milliseconds: time })) })),
  };
}

/** Indexes of the calls that took longest, longest first. */
export function longestCalls({ items, rows }: Timeline, most: number): number[] {
  const longest: { index: number; took: number }[] = [];
  for (let index = 0; index < items.length; index++) {
    if (!items.isAnsweredCall(index)) continue;
    const took = rows.at(items.lastRow(index)) - rows.at(items.firstRow(index));
    if (took < 1_000 || (longest.length === most && took <= (longest.at(-1)?.took ?? 0))) continue;
    longest.push({ index, took });
    longest.sort((one, other) => other.took - one.took);
    if (longest.length > most) longest.pop();
  }
  return longest.map(call => call.index);
}
