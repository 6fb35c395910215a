"""Tests of bot.py against a simulated Discord. Each test has a world and a bot of its own."""
import os
import pathlib
import subprocess
import sys

import pytest
from control import Simulator, World

BOT = pathlib.Path(__file__).with_name('bot.py')


@pytest.fixture(scope='session')
def simulator():
    simulator = Simulator()
    yield simulator
    simulator.stop()


@pytest.fixture
def world(simulator):
    world = World(simulator.control)
    bot = subprocess.Popen([sys.executable, BOT], env={
        **os.environ, 'DISCORD_TOKEN': world.token, 'DISCORD_API': world.api, 'DISCORD_GATEWAY': world.gateway})
    try:
        world.get('wait', kind='call', contains='/commands', timeout=30)
        world.get('wait', kind='received', contains='"op":2')
        yield world
    finally:
        bot.kill()
        bot.wait()
    counters = world.get('counters')
    assert counters['violations'] == []
    assert counters['unknown_routes'] == 0


def test_command_button_and_modal(world):
    playing = world.post('use', who='ada', command='play', options={'song': 'Blue'})['reply']
    assert playing['content'] == 'playing Blue'

    modal = world.post('press', who='ada', message_id=playing['message_id'], custom_id='rename')
    assert modal['reply']['body']['data']['title'] == 'Rename the song'

    renamed = world.post('submit', who='ada', interaction_id=modal['interaction_id'], values={'name': 'Green'})
    assert renamed['reply']['content'] == 'renamed to Green'


def test_message(world):
    message = world.post('say', who='ada', text='!ping')
    assert world.get('wait', kind='reply', contains=message['message_id'])['content'] == 'pong'


def test_lost_connection(world):
    world.post('drop')
    message = world.post('say', who='ada', text='!ping')  # while the bot is away
    world.get('wait', kind='received', contains='"op":6', timeout=30)
    assert world.get('wait', kind='reply', contains=message['message_id'])['content'] == 'pong'
    assert world.get('counters')['resumes'] == 1
