// Usage: node discordjs.mjs ADDRESS EVENTS [warmup=EVENTS] [wait]
import { REST } from '@discordjs/rest';
import { CompressionMethod, WebSocketManager, WebSocketShardEvents } from '@discordjs/ws';
import { setTimeout } from 'node:timers/promises';
import { Tally } from './tally.mjs';

const [address, events, ...settings] = process.argv.slice(2);
const tally = new Tally(Number(events), settings);
const token = 'peer';
const manager = new WebSocketManager({
  token,
  intents: 33281,
  shardCount: 1,
  rest: new REST({ api: `${address}/api` }).setToken(token),
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
if (settings.includes('wait')) {
  manager.on(WebSocketShardEvents.Dispatch, async () => {
    await setTimeout(30);
  });
}

await manager.connect();
