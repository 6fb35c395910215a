// A bot of discord.js with its default settings. The address of the API is its documented option `rest.api`.
import {
  ActionRowBuilder, ButtonBuilder, ButtonStyle, Client, Events, GatewayIntentBits, ModalBuilder, Partials,
  SlashCommandBuilder, TextInputBuilder, TextInputStyle,
} from 'discord.js';
import { count, say } from '../sequences.mjs';

const client = new Client({
  intents: Object.values(GatewayIntentBits).filter((bit) => typeof bit === 'number'),
  partials: [Partials.Channel],
  rest: { api: process.env.DISCORD_API.replace(/\/v\d+$/, '') },
});

client.on(Events.Raw, count);
client.on(Events.Error, (error) => console.error(error));
client.on(Events.Warn, (text) => console.error(text));
client.on(Events.ClientReady, async () => {
  await client.application.commands.set([
    new SlashCommandBuilder().setName('ping').setDescription('Answers pong'),
    new SlashCommandBuilder().setName('play').setDescription('Plays a song')
      .addStringOption((option) => option.setName('song').setDescription('The song').setRequired(true)),
    new SlashCommandBuilder().setName('slow').setDescription('Answers late'),
  ]);
  say('registered');
});

client.on(Events.MessageCreate, async (message) => {
  if (message.author.bot) {
    return;
  }
  if (message.content === '!ping') {
    await message.reply('pong');
  } else if (message.content === '!message') {
    const sent = await message.channel.send('sent');
    await sent.edit('edited');
    await sent.delete();
  }
});

client.on(Events.InteractionCreate, async (interaction) => {
  if (interaction.isChatInputCommand()) {
    switch (interaction.commandName) {
      case 'ping':
        return interaction.reply('pong');
      case 'play':
        return interaction.reply({
          content: `playing ${interaction.options.getString('song', true)}`,
          components: [new ActionRowBuilder().addComponents(
            new ButtonBuilder().setCustomId('rename').setLabel('Rename').setStyle(ButtonStyle.Primary))],
        });
      case 'slow':
        await interaction.deferReply();
        return interaction.editReply('done');
    }
  } else if (interaction.isButton()) {
    await interaction.showModal(new ModalBuilder().setCustomId('renaming').setTitle('Rename').addComponents(
      new ActionRowBuilder().addComponents(
        new TextInputBuilder().setCustomId('name').setLabel('Name').setStyle(TextInputStyle.Short))));
  } else if (interaction.isModalSubmit()) {
    await interaction.reply(`renamed to ${interaction.fields.getTextInputValue('name')}`);
  }
});

process.on('unhandledRejection', (error) => console.error(error));
await client.login(process.env.DISCORD_TOKEN);
