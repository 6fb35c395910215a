// A bot of oceanic.js with its default settings. The address of the API is its documented option `rest.baseURL`.
import {
  ApplicationCommandTypes, ButtonStyles, Client, ComponentTypes, InteractionTypes, TextInputStyles,
} from 'oceanic.js';
import { count, say } from '../sequences.mjs';

const client = new Client({
  auth: `Bot ${process.env.DISCORD_TOKEN}`,
  gateway: { intents: ['ALL'] },
  rest: { baseURL: process.env.DISCORD_API },
});

client.on('packet', count);
client.on('error', (error) => console.error(error));
client.on('warn', (text) => console.error(text));
client.once('ready', async () => {
  await client.application.bulkEditGlobalCommands([
    { type: ApplicationCommandTypes.CHAT_INPUT, name: 'ping', description: 'Answers pong' },
    {
      type: ApplicationCommandTypes.CHAT_INPUT, name: 'play', description: 'Plays a song',
      options: [{ type: 3, name: 'song', description: 'The song', required: true }],
    },
    { type: ApplicationCommandTypes.CHAT_INPUT, name: 'slow', description: 'Answers late' },
  ]);
  say('registered');
});

client.on('messageCreate', async (message) => {
  if (message.author.bot) {
    return;
  }
  if (message.content === '!ping') {
    await client.rest.channels.createMessage(message.channelID, {
      content: 'pong', messageReference: { messageID: message.id },
    });
  } else if (message.content === '!message') {
    const sent = await client.rest.channels.createMessage(message.channelID, { content: 'sent' });
    await sent.edit({ content: 'edited' });
    await sent.delete();
  }
});

client.on('interactionCreate', async (interaction) => {
  switch (interaction.type) {
    case InteractionTypes.APPLICATION_COMMAND:
      switch (interaction.data.name) {
        case 'ping':
          return interaction.createMessage({ content: 'pong' });
        case 'play':
          return interaction.createMessage({
            content: `playing ${interaction.data.options.getString('song', true)}`,
            components: [{
              type: ComponentTypes.ACTION_ROW,
              components: [{
                type: ComponentTypes.BUTTON, style: ButtonStyles.PRIMARY, label: 'Rename', customID: 'rename',
              }],
            }],
          });
        case 'slow':
          await interaction.defer();
          return interaction.editOriginal({ content: 'done' });
      }
      break;
    case InteractionTypes.MESSAGE_COMPONENT:
      return interaction.createModal({
        customID: 'renaming',
        title: 'Rename',
        components: [{
          type: ComponentTypes.ACTION_ROW,
          components: [{
            type: ComponentTypes.TEXT_INPUT, style: TextInputStyles.SHORT, label: 'Name', customID: 'name',
          }],
        }],
      });
    case InteractionTypes.MODAL_SUBMIT:
      return interaction.createMessage({
        content: `renamed to ${interaction.data.components.getTextInput('name', true)}`,
      });
  }
});

process.on('unhandledRejection', (error) => console.error(error));
await client.connect();
