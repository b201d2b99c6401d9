// The official Web API client against each method the product uses; prints what came back.
import { WebClient } from '@slack/web-api';

const [slackApiUrl, token, channel, user] = process.argv.slice(2);
const client = new WebClient(token, { slackApiUrl, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true, logLevel: 'error' });
const results = {};
const run = async (name, call) => {
  try {
    const answer = await call();
    results[name] = { ok: answer.ok, answer };
  } catch (error) {
    results[name] = { ok: false, error: error.data?.error ?? error.code, messages: error.data?.response_metadata?.messages ?? [], retryAfter: error.retryAfter ?? null };
  }
  return results[name].answer ?? {};
};

await run('auth.test', () => client.auth.test());
const root = await run('post', () => client.chat.postMessage({ channel, text: 'root', metadata: { event_type: 'agent_run', event_payload: { key: 'k-1' } } }));
for (const index of [1, 2, 3]) await run(`reply${index}`, () => client.chat.postMessage({ channel, text: `reply ${index}`, thread_ts: root.ts }));
await run('update', () => client.chat.update({ channel, ts: root.ts, text: 'root, edited' }));
const page = await run('page1', () => client.conversations.replies({ channel, ts: root.ts, limit: 3, include_all_metadata: true }));
await run('page2', () => client.conversations.replies({ channel, ts: root.ts, limit: 3, cursor: page.response_metadata?.next_cursor }));
await run('permalink', () => client.chat.getPermalink({ channel, message_ts: root.ts }));
await run('ephemeral', () => client.chat.postEphemeral({ channel, user, text: 'only for you' }));
await run('info', () => client.conversations.info({ channel }));
await run('user', () => client.users.info({ user }));
await run('open', () => client.conversations.open({ users: user }));
await run('react', () => client.reactions.add({ channel, timestamp: root.ts, name: 'eyes' }));
await run('reactAgain', () => client.reactions.add({ channel, timestamp: root.ts, name: 'eyes' }));
await run('unreact', () => client.reactions.remove({ channel, timestamp: root.ts, name: 'eyes' }));
await run('upload', () => client.files.uploadV2({ channel_id: channel, thread_ts: root.ts, filename: 'log.txt', content: 'line\n', initial_comment: 'the log' }));
await run('badBlock', () => client.chat.postMessage({ channel, text: 'x', blocks: [{ type: 'nonsense' }] }));
await run('notIn', () => client.chat.postMessage({ channel: 'C0RANDOM01', text: 'x' }));
await run('hidden', () => client.chat.postMessage({ channel: 'C0PRIVATE1', text: 'x' }));
await run('join', () => client.conversations.join({ channel: 'C0RANDOM01' }));
await run('delete', () => client.chat.delete({ channel, ts: root.ts }));
console.log(JSON.stringify(results));
