// Runs bots of other libraries against the simulated gateway, at the same time, and judges each.
// Usage: node run.mjs SPECTACLES LIBRARY... [--tls] [--seconds N] [--rate N] [--drop-every N]
//   SPECTACLES is the executable; LIBRARY is the name of a folder here, or all.
// A bot passes if people can use its commands, button, modal and messages, and it receives every event exactly once in
// spite of the cut connections, violates nothing and calls only simulated routes. The exit code is the number of bots
// that failed.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { World } from '../../samples/node/control.mjs';

const bots = {
  'discord.js': { command: ['node', 'bot.mjs'] },
  'discord.py': { command: ['/usr/bin/python3', 'bot.py'] }, // Debian's python3-discord
  discordeno: { command: ['node', 'bot.mjs'] },
  eris: { command: ['node', 'bot.mjs'] },
  'oceanic.js': { command: ['node', 'bot.mjs'] },
  // Opens its web socket at port 443 of the host, with TLS, whatever the address is.
  seyfert: { command: ['node', 'bot.mjs'], tls: true, listen: ['--listen', '127.0.0.2', '--port', '443'] },
};
// A token in the form of a real one: some libraries read the application's id, here 1191210857275029937, from it.
const token = `${Buffer.from('1191210857275029937').toString('base64url')}.client.${'not-a-secret'.padEnd(38, '-')}`;
const settling = 10; // seconds without events before the end, in which everything on its way arrives
const longest = 120; // seconds that a busy machine may take longer
const here = dirname(fileURLToPath(import.meta.url));

const { values, positionals: [simulator, ...names] } = parseArgs({
  allowPositionals: true,
  options: {
    tls: { type: 'boolean', default: false },
    seconds: { type: 'string', default: '60' },
    rate: { type: 'string', default: '200' },
    'drop-every': { type: 'string', default: '20' },
  },
});
const libraries = names.includes('all') ? Object.keys(bots) : names;
if (simulator === undefined || libraries.length === 0 || libraries.some((name) => !(name in bots))) {
  console.error(`Usage: node run.mjs SPECTACLES LIBRARY...; the libraries are all, ${Object.keys(bots).join(', ')}`);
  process.exit(64);
}

/** Starts a program; `onLine` gets the lines of its output, `show` those of its errors. */
function start([program, ...args], options, onLine, show) {
  const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  createInterface({ input: child.stdout }).on('line', onLine);
  createInterface({ input: child.stderr }).on('line', show);
  const ended = once(child, 'close').then(([code]) => code, (error) => error.message);
  return { ended, stop: () => child.kill('SIGTERM') };
}

/** The numbers in a line such as `client: dispatched=12 resumed=1`. */
const numbers = (line) => Object.fromEntries(
  [...line.matchAll(/([\w-]+)=(\d+)/g)].map(([, name, value]) => [name, Number(value)]));

/** Uses the bot as people do, and checks what it answers. */
async function use(world) {
  const who = 'ada';
  const { reply: playing } = await world.post('use', { who, command: 'play', options: { song: 'Blue' } });
  assert.equal(playing.content, 'playing Blue');
  const modal = await world.post('press', { who, message_id: playing.message_id, custom_id: 'rename' });
  assert.equal(modal.reply.body.data.title, 'Rename');
  const { reply: renamed } = await world.post('submit', {
    who, interaction_id: modal.interaction_id, values: { name: 'Green' },
  });
  assert.equal(renamed.content, 'renamed to Green');
  assert.equal((await world.post('use', { who, command: 'slow' })).reply.content, 'done');

  for (const direct of [false, true]) {
    const { message_id } = await world.post('say', { who, text: '!ping', direct });
    assert.equal((await world.get('wait', { kind: 'reply', contains: message_id })).content, 'pong');
  }

  const { message_id } = await world.post('say', { who, text: '!message' });
  let { n } = await world.get('wait', { kind: 'event', contains: message_id });
  ({ n } = await world.get('wait', { kind: 'reply', contains: '"content":"sent"', after: n }));
  for (const change of ['UPDATE', 'DELETE']) {
    ({ n } = await world.get('wait', { kind: 'event', contains: `"event":"MESSAGE_${change}"`, after: n }));
  }
}

/** Uses it again if the bot was too slow, as a person would: all bots start at once, and have three seconds for an answer. */
async function useWithin(attempts, world, show) {
  try {
    await use(world);
  } catch (error) {
    if (attempts === 1 || !error.message.includes('did not happen in time')) {
      throw error;
    }

    show(`used again: ${error.message.slice(0, 200)}`);
    await useWithin(attempts - 1, world, show);
  }
}

/** Runs a bot; returns what is wrong with it, and the counts of both sides. `show` gets the lines of their output. */
async function judge({ command, tls = values.tls, listen = [] }, folder, authority, show) {
  if (existsSync(join(folder, 'package.json')) && !existsSync(join(folder, 'node_modules'))) {
    await start(['npm', 'ci', '--no-audit', '--no-fund'], { cwd: folder }, show, show).ended;
  }

  const seconds = Number(values.seconds);
  const began = Date.now();
  const seen = {};
  let control;
  const controlled = new Promise((resolve) => { control = resolve; });
  const gateway = start([
    simulator, 'simulate', '--control', '0', '--privileged', 'all', '--rate', values.rate, '--token', token, ...listen,
    '--quiet-after', String(seconds), '--seconds', String(seconds + longest),
    ...(tls ? ['--tls', '--authority', authority] : []),
  ], {}, (line) => {
    if (line.startsWith('listening: ')) {
      seen.api = line.slice('listening: '.length);
    } else if (line.startsWith('control: ')) {
      control(line.slice('control: '.length));
    } else if (line.startsWith('simulated: ')) {
      seen.simulated = numbers(line);
    }
  }, show);
  const address = await Promise.race([controlled, gateway.ended.then(() => null)]);
  if (address === null) {
    return { wrong: ['the simulator did not start'] };
  }

  const environment = { ...process.env, DISCORD_API: seen.api, DISCORD_TOKEN: token };
  if (tls) {
    Object.assign(environment, { NODE_EXTRA_CA_CERTS: authority, SSL_CERT_FILE: authority });
  }
  let registered;
  const isRegistered = new Promise((resolve) => { registered = resolve; });
  const bot = start(command, { cwd: folder, env: environment }, (line) => {
    if (line.startsWith('client: ')) {
      seen.client = numbers(line);
    } else if (line === 'bot: registered') {
      registered(true);
    } else {
      show(line);
    }
  }, show);
  const pause = (until) => Promise.race([bot.ended, new Promise((resolve) => {
    setTimeout(resolve, Math.max(0, began + until * 1000 - Date.now())).unref();
  })]);
  const wrong = [];
  let cuts = 0;
  if (await Promise.race([isRegistered, pause(seconds + settling).then(() => false)])) {
    const world = new World(address, token);
    await world.get('wait', { kind: 'received', contains: '"op":2', timeout: settling });
    await useWithin(3, world, show).catch((error) => wrong.push(`what people did: ${error.message.slice(0, 2000)}`));
    // Only now: an interaction that arrives after a reconnect may be too old to be answered.
    const interval = Number(values['drop-every']);
    for (let next = (Date.now() - began) / 1000 + interval; next < seconds; next += interval) {
      await pause(next);
      await world.post('drop').then(() => cuts++, (error) => show(`not cut: ${error.message.slice(0, 200)}`));
    }
    await pause(seconds + settling);
  } else {
    wrong.push('the bot did not register its commands');
  }

  bot.stop();
  const botCode = await bot.ended;
  gateway.stop();
  const gatewayCode = await gateway.ended;

  const { client, simulated } = seen;
  wrong.push(...[
    client === undefined && `the bot ended by itself: ${botCode}`,
    gatewayCode !== 0 && `the simulator ended with exit code ${gatewayCode}`,
    client?.dispatched !== simulated?.dispatched && 'the counts of events differ',
    client?.missing > 0 && 'events were lost',
    wrong.length === 0 && cuts === 0 && 'the connection was never cut: more --seconds, or a smaller --drop-every, are needed',
  ].filter(Boolean));
  return { wrong, client, simulated };
}

const temporary = mkdtempSync(join(tmpdir(), 'clients-'));
const failed = await Promise.all(libraries.map(async (library) => {
  const output = []; // of the bot and the simulator
  const { wrong, client, simulated } = await judge(
    bots[library], join(here, library), join(temporary, `${library}.pem`), (line) => output.push(line));
  if (wrong.length > 0) {
    console.log(output.slice(-40).map((line) => `${library}: ${line}\n`).join(''));
  }
  console.log(`${library}: ${wrong.join('; ') || 'passed'}
  client ${JSON.stringify(client)}, simulated ${JSON.stringify(simulated)}`);
  return wrong.length > 0;
}));
rmSync(temporary, { recursive: true });
process.exit(failed.filter(Boolean).length);
