// The official Socket Mode app: answers a command with a card, a mention in its thread, and a click by changing the card.
import bolt from '@slack/bolt';

const [slackApiUrl, appToken, token] = process.argv.slice(2);
const say = (event, fields = {}) => console.log(JSON.stringify({ event, ...fields }));

const app = new bolt.App({ token, appToken, socketMode: true, clientOptions: { slackApiUrl }, logLevel: 'error' });

app.command('/agent', async ({ command, ack, client, respond }) => {
  await ack({ response_type: 'ephemeral', text: `working on: ${command.text}` });
  say('command', { text: command.text, user: command.user_id, channel: command.channel_id });
  if (command.text === 'form') {
    const opened = await client.views.open({
      trigger_id: command.trigger_id,
      view: {
        type: 'modal',
        callback_id: 'task',
        title: { type: 'plain_text', text: 'New task' },
        submit: { type: 'plain_text', text: 'Run' },
        blocks: [{ type: 'input', block_id: 'what', label: { type: 'plain_text', text: 'Task' }, element: { type: 'plain_text_input', action_id: 'text' } }],
      },
    });
    say('view', { id: opened.view.id });
    return;
  }
  const posted = await client.chat.postMessage({
    channel: command.channel_id,
    text: 'A card',
    blocks: [
      { type: 'section', text: { type: 'mrkdwn', text: '*A card*' } },
      { type: 'actions', block_id: 'controls', elements: [{ type: 'button', action_id: 'run.stop', text: { type: 'plain_text', text: 'Stop' }, value: 'run-1', style: 'danger' }] },
    ],
  });
  say('posted', { ts: posted.ts });
  await respond({ text: 'said on the response_url' });
  say('responded');
});

app.event('app_mention', async ({ event, say: reply }) => {
  say('mention', { text: event.text, user: event.user });
  await reply({ text: 'heard you', thread_ts: event.ts });
});
app.message(/ping/, async ({ message }) => say('message', { text: message.text, thread: message.thread_ts ?? null }));
app.event('reaction_added', async ({ event }) => say('reaction', { name: event.reaction, user: event.user }));
app.action('run.stop', async ({ ack, body, action, respond }) => {
  await ack();
  say('action', { value: action.value, user: body.user.id, block: action.block_id });
  await respond({ replace_original: true, text: 'Stopped' });
});
app.view('task', async ({ ack, view }) => {
  await ack();
  say('submission', { text: view.state.values.what.text.value });
});
app.error(async error => say('error', { message: error.message }));

await app.start();
say('ready', { bot: (await app.client.auth.test()).user_id });
process.stdin.on('end', async () => {
  await app.stop();
  process.exit(0);
}).resume();
