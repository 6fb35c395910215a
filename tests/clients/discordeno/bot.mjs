// A bot of Discordeno with its default settings. The address of the API is its documented option `rest.proxy`.
import {
  createBot, createDesiredPropertiesObject, Intents, InteractionTypes, MessageComponentTypes, TextStyles,
} from '@discordeno/bot';
import { count, say } from '../sequences.mjs';

const token = process.env.DISCORD_TOKEN;
const bot = createBot({
  token,
  intents: Object.values(Intents).filter((bit) => typeof bit === 'number').reduce((all, bit) => all | bit),
  rest: { proxy: { baseUrl: process.env.DISCORD_API.replace(/\/v\d+$/, ''), authorization: `Bot ${token}` } },
  desiredProperties: createDesiredPropertiesObject({}, true),
  events: {
    raw: count,
    async ready() {
      await bot.helpers.upsertGlobalApplicationCommands([
        { name: 'ping', description: 'Answers pong' },
        {
          name: 'play', description: 'Plays a song',
          options: [{ type: 3, name: 'song', description: 'The song', required: true }],
        },
        { name: 'slow', description: 'Answers late' },
      ]);
      say('registered');
    },
    async messageCreate(message) {
      if (message.author.toggles.bot) {
        return;
      }
      if (message.content === '!ping') {
        await bot.helpers.sendMessage(message.channelId, {
          content: 'pong', messageReference: { messageId: message.id, failIfNotExists: true },
        });
      } else if (message.content === '!message') {
        const sent = await bot.helpers.sendMessage(message.channelId, { content: 'sent' });
        await bot.helpers.editMessage(message.channelId, sent.id, { content: 'edited' });
        await bot.helpers.deleteMessage(message.channelId, sent.id);
      }
    },
    async interactionCreate(interaction) {
      switch (interaction.type) {
        case InteractionTypes.ApplicationCommand:
          switch (interaction.data.name) {
            case 'ping':
              return interaction.respond('pong');
            case 'play':
              return interaction.respond({
                content: `playing ${interaction.data.options[0].value}`,
                components: [{
                  type: MessageComponentTypes.ActionRow,
                  components: [{ type: MessageComponentTypes.Button, style: 1, label: 'Rename', customId: 'rename' }],
                }],
              });
            case 'slow':
              await interaction.defer();
              return interaction.edit('done');
          }
          break;
        case InteractionTypes.MessageComponent:
          return interaction.respond({
            customId: 'renaming',
            title: 'Rename',
            components: [{
              type: MessageComponentTypes.ActionRow,
              components: [{
                type: MessageComponentTypes.InputText, style: TextStyles.Short, label: 'Name', customId: 'name',
              }],
            }],
          });
        case InteractionTypes.ModalSubmit:
          return interaction.respond(`renamed to ${interaction.data.components[0].components[0].value}`);
      }
    },
  },
});

process.on('unhandledRejection', (error) => console.error(error));
await bot.start();
