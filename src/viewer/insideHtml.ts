import type { Plugin } from 'vite';

/**
 * Makes the script fit into a `<script>` element. After `<!--` the parser of HTML counts inner `<script` and no longer ends at
 * the first `</script>`; in strings, templates and regular expressions, where alone it can stand, `\x3C` is the same character.
 */
export function insideHtml(): Plugin {
  return {
    name: 'inside-html',
    generateBundle(_, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== 'chunk') continue;
        file.code = file.code.replaceAll('<!--', '\\x3C!--');
        if (/<\/script/i.test(file.code)) this.error(`${file.fileName} would end its own element: it has </script in it.`);
      }
    },
  };
}
