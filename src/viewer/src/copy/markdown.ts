import { argumentsOf, editsOf, readCall, shortPath, type ToolCall } from '../events/toolCall';
import { asJson } from '../events/argumentList';
import { flagOf, isLoose, listOf, numberOf, textOf, type Loose } from '../events/safe';
import type { FilePatch } from '../text/patch';
import type { Item } from '../timeline/item';
import type { RunHead } from '../trace/head';
import type { TextProperty, TraceRecord } from '../trace/record';
import { duration, money, number } from '../ui/format';
import { eventLine } from './lines';
import { code, fenced, quoted, words } from './notation';

export interface Part {
  item: Item;
  records: readonly TraceRecord[];
}

/** One item as Markdown. */
export function itemMarkdown({ item, records }: Part): string {
  // How a step ended says all that its begin did.
  const first = item.kind === 'step' ? records.at(-1) : records[0];
  if (!first) return '';
  const event: Loose = isLoose(first.event) ? first.event : {};
  if (item.kind === 'call' || event.kind === 'tool_call') return callMarkdown(item, records);
  const said = (label: string, property: TextProperty = 'text'): string => `**${label}**\n\n${quoted(joined(records, property), total(records, property))}`;
  if (item.kind === 'message' || event.kind === 'prompt') return messageMarkdown(records);
  if (event.kind === 'question' && records.length > 1) return records.map(record => itemMarkdown({ item: { ...item, kind: 'row' }, records: [record] })).join('\n\n');
  switch (event.kind) {
    case 'text': return said('Agent');
    case 'thinking': return said('Thinking');
    case 'answer': return said('Answer');
    case 'question': return `${said('The agent asks')}${listOf(event, 'choices').map(choice => `\n- ${words(choice, 200)}`).join('')}`;
    case 'reply': return said(textOf(event, 'state') === 'answered' ? `${words(event.author, 100) || 'Somebody'} answered` : `Not answered (${words(event.state, 40)})`);
    case 'error': return `**Error** ${code(textOf(event, 'code'))}\n\n${fenced(joined(records, 'message'), 'text', total(records, 'message'))}`;
    case 'todo': return `**Plan**\n\n${listOf(event, 'items').filter(isLoose).slice(0, 200).map(step => `- [${textOf(step, 'status') === 'completed' ? 'x' : ' '}] ${words(step.text)}${textOf(step, 'status') === 'in_progress' ? ' (at it)' : ''}`).join('\n')}`;
    case 'file_change': return changeMarkdown(first);
    case 'tool_result': return `**Result**${outcome(event)}\n\n${outputMarkdown(first)}`;
    case 'unknown': return `**Unknown line** of ${words(event.source, 60)}: ${words(event.type, 120)}${first.raw === undefined ? '' : `\n\n${fenced(first.raw, 'json')}`}`;
    default: return eventLine(event) ?? `**${words(event.kind, 60) || 'Entry'}**\n\n${fenced(asJson(event), 'json')}`;
  }
}

/** A run, or what is shown of it, as Markdown: its facts, then its items with their times. */
export function runMarkdown(head: RunHead | null, parts: readonly Part[]): string {
  const blocks = head ? [`# ${words(head.title) || 'A run'}`, facts(head)] : ['# A trace'];
  let turn = 0;
  for (const part of parts) {
    const first = part.records[0];
    if (!first) continue;
    if (first.turn !== turn && first.turn > 0) blocks.push(`## Turn ${number(turn = first.turn)}`);
    const at = Date.parse(first.at);
    blocks.push(`${Number.isFinite(at) && at > 0 ? `\`${new Date(at).toISOString().replace('T', ' ').slice(0, 19)}\` ` : ''}${itemMarkdown(part)}`);
  }
  return `${blocks.join('\n\n')}\n`;
}

function facts(head: RunHead): string {
  const rows: [string, string][] = [
    ['State', `${words(head.state)}${head.reason ? `: ${words(head.reason.sentence)}` : ''}`],
    ['Asked by', `${words(head.requester?.name)} in ${words(head.channel)}`],
    ['Repository', `${code(head.repository)}, branch ${code(head.branch)}`],
    ['Agent', `${words(head.harnessName)}${head.model ? `, ${words(head.model)}` : ''}`],
    ['Started', words(head.createdAt)],
    ['Usage', head.usage ? `${number(head.usage.totalTokens)} tokens, ${money(head.usage.costUsd)}` : ''],
    ['Pull request', head.pullRequest ? `#${number(head.pullRequest.number)} ${words(head.pullRequest.url)}` : ''],
    ['Approval', head.approval ? `${words(head.approval.state)}${head.approval.by ? ` by ${words(head.approval.by)}` : ''}` : ''],
    ['Run', code(head.id)],
  ];
  return rows.filter(([, value]) => value !== '').map(([name, value]) => `- **${name}:** ${value}`).join('\n');
}

function messageMarkdown(records: readonly TraceRecord[]): string {
  return records.map(record => {
    const event: Loose = isLoose(record.event) ? record.event : {};
    return event.kind === 'prompt' ? `**${words(event.author, 100) || 'Prompt'}**\n\n${quoted(textOf(event, 'text'), record.cut?.text)}` : eventLine(event) ?? '';
  }).filter(block => block !== '').join('\n\n');
}

function callMarkdown(item: Item, records: readonly TraceRecord[]): string {
  const find = (kind: string): TraceRecord | undefined => records.findLast(record => isLoose(record.event) && record.event.kind === kind);
  const record = find('tool_call');
  const result = find('tool_result');
  const event: Loose = isLoose(record?.event) ? record.event : {};
  const args = argumentsOf(textOf(event, 'input'));
  const call = readCall(textOf(event, 'tool'), args, item.category);
  const changes = records.filter(each => isLoose(each.event) && each.event.kind === 'file_change');
  const ended = isLoose(result?.event) ? outcome(result.event) : ' (no result yet)';
  const blocks = [`**${title(call, event)}**${subject(call)}${ended}`, ...asked(call, args, event, record, changes)];
  if (result && !(call.shape === 'edit' && changes.length > 0 && isLoose(result.event) && !flagOf(result.event, 'isError'))) blocks.push(outputMarkdown(result));
  return blocks.filter(block => block !== '').join('\n\n');
}

function title(call: ToolCall, event: Loose): string {
  switch (call.shape) {
    case 'command': return 'Command';
    case 'read': return 'Read';
    case 'search': return 'Search';
    case 'edit': return call.whole ? 'Write' : 'Edit';
    case 'web': return call.isAddress ? 'Fetch' : 'Search the web';
    case 'agent': return 'Subagent';
    case 'server': return `${words(call.tool, 100)} of ${words(call.server, 100)}`;
    case 'plan': return 'Plan';
    default: return words(event.tool, 100) || 'Tool';
  }
}

function subject(call: ToolCall): string {
  switch (call.shape) {
    case 'read': return ` ${code(shortPath(call.path))}`;
    case 'search': return ` ${code(call.pattern)}${call.where === '' ? '' : ` in ${code(shortPath(call.where))}`}`;
    case 'edit': return ` ${call.paths.slice(0, 20).map(path => code(shortPath(path))).join(', ')}`;
    case 'web': return ` ${code(call.target)}`;
    case 'agent': return ` ${words(call.about, 200)}`;
    default: return '';
  }
}

function asked(call: ToolCall, args: Loose, event: Loose, record: TraceRecord | undefined, changes: readonly TraceRecord[]): string[] {
  if (changes.length > 0) return changes.slice(0, 100).map(changeMarkdown);
  switch (call.shape) {
    case 'command': return [fenced(call.command, 'bash', record?.cut?.input)];
    case 'edit': return editsOf(args).map(file => fenced(diffText(file), 'diff'));
    case 'agent': return [quoted(call.prompt)];
    case 'read': case 'search': case 'web': return [];
    default: return Object.keys(args).length === 0 ? [] : [fenced(isLoose(args) && !('input' in args) ? asJson(args) : textOf(event, 'input'), 'json', record?.cut?.input)];
  }
}

function diffText(file: FilePatch): string {
  return file.hunks.map(hunk => [`@@ ${hunk.section}`.trim(), ...hunk.lines.map(line => line.sign + line.text)].join('\n')).join('\n');
}

function changeMarkdown(record: TraceRecord): string {
  const event: Loose = isLoose(record.event) ? record.event : {};
  const name = `File ${words(event.change, 40) || 'changed'}: ${code(shortPath(textOf(event, 'path')))}`;
  const diff = textOf(event, 'diff');
  return diff === '' ? name : `${name}\n\n${fenced(diff, 'diff', record.cut?.diff)}`;
}

function outputMarkdown(record: TraceRecord): string {
  const event: Loose = isLoose(record.event) ? record.event : {};
  const output = textOf(event, 'output');
  return output === '' ? '(no output)' : fenced(output, 'text', record.cut?.output);
}

function outcome(result: Loose): string {
  const exitCode = numberOf(result, 'exitCode');
  const took = numberOf(result, 'milliseconds');
  const parts = [flagOf(result, 'isError') ? 'failed' : '', exitCode === undefined ? '' : `exit ${exitCode}`, took === undefined ? '' : duration(took)].filter(part => part !== '');
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

function joined(records: readonly TraceRecord[], property: TextProperty): string {
  return records.map(record => textOf(isLoose(record.event) ? record.event : {}, property)).join('');
}

function total(records: readonly TraceRecord[], property: TextProperty): number {
  return records.reduce((sum, record) => sum + (record.cut?.[property] ?? textOf(isLoose(record.event) ? record.event : {}, property).length), 0);
}

