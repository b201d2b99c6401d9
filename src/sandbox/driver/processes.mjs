import { readdirSync, readFileSync } from 'node:fs';

/** What /proc says about a process; undefined when it is gone. */
function look(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name is in parentheses and may hold anything, parentheses too.
    const [, parent, group, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { pid, parent: Number(parent), group: Number(group), started: rest[16] };
  } catch {
    return undefined;
  }
}

/**
 * A process and all that came from it. Tools often run in a session of their own, so its process group is not enough;
 * the group is ours alone when we lead it, and then whatever lost its parent in it belongs here too.
 */
export function familyOf(root) {
  let all;
  try {
    all = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map((name) => look(Number(name))).filter(Boolean);
  } catch {
    return root === undefined ? [] : [{ pid: root }];
  }
  const weLead = look(process.pid)?.group === process.pid;
  const family = new Map(all.filter(({ pid, group }) => pid === root || (weLead && group === process.pid && pid !== process.pid))
    .map((member) => [member.pid, member]));
  for (let size = -1; size !== family.size;) {
    size = family.size;
    for (const one of all) if (family.has(one.parent)) family.set(one.pid, one);
  }
  return [...family.values()];
}

/** Signals those that are still the processes they were; a number may have been given to another since. */
export function signal(family, name) {
  for (const { pid, started } of family) {
    try {
      if (started === undefined || look(pid)?.started === started) process.kill(pid, name);
    } catch {
      // It ended in between.
    }
  }
}
