// The official app, on Socket Mode or on HTTP, with a handler for each kind of thing that people do. It reports what its handlers saw.
//   node bolt.mjs socket <api> <app token> <bot token>      node bolt.mjs http <api> <signing secret> <bot token>
import bolt from '@slack/bolt';

const [transport, slackApiUrl, secret, token] = process.argv.slice(2);
const say = (event, fields = {}) => console.log(JSON.stringify({ event, ...fields }));
const plain = text => ({ type: 'plain_text', text });
const option = value => ({ text: plain(value), value });
const repositories = ['acme/widgets', 'acme/website', 'acme/warehouse', 'acme/gadgets'];

const app = new bolt.App({
  token,
  ...(transport === 'socket' ? { socketMode: true, appToken: secret } : { signingSecret: secret }),
  clientOptions: { slackApiUrl },
  logLevel: 'error',
});

const form = (callbackId, task = '') => ({
  type: 'modal',
  callback_id: callbackId,
  title: plain('New task'),
  submit: plain('Run'),
  close: plain('Not now'),
  notify_on_close: true,
  private_metadata: 'kept',
  blocks: [
    { type: 'input', block_id: 'what', label: plain('Task'), hint: plain('In your own words.'), element: { type: 'plain_text_input', action_id: 'text', multiline: true, max_length: 3000, ...(task && { initial_value: task }) } },
    { type: 'input', block_id: 'repo', label: plain('Repository'), element: { type: 'external_select', action_id: 'pick', min_query_length: 0, placeholder: plain('Type to search') } },
    { type: 'input', block_id: 'agent', optional: true, label: plain('Agent'), element: { type: 'static_select', action_id: 'name', options: [option('claude'), option('codex')], initial_option: option('claude') } },
    { type: 'input', block_id: 'where', optional: true, label: plain('Answer in'), element: { type: 'conversations_select', action_id: 'channel', initial_conversation: 'C0RUNS0001' } },
    { type: 'input', block_id: 'how', optional: true, label: plain('Options'), element: { type: 'checkboxes', action_id: 'flags', options: [option('draft'), option('plan')] } },
    { type: 'actions', block_id: 'more', elements: [{ type: 'button', action_id: 'form.more', text: plain('More'), value: 'all' }] },
  ],
});

app.command('/agent', async ({ command, ack, client, respond }) => {
  await ack(command.text ? { response_type: 'ephemeral', text: `working on: ${command.text}` } : undefined);
  say('command', { text: command.text, user: command.user_id, channel: command.channel_id });
  if (!command.text) {
    const opened = await client.views.open({ trigger_id: command.trigger_id, view: form('task') });
    say('view', { id: opened.view.id });
    return;
  }
  const posted = await client.chat.postMessage({
    channel: command.channel_id,
    text: 'A card',
    blocks: [
      { type: 'section', text: { type: 'mrkdwn', text: '*A card*' } },
      { type: 'plan', block_id: 'plan', title: 'Plan', tasks: [{ task_id: '1', title: 'Look', status: 'complete' }, { task_id: '2', title: 'Fix', status: 'in_progress' }, { task_id: '3', title: 'Check', status: 'pending' }] },
      { type: 'actions', block_id: 'controls', elements: [
        { type: 'button', action_id: 'run.stop', text: plain('Stop'), value: 'run-1', style: 'danger' },
        { type: 'external_select', action_id: 'run.repo', min_query_length: 1, placeholder: plain('Change repo') },
      ] },
      { type: 'context_actions', block_id: 'good', elements: [{ type: 'feedback_buttons', action_id: 'feedback', positive_button: { text: plain('Good'), value: 'run-1/good' }, negative_button: { text: plain('Bad'), value: 'run-1/bad' } }] },
    ],
  });
  say('posted', { ts: posted.ts });
  await client.apiCall('agents.sessions.setStatus', { channel_id: command.channel_id, thread_ts: posted.ts, status: 'processing', title: 'The task' });
  await respond({ text: 'said on the response_url' });
  say('responded');
});

app.shortcut('new_task', async ({ shortcut, ack, client }) => {
  await ack();
  const opened = await client.views.open({ trigger_id: shortcut.trigger_id, view: form('task') });
  say('shortcut', { type: shortcut.type, view: opened.view.id });
});
app.shortcut({ type: 'message_action', callback_id: 'run_on_message' }, async ({ shortcut, ack, client }) => {
  await ack();
  const opened = await client.views.open({ trigger_id: shortcut.trigger_id, view: form('task', shortcut.message.text) });
  say('shortcut', { type: shortcut.type, text: shortcut.message.text, files: (shortcut.message.files ?? []).map(file => file.name), view: opened.view.id });
});
app.options({ action_id: 'pick' }, async ({ options, ack }) => {
  await ack({ options: repositories.filter(name => name.includes(options.value)).map(option) });
  say('options', { typed: options.value, block: options.block_id, container: options.container.type });
});
app.options({ action_id: 'run.repo' }, async ({ options, ack }) => {
  await ack({ options: repositories.filter(name => name.includes(options.value)).map(option) });
  say('options', { typed: options.value, block: options.block_id, container: options.container.type });
});
app.view('task', async ({ ack, view, body }) => {
  const values = view.state.values;
  if (values.what.text.value.length < 8) {
    await ack({ response_action: 'errors', errors: { what: 'Say a little more.' } });
    say('submission', { refused: true });
    return;
  }
  await ack();
  say('submission', {
    text: values.what.text.value, repo: values.repo.pick.selected_option.value, agent: values.agent.name.selected_option?.value ?? null,
    where: values.where.channel.selected_conversation, flags: values.how.flags.selected_options.map(chosen => chosen.value), user: body.user.id, kept: view.private_metadata,
  });
});
app.view({ callback_id: 'task', type: 'view_closed' }, async ({ ack, body }) => {
  await ack();
  say('closed', { cleared: body.is_cleared });
});
app.action('form.more', async ({ ack, body, action, client }) => {
  await ack();
  const view = form('task');
  view.blocks.push({ type: 'context', block_id: 'said', elements: [{ type: 'mrkdwn', text: 'There is no more.' }] });
  await client.views.update({ view_id: body.view.id, hash: body.view.hash, view });
  say('action', { id: action.action_id, value: action.value, in: body.container.type, typed: body.view.state.values.what.text.value });
});
app.action('run.stop', async ({ ack, body, action, respond }) => {
  await ack();
  say('action', { id: action.action_id, value: action.value, user: body.user.id, block: action.block_id, in: body.container.type });
  if (respond && body.container.type === 'message') await respond({ replace_original: true, text: 'Stopped' });
});
app.action('run.repo', async ({ ack, action }) => {
  await ack();
  say('action', { id: action.action_id, value: action.selected_option.value });
});
app.action('feedback', async ({ ack, action }) => {
  await ack();
  say('action', { id: action.action_id, value: action.value });
});

app.event('app_mention', async ({ event, say: reply }) => {
  say('mention', { text: event.text, user: event.user });
  await reply({ text: 'heard you', thread_ts: event.ts });
});
app.message(/ping/, async ({ message }) => say('message', { text: message.text, thread: message.thread_ts ?? null }));
app.event('message', async ({ event }) => {
  if (event.subtype === 'message_changed') say('changed', { text: event.message.text, before: event.previous_message.text });
  if (event.subtype === 'message_deleted') say('deleted', { text: event.previous_message.text });
  if (event.subtype === 'file_share' && event.user !== 'U0AGENT001') say('file', { name: event.files[0].name, type: event.files[0].mimetype });
});
app.event('reaction_added', async ({ event }) => say('reaction', { name: event.reaction, user: event.user }));
app.event('agent_session_stopped', async ({ event, client }) => {
  await client.apiCall('agents.sessions.setStatus', { channel_id: event.channel, thread_ts: event.thread_ts, status: 'active' });
  say('stopped', { user: event.user, thread: event.thread_ts });
});
app.event('app_home_opened', async ({ event, client }) => {
  if (event.tab !== 'home') return;
  await client.views.publish({
    user_id: event.user,
    view: {
      type: 'home',
      blocks: [
        { type: 'header', text: plain('Your runs') },
        { type: 'section', block_id: 'run-1', text: { type: 'mrkdwn', text: '*run-1* fixes the typo' }, accessory: { type: 'button', action_id: 'run.stop', text: plain('Stop'), value: 'run-1' } },
      ],
    },
  });
  say('home', { user: event.user, seen: Boolean(event.view) });
});
app.error(async error => say('error', { message: error.message }));

const server = await (transport === 'socket' ? app.start() : app.start({ port: 0, host: '127.0.0.1' }));
say('ready', transport === 'socket' ? {} : { port: server.address().port });
process.stdin.on('end', async () => {
  await app.stop();
  process.exit(0);
}).resume();
