// Connects to a simulated gateway as any bot of discord.js does; is dropped once, resumes, and says what it saw.
// Usage: node client.mjs URL [zlib|none]. Ends with 0 only if READY, GUILD_CREATE, a message, RESUMED and one more message came, in this order.
import { REST } from '@discordjs/rest';
import { CompressionMethod, WebSocketManager, WebSocketShardEvents } from '@discordjs/ws';

const [url, compression = 'zlib'] = process.argv.slice(2);
const token = process.env.DISCORD_TOKEN ?? 'simulated.gateway.token';
const patience = 30_000;
const intents = 1 | (1 << 9); // GUILDS, GUILD_MESSAGES

const rest = new REST({ version: '10', api: `${url}/api` }).setToken(token);
const manager = new WebSocketManager({
  token,
  intents,
  rest,
  compression: compression === 'zlib' ? CompressionMethod.ZlibNative : null,
});

const timer = setTimeout(() => finish(1, 'nothing more came'), patience);
const seen = [];
let messages = 0;

function finish(code, why) {
  clearTimeout(timer);
  console.log(`foreign: ${why}; ${seen.length} events, first ${seen.slice(0, 3).join(', ')}`);
  process.exit(code);
}

manager.on(WebSocketShardEvents.Error, (error) => finish(1, `error ${error.message}`));
manager.on(WebSocketShardEvents.Dispatch, async (payload) => {
  seen.push(payload.t);
  if (payload.t === 'MESSAGE_CREATE' && payload.d.author.id !== (await rest.get('/users/@me')).id) {
    messages++;
    await rest.post(`/channels/${payload.d.channel_id}/messages`, { body: { content: `heard ${messages}` } });
  }
  const resumed = seen.indexOf('RESUMED');
  if (resumed > seen.indexOf('MESSAGE_CREATE') && seen.lastIndexOf('MESSAGE_CREATE') > resumed && messages >= 2) {
    await manager.destroy({ code: 1000 });
    finish(seen[0] === 'READY' && seen[1] === 'GUILD_CREATE' ? 0 : 1, 'resumed');
  }
});

await manager.connect();
