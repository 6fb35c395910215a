"""A bot of discord.py with its default settings.

discord.py 2.2 has no setting for the address: the API's is `Route.BASE`, and the gateway's is
`DiscordWebSocket.DEFAULT_GATEWAY` (it never asks the API for it).
"""
import json
import os
import signal
import sys
import urllib.request

import discord
import yarl
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

API = os.environ['DISCORD_API']
Route.BASE = API
with urllib.request.urlopen(f'{API}/gateway') as answer:
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(json.load(answer)['url'])

highest = dispatched = resumed = missing = 0


def stop(*_):
    print(f'client: dispatched={dispatched} resumed={resumed} missing={missing}', flush=True)
    os._exit(0)


class Renaming(discord.ui.Modal, title='Rename'):
    name = discord.ui.TextInput(label='Name', custom_id='name')

    def __init__(self):
        super().__init__(custom_id='renaming')

    async def on_submit(self, interaction):
        await interaction.response.send_message(f'renamed to {self.name.value}')


class Song(discord.ui.View):
    def __init__(self):
        super().__init__(timeout=None)

    @discord.ui.button(label='Rename', style=discord.ButtonStyle.primary, custom_id='rename')
    async def rename(self, interaction, _):
        await interaction.response.send_modal(Renaming())


class Bot(discord.Client):
    def __init__(self):
        super().__init__(intents=discord.Intents.all(), enable_debug_events=True)
        self.tree = app_commands.CommandTree(self)

    async def setup_hook(self):
        self.add_view(Song())
        await self.tree.sync()
        print('bot: registered', flush=True)

    async def on_socket_raw_receive(self, text):
        global highest, dispatched, resumed, missing
        payload = json.loads(text)
        if payload['op'] != 0:
            return
        if payload['t'] == 'READY':
            highest = 0
        elif payload['t'] == 'RESUMED':
            resumed += 1
        if payload['s'] > highest:
            dispatched += 1
            missing += payload['s'] - highest - 1
            highest = payload['s']

    async def on_message(self, message):
        if message.author.bot:
            return
        if message.content == '!ping':
            await message.reply('pong')
        elif message.content == '!message':
            sent = await message.channel.send('sent')
            await sent.edit(content='edited')
            await sent.delete()


bot = Bot()


@bot.tree.command(description='Answers pong')
async def ping(interaction: discord.Interaction):
    await interaction.response.send_message('pong')


@bot.tree.command(description='Plays a song')
@app_commands.describe(song='The song')
async def play(interaction: discord.Interaction, song: str):
    await interaction.response.send_message(f'playing {song}', view=Song())


@bot.tree.command(description='Answers late')
async def slow(interaction: discord.Interaction):
    await interaction.response.defer()
    await interaction.edit_original_response(content='done')


signal.signal(signal.SIGTERM, stop)
signal.signal(signal.SIGINT, stop)
try:
    bot.run(os.environ['DISCORD_TOKEN'])
except Exception as error:
    print(error, file=sys.stderr)
    raise
