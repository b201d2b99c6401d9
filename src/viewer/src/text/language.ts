/** Languages that are coloured, by what files and fenced blocks call them. */
const byName: Readonly<Record<string, string>> = {
  bash: 'bash', sh: 'bash', shell: 'bash', zsh: 'bash', console: 'bash', 'shell-session': 'bash',
  c: 'c', h: 'c', cc: 'cpp', cpp: 'cpp', cxx: 'cpp', hpp: 'cpp', 'c++': 'cpp', cs: 'csharp', csharp: 'csharp', 'c#': 'csharp', csx: 'csharp',
  css: 'css', scss: 'css', less: 'css', diff: 'diff', patch: 'diff', dockerfile: 'dockerfile', containerfile: 'dockerfile', go: 'go', golang: 'go',
  graphql: 'graphql', gql: 'graphql', ini: 'ini', toml: 'ini', conf: 'ini', cfg: 'ini', properties: 'ini', env: 'ini', editorconfig: 'ini',
  java: 'java', js: 'javascript', jsx: 'javascript', mjs: 'javascript', cjs: 'javascript', javascript: 'javascript', json: 'json', jsonc: 'json', json5: 'json', jsonl: 'json',
  kt: 'kotlin', kts: 'kotlin', kotlin: 'kotlin', lua: 'lua', makefile: 'makefile', mk: 'makefile', make: 'makefile', md: 'markdown', markdown: 'markdown',
  php: 'php', py: 'python', python: 'python', pyi: 'python', rb: 'ruby', ruby: 'ruby', rs: 'rust', rust: 'rust', sql: 'sql', swift: 'swift',
  ts: 'typescript', tsx: 'typescript', mts: 'typescript', cts: 'typescript', typescript: 'typescript', html: 'xml', htm: 'xml', xml: 'xml', svg: 'xml', vue: 'xml',
  csproj: 'xml', props: 'xml', targets: 'xml', sln: 'xml', yaml: 'yaml', yml: 'yaml',
};

/** Of the words after a fence. */
export function languageOfName(name: string | undefined): string | undefined {
  const key = name?.toLowerCase() ?? '';
  return Object.hasOwn(byName, key) ? byName[key] : undefined;
}

/** Of a file, by its path. */
export function languageOfPath(path: string | undefined): string | undefined {
  const file = /[^/\\]*$/.exec(path ?? '')?.[0].toLowerCase() ?? '';
  return languageOfName(file.slice(file.lastIndexOf('.') + 1));
}
