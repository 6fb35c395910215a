// Usage: node discordeno.mjs ADDRESS EVENTS
import { createGatewayManager, TransportCompression } from '@discordeno/gateway';
import { Tally } from './tally.mjs';

const [address, events] = process.argv.slice(2);
const tally = new Tally(Number(events));
const { url, shards, session_start_limit: limit } = await (await fetch(`${address}/api/v10/gateway/bot`)).json();
const manager = createGatewayManager({
  token: 'peer',
  intents: 33281,
  transportCompression: TransportCompression.zlib,
  connection: { url, shards, sessionStartLimit: { total: limit.total, remaining: limit.remaining, resetAfter: limit.reset_after, maxConcurrency: limit.max_concurrency } },
  resharding: { enabled: false },
  events: {
    message(_, { t, d }) {
      tally.receive(t);
      if (t === 'MESSAGE_CREATE') {
        tally.read(d.content, d.author.id, d.guildId);
      }
    },
  },
});
await manager.spawnShards();
