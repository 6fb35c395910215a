// Usage: node discordjs.mjs PORT EVENTS
import { REST } from '@discordjs/rest';
import { CompressionMethod, WebSocketManager, WebSocketShardEvents } from '@discordjs/ws';
import { Tally } from './tally.mjs';

const [port, events] = process.argv.slice(2).map(Number);
const tally = new Tally(events);
const token = 'peer';
const manager = new WebSocketManager({
  token,
  intents: 33281,
  shardCount: 1,
  rest: new REST({ api: `http://127.0.0.1:${port}/api` }).setToken(token),
  compression: CompressionMethod.ZlibSync,
});
manager.on(WebSocketShardEvents.Error, (error) => {
  throw error;
});
manager.on(WebSocketShardEvents.Dispatch, ({ t, d }) => {
  tally.receive(t);
  if (t === 'MESSAGE_CREATE') {
    tally.read(d.content, d.author.id, d.guild_id);
  }
});
await manager.connect();
