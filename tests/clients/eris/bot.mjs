// A bot of Eris with its default settings. Eris writes https:// and port 443 itself: its documented options
// `rest.domain`, `rest.baseURL` and `rest.agent` lead it to another host, path, port and, here, to plain HTTP.
import http from 'node:http';
import https from 'node:https';
import { Client, CommandInteraction, ComponentInteraction, Constants, ModalSubmitInteraction } from 'eris';
import { count, say } from '../sequences.mjs';

const api = new URL(process.env.DISCORD_API);
const isPlain = api.protocol === 'http:';
const agent = Object.assign(new (isPlain ? http : https).Agent({ keepAlive: true }), {
  protocol: 'https:', // what Eris asks for
  defaultPort: api.port || (isPlain ? 80 : 443),
});

const client = new Client(`Bot ${process.env.DISCORD_TOKEN}`, {
  intents: ['all'],
  rest: { domain: api.hostname, baseURL: api.pathname, agent },
});

client.on('rawWS', count);
client.on('error', (error) => console.error(error));
client.on('warn', (text) => console.error(text));
client.once('ready', async () => {
  await client.bulkEditCommands([
    { type: Constants.ApplicationCommandTypes.CHAT_INPUT, name: 'ping', description: 'Answers pong' },
    {
      type: Constants.ApplicationCommandTypes.CHAT_INPUT, name: 'play', description: 'Plays a song',
      options: [{ type: 3, name: 'song', description: 'The song', required: true }],
    },
    { type: Constants.ApplicationCommandTypes.CHAT_INPUT, name: 'slow', description: 'Answers late' },
  ]);
  say('registered');
});

client.on('messageCreate', async (message) => {
  if (message.author.bot) {
    return;
  }
  if (message.content === '!ping') {
    await client.createMessage(message.channel.id, { content: 'pong', messageReference: { messageID: message.id } });
  } else if (message.content === '!message') {
    const sent = await client.createMessage(message.channel.id, 'sent');
    await sent.edit('edited');
    await sent.delete();
  }
});

client.on('interactionCreate', async (interaction) => {
  if (interaction instanceof CommandInteraction) {
    switch (interaction.data.name) {
      case 'ping':
        return interaction.createMessage('pong');
      case 'play':
        return interaction.createMessage({
          content: `playing ${interaction.data.options[0].value}`,
          components: [{ type: 1, components: [{ type: 2, style: 1, label: 'Rename', custom_id: 'rename' }] }],
        });
      case 'slow':
        await interaction.defer();
        return interaction.editOriginalMessage('done');
    }
  } else if (interaction instanceof ComponentInteraction) {
    await interaction.createModal({
      custom_id: 'renaming',
      title: 'Rename',
      components: [{ type: 1, components: [{ type: 4, style: 1, label: 'Name', custom_id: 'name' }] }],
    });
  } else if (interaction instanceof ModalSubmitInteraction) {
    await interaction.createMessage(`renamed to ${interaction.data.components[0].components[0].value}`);
  }
});

process.on('unhandledRejection', (error) => console.error(error));
await client.connect();
