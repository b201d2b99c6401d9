// Checks what an app sends to Slack against the official types: reads lines of {"source","kind":"blocks"|"view","payload"}, prints what is wrong.
// The schema is made from @slack/types, once for each version of it.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import Ajv from 'ajv';
import { createGenerator } from 'ts-json-schema-generator';

// Blocks and views that Slack takes and that the types do not know, with the reason. Empty: 3.2.0 has plan, task_card, context_actions and markdown.
const EXCEPTIONS = new Map([]);

const { version } = JSON.parse(readFileSync('node_modules/@slack/types/package.json', 'utf8'));
const cache = `node_modules/.cache/slack-types-${version}.json`;

function schema() {
  if (existsSync(cache)) return JSON.parse(readFileSync(cache, 'utf8'));
  const make = type => createGenerator({ path: 'node_modules/@slack/types/dist/index.d.ts', type, skipTypeCheck: true, additionalProperties: false }).createSchema(type);
  const made = { ...make('KnownBlock').definitions, ...make('ModalView').definitions, ...make('HomeView').definitions };
  mkdirSync('node_modules/.cache', { recursive: true });
  writeFileSync(cache, JSON.stringify(made));
  return made;
}

const definitions = schema();
const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
ajv.addSchema({ $id: 'slack', definitions });
// An image block is one of two, so its type stands one step deeper.
const typeOf = definition => definition.properties?.type?.const ?? (definition.anyOf ?? definition.allOf ?? []).map(option => typeOf(option.$ref ? definitions[option.$ref.split('/').pop()] : option)).find(Boolean);
const kinds = new Map(definitions.KnownBlock.anyOf.map(option => option.$ref.split('/').pop()).map(name => [typeOf(definitions[name]), name]));

// The errors that say most: of a union, those of the options that lead farthest down.
function check(name, value, pointer) {
  const validate = ajv.getSchema(`slack#/definitions/${name}`);
  if (validate(value)) return [];
  const errors = validate.errors.filter(error => error.keyword !== 'anyOf');
  const depth = Math.max(...errors.map(error => error.instancePath.split('/').length));
  const deepest = errors.filter(error => error.instancePath.split('/').length === depth);
  return [...new Set(deepest.map(error => `${pointer}${error.instancePath} ${error.message}${error.params?.additionalProperty ? `: ${error.params.additionalProperty}` : error.params?.allowedValue ? `: ${error.params.allowedValue}` : ''}`))].slice(0, 8);
}

function ofBlocks(list, pointer) {
  if (!Array.isArray(list)) return [`${pointer} is no list`];
  return list.flatMap((block, index) => {
    if (EXCEPTIONS.has(block?.type)) return [];
    const name = kinds.get(block?.type);
    return name ? check(name, block, `${pointer}/${index}`) : [`${pointer}/${index} a block of type ${block?.type} is unknown to the types`];
  });
}

function ofView(view) {
  const name = { modal: 'ModalView', home: 'HomeView' }[view?.type];
  return name ? [...check(name, { ...view, blocks: [] }, ''), ...ofBlocks(view.blocks, '/blocks')] : [`a view of type ${view?.type} is unknown to the types`];
}

let checked = 0;
const wrong = [];
for await (const line of createInterface({ input: process.stdin })) {
  if (!line.trim()) continue;
  const { source, kind, payload } = JSON.parse(line);
  checked++;
  const problems = kind === 'view' ? ofView(payload) : ofBlocks(payload, '/blocks');
  if (problems.length) wrong.push({ source, problems, payload });
}
console.log(JSON.stringify({ event: 'checked', checked, types: version, wrong }));
