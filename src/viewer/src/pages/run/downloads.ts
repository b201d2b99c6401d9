/** What can be taken away, in the order of the menu. The host says which of them there are, and where. */
const known: readonly (readonly [readonly string[], string, string])[] = [
  [['jsonl'], 'Trace', 'trace.jsonl'],
  [['raw'], 'What the agent said, raw', 'raw.jsonl'],
  [['html'], 'Page that opens offline', 'trace.html'],
  [['agentTrace', 'agent-trace'], 'Agent Trace record', 'agent-trace.json'],
  [['otel', 'openTelemetry'], 'OpenTelemetry spans', 'otel.json'],
];

export interface Download {
  address: string;
  label: string;
  file: string;
}

export function downloadsOf(links: Readonly<Record<string, string>>): Download[] {
  return known.flatMap(([names, label, file]) => {
    const name = names.find(one => typeof links[one] === 'string' && links[one] !== '');
    return name ? [{ address: links[name] ?? '', label, file }] : [];
  });
}
