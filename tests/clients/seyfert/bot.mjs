// A bot of Seyfert with its default settings. The address of the API is the options `domain` and `baseUrl` of its
// `ApiHandler`. With Node.js, its web socket goes to port 443 of the gateway's host, with TLS, whatever the URL says.
import {
  ActionRow, ApiHandler, Button, Client, Command, ComponentCommand, createEvent, createStringOption, Declare, Label,
  Modal, ModalCommand, Options, TextInput,
} from 'seyfert';
import { ButtonStyle, GatewayIntentBits, TextInputStyle } from 'seyfert/lib/types/index.js';
import { count, say } from '../sequences.mjs';

const api = new URL(process.env.DISCORD_API);
const token = process.env.DISCORD_TOKEN;
const client = new Client({
  getRC: () => ({
    token,
    locations: { base: '.' },
    intents: Object.values(GatewayIntentBits).filter((bit) => typeof bit === 'number').reduce((all, bit) => all | bit),
  }),
  handlePayload: async (shard, packet) => count({ op: 0, ...packet }, shard),
});
client.setServices({ rest: new ApiHandler({ token, domain: api.origin, baseUrl: api.pathname.slice(1) }) });

const Ping = Declare({ name: 'ping', description: 'Answers pong' })(class extends Command {
  run = (context) => context.write({ content: 'pong' });
});
const Play = Options({ song: createStringOption({ description: 'The song', required: true }) })(
  Declare({ name: 'play', description: 'Plays a song' })(class extends Command {
    run = (context) => context.write({
      content: `playing ${context.options.song}`,
      components: [new ActionRow().setComponents([
        new Button().setCustomId('rename').setLabel('Rename').setStyle(ButtonStyle.Primary)])],
    });
  }));
const Slow = Declare({ name: 'slow', description: 'Answers late' })(class extends Command {
  async run(context) {
    await context.deferReply();
    await context.editResponse({ content: 'done' });
  }
});
client.commands.set([Ping, Play, Slow]);

client.components.set([
  class extends ComponentCommand {
    componentType = 'Button';
    customId = 'rename';
    run = (context) => context.interaction.modal(new Modal().setCustomId('renaming').setTitle('Rename').addComponents(
      new Label().setLabel('Name').setComponent(new TextInput().setCustomId('name').setStyle(TextInputStyle.Short))));
  },
  class extends ModalCommand {
    customId = 'renaming';
    run = (context) => context.write({ content: `renamed to ${context.interaction.getInputValue('name', true)}` });
  },
]);

client.events.set([
  createEvent({
    data: { name: 'botReady', once: true },
    async run() {
      await client.uploadCommands();
      say('registered');
    },
  }),
  createEvent({
    data: { name: 'messageCreate' },
    async run(message) {
      if (message.author.bot) {
        return;
      }
      if (message.content === '!ping') {
        await message.reply({ content: 'pong' });
      } else if (message.content === '!message') {
        const sent = await message.write({ content: 'sent' });
        await sent.edit({ content: 'edited' });
        await sent.delete();
      }
    },
  }),
]);

process.on('unhandledRejection', (error) => console.error(error));
await client.start();
