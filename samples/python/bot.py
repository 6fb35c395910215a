"""A bot of discord.py: /play with a button and a modal, and !ping."""
import os

import discord
import yarl
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

if 'DISCORD_API' in os.environ:  # a simulated Discord: discord.py has no setting for the two addresses
    Route.BASE = os.environ['DISCORD_API']
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(os.environ['DISCORD_GATEWAY'])


class Rename(discord.ui.Modal, title='Rename the song'):
    name = discord.ui.TextInput(label='Name', custom_id='name')

    async def on_submit(self, interaction):
        await interaction.response.send_message(f'renamed to {self.name.value}')


class Song(discord.ui.View):
    @discord.ui.button(label='Rename', custom_id='rename')
    async def rename(self, interaction, _):
        await interaction.response.send_modal(Rename())


class Bot(discord.Client):
    async def setup_hook(self):
        await commands.sync()

    async def on_message(self, message):
        if message.content == '!ping':
            await message.reply('pong')


intents = discord.Intents.default()
intents.message_content = True
bot = Bot(intents=intents)
commands = app_commands.CommandTree(bot)


@commands.command(description='Plays a song')
async def play(interaction: discord.Interaction, song: str):
    await interaction.response.send_message(f'playing {song}', view=Song())


bot.run(os.environ['DISCORD_TOKEN'])
