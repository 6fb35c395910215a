// Tests of bot.mjs against a simulated Discord. Each test has a world and a bot of its own.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startSimulator, World } from './control.mjs';

let simulator, world, bot;

before(async () => { simulator = await startSimulator(); });
after(() => simulator.stop());

beforeEach(async () => {
  world = await World.create(simulator.control);
  bot = spawn(process.execPath, [fileURLToPath(new URL('bot.mjs', import.meta.url))], {
    env: { ...process.env, DISCORD_TOKEN: world.token, DISCORD_API: world.api.replace(/\/v\d+$/, '') },
    stdio: 'inherit',
  });
  await world.get('wait', { kind: 'call', contains: '/commands', timeout: 30 });
});

afterEach(async () => {
  const ended = once(bot, 'close');
  bot.kill();
  await ended;
  const { violations, unknown_routes } = await world.get('counters');
  assert.deepEqual({ violations, unknown_routes }, { violations: [], unknown_routes: 0 });
});

test('a command, a button and a modal', async () => {
  const { reply: playing } = await world.post('use', { who: 'ada', command: 'play', options: { song: 'Blue' } });
  assert.equal(playing.content, 'playing Blue');

  const modal = await world.post('press', { who: 'ada', message_id: playing.message_id, custom_id: 'rename' });
  assert.equal(modal.reply.body.data.title, 'Rename the song');

  const { reply: renamed } = await world.post('submit', {
    who: 'ada', interaction_id: modal.interaction_id, values: { name: 'Green' },
  });
  assert.equal(renamed.content, 'renamed to Green');
});

test('a message', async () => {
  const { message_id } = await world.post('say', { who: 'ada', text: '!ping' });
  assert.equal((await world.get('wait', { kind: 'reply', contains: message_id })).content, 'pong');
});

test('a lost connection', async () => {
  await world.post('drop');
  const { message_id } = await world.post('say', { who: 'ada', text: '!ping' }); // while the bot is away
  await world.get('wait', { kind: 'received', contains: '"op":6', timeout: 30 });
  assert.equal((await world.get('wait', { kind: 'reply', contains: message_id })).content, 'pong');
  assert.equal((await world.get('counters')).resumes, 1);
});
