import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** Puts a `.br` and a `.gz` beside each file, so that the host only has to hand them out. */
export function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    // Of the files as they were written: until then, other parts of the build still change the code.
    writeBundle({ dir = '.' }, bundle) {
      for (const { fileName } of Object.values(bundle)) {
        if (fileName.endsWith('.json')) continue;
        const place = join(dir, fileName);
        const content = readFileSync(place);
        writeFileSync(`${place}.gz`, gzipSync(content, { level: 9 }));
        writeFileSync(`${place}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }));
      }
    },
  };
}
