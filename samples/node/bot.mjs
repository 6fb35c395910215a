// A bot of discord.js: /play with a button and a modal, and !ping.
import {
  ActionRowBuilder, ButtonBuilder, ButtonStyle, Client, Events, GatewayIntentBits, ModalBuilder, SlashCommandBuilder,
  TextInputBuilder, TextInputStyle,
} from 'discord.js';

const client = new Client({
  intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.MessageContent],
  rest: { api: process.env.DISCORD_API ?? 'https://discord.com/api' }, // discord.js adds /v10
});

client.on(Events.ClientReady, () => client.application.commands.set([
  new SlashCommandBuilder().setName('play').setDescription('Plays a song')
    .addStringOption((option) => option.setName('song').setDescription('The song').setRequired(true)),
]));

client.on(Events.MessageCreate, async (message) => {
  if (message.content === '!ping') {
    await message.reply('pong');
  }
});

client.on(Events.InteractionCreate, async (interaction) => {
  if (interaction.isChatInputCommand()) {
    const rename = new ButtonBuilder().setCustomId('rename').setLabel('Rename').setStyle(ButtonStyle.Secondary);
    await interaction.reply({
      content: `playing ${interaction.options.getString('song', true)}`,
      components: [new ActionRowBuilder().addComponents(rename)],
    });
  } else if (interaction.isButton()) {
    const name = new TextInputBuilder().setCustomId('name').setLabel('Name').setStyle(TextInputStyle.Short);
    await interaction.showModal(new ModalBuilder().setCustomId('renaming').setTitle('Rename the song')
      .addComponents(new ActionRowBuilder().addComponents(name)));
  } else if (interaction.isModalSubmit()) {
    await interaction.reply(`renamed to ${interaction.fields.getTextInputValue('name')}`);
  }
});

await client.login(process.env.DISCORD_TOKEN);
