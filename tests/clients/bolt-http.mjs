// The official app in HTTP mode: checks our signatures with its own code.
import bolt from '@slack/bolt';

const [slackApiUrl, signingSecret, token] = process.argv.slice(2);
const say = (event, fields = {}) => console.log(JSON.stringify({ event, ...fields }));

const app = new bolt.App({ token, signingSecret, clientOptions: { slackApiUrl }, logLevel: 'error' });
app.command('/agent', async ({ command, ack }) => {
  await ack(`over http: ${command.text}`);
  say('command', { text: command.text });
});
app.event('app_mention', async ({ event }) => say('mention', { text: event.text }));
app.error(async error => say('error', { message: error.message }));

const server = await app.start({ port: 0, host: '127.0.0.1' });
say('ready', { port: server.address().port });
process.stdin.on('end', () => process.exit(0)).resume();
