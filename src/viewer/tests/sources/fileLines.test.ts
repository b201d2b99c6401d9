// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { fileLines, type LineUse } from '../../src/sources/fileLines';

/** A file that arrives in pieces of this size. */
function inPieces(bytes: Uint8Array<ArrayBuffer>, size: number): Blob {
  const stream = (): ReadableStream<Uint8Array<ArrayBuffer>> => new ReadableStream({
    start(controller) {
      for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size));
      controller.close();
    },
  });
  return Object.assign(new Blob([bytes]), { stream });
}

async function linesOf(text: string, size = 7, use?: LineUse): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of fileLines(inPieces(new TextEncoder().encode(text), size), use)) lines.push(line);
  return lines;
}

describe('fileLines', () => {
  it.each([1, 2, 3, 64])('reads lines whose characters are torn into pieces of %i bytes', async size => {
    expect(await linesOf('\ufeffä€\r\n\n𝒳 last', size)).toEqual(['ä€', '', '𝒳 last']);
    expect(await linesOf('one\ntwo\n', size)).toEqual(['one', 'two']);
    expect(await linesOf('', size)).toEqual([]);
  });

  it('leaves out a line that is too long, says so, and goes on behind it', async () => {
    const refused: [number, number][] = [];
    const use: LineUse = { longest: 10, refused: (line, characters) => { refused.push([line, characters]); } };
    expect(await linesOf(`1234567890\n12345678901\n${'x'.repeat(1_000)}\nend\n${'y'.repeat(11)}`, 7, use)).toEqual(['1234567890', 'end']);
    expect(refused).toEqual([[2, 11], [3, 1_000], [5, 11]]);
  });

  it('tells how far it is, and lets go of a file that is not read to its end', async () => {
    let read = 0;
    let cancelled = false;
    const blob = Object.assign(new Blob(['x']), {
      stream: () => new ReadableStream<Uint8Array<ArrayBuffer>>({
        pull(controller) { controller.enqueue(new TextEncoder().encode('line\n')); },
        cancel() { cancelled = true; },
      }),
    });
    for await (const line of fileLines(blob, { progress: bytes => { read = bytes; } })) {
      expect(line).toBe('line');
      if (read >= 20) break;
    }
    expect(cancelled).toBe(true);
  });
});
