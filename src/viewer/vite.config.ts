import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { compressed } from './compressed.ts';
import { insideHtml } from './insideHtml.ts';

// Two builds of the same code: the pages that the host serves (hashed chunks and a manifest), and, with
// `--mode offline`, one script and one style sheet that an exported file carries inside.
export default defineConfig(({ mode }) => {
  const offline = mode === 'offline';
  return {
    base: './',
    // Written into the page by the host, never taken from a folder of its own.
    publicDir: false,
    // Its variant for browsers decodes `&amp;` by way of innerHTML, which the pages' policy forbids.
    resolve: { alias: { 'decode-named-character-reference': fileURLToPath(new URL('node_modules/decode-named-character-reference/index.js', import.meta.url)) } },
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      target: 'es2022',
      outDir: offline ? 'dist/offline' : 'dist/site',
      emptyOutDir: true,
      assetsDir: 'assets',
      // Nothing inlined: the pages' policy allows no data addresses.
      assetsInlineLimit: 0,
      manifest: !offline,
      // One file has nothing to load ahead.
      modulePreload: offline ? false : { polyfill: false },
      rollupOptions: offline
        ? { input: 'src/offline.ts', transform: { define: { 'import.meta': '{}' } }, output: { format: 'iife', codeSplitting: false, entryFileNames: 'viewer.js', assetFileNames: 'viewer[extname]' } }
        : { input: 'src/main.ts' },
      cssCodeSplit: false,
      reportCompressedSize: false,
      // The exported file has everything in it.
      ...(offline ? { chunkSizeWarningLimit: 2_000 } : {}),
    },
    worker: { format: 'es' },
    plugins: [offline ? insideHtml() : compressed()],
    test: {
      environment: 'happy-dom',
      include: ['tests/**/*.test.{ts,tsx}'],
    },
  };
});
