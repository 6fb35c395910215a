// Usage: node seed.mjs PORT EVENTS
import spectacles from '@spectacles/gateway';
import { Tally } from './tally.mjs';

const [port, events] = process.argv.slice(2).map(Number);

/** Replaces the URL of Discord's API, which is a literal in the seed. Nothing else is changed. */
class LocalGateway extends spectacles.Gateway {
  async fetch() {
    this._data ??= await (await fetch(`http://127.0.0.1:${port}/api/v10/gateway/bot`)).json();
    return this;
  }
}

const tally = new Tally(events);
const cluster = new spectacles.Cluster(new LocalGateway('peer', 1));
cluster.on('error', (error) => {
  throw error;
});
cluster.on('receive', ({ t }) => tally.receive(t));
cluster.on('MESSAGE_CREATE', (message) => tally.read(message.content, message.author.id, message.guild_id));
await cluster.spawn(0);
