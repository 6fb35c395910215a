// Usage: node seed.mjs ADDRESS EVENTS
import spectacles from '@spectacles/gateway';
import { Tally } from './tally.mjs';

const [address, events] = process.argv.slice(2);

/** Replaces the URL of Discord's API, which is a literal in the seed. Nothing else is changed. */
class LocalGateway extends spectacles.Gateway {
  async fetch() {
    this._data ??= await (await fetch(`${address}/api/v10/gateway/bot`)).json();
    return this;
  }
}

const tally = new Tally(Number(events));
const cluster = new spectacles.Cluster(new LocalGateway('peer', 1));
cluster.on('error', (error) => {
  throw error;
});
cluster.on('receive', ({ t }) => tally.receive(t));
cluster.on('MESSAGE_CREATE', (message) => tally.read(message.content, message.author.id, message.guild_id));
await cluster.spawn(0);
