// The vendors' own clients hold one conversation with a tool call in it, streamed and whole; prints what they made of the answers.
import Anthropic from '@anthropic-ai/sdk';
import { GoogleGenAI } from '@google/genai';
import OpenAI from 'openai';

const [baseUrl, key, prompt = 'go [[fake:parallel]]'] = process.argv.slice(2);
const command = { type: 'object', properties: { command: { type: 'string' } }, required: ['command'] };
const results = {};
const run = async (name, conversation) => {
  try {
    results[name] = { ok: true, ...(await conversation()) };
  } catch (error) {
    results[name] = { ok: false, error: `${error.constructor.name}: ${error.message}` };
  }
};

const anthropic = new Anthropic({ baseURL: baseUrl, apiKey: key, maxRetries: 0 });
const messages = async (ask) => {
  const request = { model: 'claude-sonnet-4-5', max_tokens: 1000, tools: [{ name: 'Bash', description: 'Runs a command', input_schema: command }], messages: [{ role: 'user', content: prompt }] };
  const first = await ask(request);
  const calls = first.content.filter((block) => block.type === 'tool_use');
  request.messages.push({ role: 'assistant', content: first.content });
  request.messages.push({ role: 'user', content: calls.map((call) => ({ type: 'tool_result', tool_use_id: call.id, content: 'one' })) });
  const last = await ask(request);
  return { calls: calls.map((call) => call.input.command), text: last.content.map((block) => block.text).join(''), stop: [first.stop_reason, last.stop_reason], input: last.usage.input_tokens, output: last.usage.output_tokens };
};
await run('anthropic', () => messages((request) => anthropic.messages.create(request)));
await run('anthropic-stream', () => messages((request) => anthropic.messages.stream(request).finalMessage()));

const openai = new OpenAI({ baseURL: `${baseUrl}/v1`, apiKey: key, maxRetries: 0 });
const responses = async (ask) => {
  const request = { model: 'gpt-5.5', store: false, tools: [{ type: 'function', name: 'shell_command', parameters: command, strict: false }], input: [{ role: 'user', content: prompt }] };
  const first = await ask(request);
  const calls = first.output.filter((item) => item.type === 'function_call');
  request.input.push(...first.output, ...calls.map((call) => ({ type: 'function_call_output', call_id: call.call_id, output: 'one' })));
  const last = await ask(request);
  return { calls: calls.map((call) => JSON.parse(call.arguments).command), text: last.output.flatMap((item) => item.content ?? []).map((part) => part.text).join(''), stop: [first.status, last.status], input: last.usage.input_tokens, output: last.usage.output_tokens };
};
await run('responses', () => responses((request) => openai.responses.create(request)));
await run('responses-stream', () => responses((request) => openai.responses.stream(request).finalResponse()));

const chat = async (ask) => {
  const request = { model: 'gpt-5.5', tools: [{ type: 'function', function: { name: 'bash', parameters: command } }], messages: [{ role: 'user', content: prompt }] };
  const first = await ask(request);
  const calls = first.choices[0].message.tool_calls;
  request.messages.push(first.choices[0].message, ...calls.map((call) => ({ role: 'tool', tool_call_id: call.id, content: 'one' })));
  const last = await ask(request);
  return { calls: calls.map((call) => JSON.parse(call.function.arguments).command), text: last.choices[0].message.content, stop: [first, last].map((answer) => answer.choices[0].finish_reason), input: last.usage.prompt_tokens, output: last.usage.completion_tokens };
};
await run('chat', () => chat((request) => openai.chat.completions.create(request)));
await run('chat-stream', () => chat((request) => openai.chat.completions.stream({ ...request, stream_options: { include_usage: true } }).finalChatCompletion()));

const google = new GoogleGenAI({ apiKey: key, httpOptions: { baseUrl } });
const gather = async (stream) => {
  const parts = [];
  let last;
  for await (const chunk of await stream) {
    parts.push(...chunk.candidates[0].content.parts.filter((part) => part.functionCall || part.text));
    last = chunk;
  }
  return { parts, stop: last.candidates[0].finishReason, usage: last.usageMetadata };
};
const whole = async (answer) => gather((async function* () { yield await answer; })());
const contents = async (ask) => {
  const request = { model: 'gemini-2.5-pro', contents: [{ role: 'user', parts: [{ text: prompt }] }], config: { tools: [{ functionDeclarations: [{ name: 'run_shell_command', parametersJsonSchema: command }] }] } };
  const first = await ask(request);
  const calls = first.parts.map((part) => part.functionCall).filter(Boolean);
  request.contents.push({ role: 'model', parts: first.parts }, { role: 'user', parts: calls.map((call) => ({ functionResponse: { id: call.id, name: call.name, response: { output: 'one' } } })) });
  const last = await ask(request);
  return { calls: calls.map((call) => call.args.command), text: last.parts.map((part) => part.text).join(''), stop: [first.stop, last.stop], input: last.usage.promptTokenCount, output: last.usage.candidatesTokenCount };
};
await run('gemini', () => contents((request) => whole(google.models.generateContent(request))));
await run('gemini-stream', () => contents((request) => gather(google.models.generateContentStream(request))));

await run('anthropic-models', async () => ({ text: (await anthropic.models.list()).data[0].id }));
await run('openai-models', async () => ({ text: (await openai.models.list()).data[0].id }));
await run('gemini-models', async () => ({ text: (await google.models.list()).page[0].name }));
console.log(JSON.stringify(results));
