import { relativePath } from '../bounds';
import type { Found } from '../found';
import { boundedDiff } from '../patch';

const maxFiles = 200;

/** The changes that a patch in Codex's own notation asks for; versions that tell nothing else of them have only that. */
export function changesOfPatch(patch: string, callId: string, folder: string | undefined): Found[] {
  const found: Found[] = [];
  for (const section of patch.split(/^(?=\*\*\* (?:Add|Update|Delete) File: )/mu).slice(0, maxFiles + 1)) {
    const head = /^\*\*\* (Add|Update|Delete) File: (.{1,1000})/u.exec(section);
    if (!head) continue;
    const body = section.split('\n').slice(1).filter((line) => !line.startsWith('*** '));
    const lines = body.at(-1) === '' ? body.slice(0, -1) : body;
    const diff = boundedDiff(head[1] === 'Add' ? `@@ -0,0 +1,${lines.length} @@\n${lines.join('\n')}\n` : lines.length > 0 ? `${lines.join('\n')}\n` : undefined);
    found.push({
      event: {
        kind: 'file_change', callId, path: relativePath(head[2]?.trim(), folder), change: head[1] === 'Add' ? 'added' : head[1] === 'Delete' ? 'deleted' : 'modified',
        ...(diff === undefined ? {} : { diff }),
      },
      key: `change:${callId}:${found.length}`,
    });
  }
  return found;
}
