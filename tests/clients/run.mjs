// Runs bots of other libraries against the simulated gateway, one after the other, and judges each.
// Usage: node run.mjs SPECTACLES LIBRARY... [--tls] [--seconds N] [--rate N] [--drop-every N]
//   SPECTACLES is the executable; LIBRARY is the name of a folder here, or all.
// A bot passes if it registers its commands, receives every event exactly once in spite of the cut connections, answers
// some, violates nothing and calls only simulated routes. The exit code is the number of bots that failed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

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

/** Starts a program; `onLine` gets the lines of its output, and its errors are shown. */
function start([program, ...args], options, onLine) {
  const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  createInterface({ input: child.stdout }).on('line', onLine);
  createInterface({ input: child.stderr }).on('line', (line) => console.error(`  ${line}`));
  const ended = once(child, 'close').then(([code]) => code, (error) => error.message);
  return { ended, stop: () => child.kill('SIGTERM') };
}

/** The numbers in a line such as `client: dispatched=12 resumed=1`. */
const numbers = (line) => Object.fromEntries(
  [...line.matchAll(/([\w-]+)=(\d+)/g)].map(([, name, value]) => [name, Number(value)]));

/** Runs a bot; returns what is wrong with it. */
async function judge({ command, tls = values.tls, listen = [] }, folder, authority) {
  if (existsSync(join(folder, 'package.json')) && !existsSync(join(folder, 'node_modules'))) {
    await start(['npm', 'ci', '--no-audit', '--no-fund'], { cwd: folder }, console.log).ended;
  }

  const seconds = Number(values.seconds);
  let simulated;
  let listening;
  const address = new Promise((resolve) => { listening = resolve; });
  const gateway = start([
    simulator, 'simulate', '--privileged', 'all', '--rate', values.rate, '--token', token, ...listen,
    '--drop-every', values['drop-every'], '--drops', String(Math.floor((seconds - 1) / Number(values['drop-every']))),
    '--quiet-after', String(seconds), '--seconds', String(seconds + 2 * settling),
    ...(tls ? ['--tls', '--authority', authority] : []),
  ], {}, (line) => {
    if (line.startsWith('listening: ')) {
      listening(line.slice('listening: '.length));
    } else if (line.startsWith('simulated: ')) {
      simulated = numbers(line);
    }
  });
  const api = await Promise.race([address, gateway.ended.then(() => null)]);
  if (api === null) {
    return ['the simulator did not start'];
  }

  let client;
  let isRegistered = false;
  const environment = { ...process.env, DISCORD_API: api, DISCORD_TOKEN: token };
  if (tls) {
    Object.assign(environment, { NODE_EXTRA_CA_CERTS: authority, SSL_CERT_FILE: authority });
  }
  const bot = start(command, { cwd: folder, env: environment }, (line) => {
    if (line.startsWith('client: ')) {
      client = numbers(line);
    } else if (line === 'bot: registered') {
      isRegistered = true;
    } else {
      console.log(`  ${line}`);
    }
  });
  const timer = setTimeout(bot.stop, (seconds + settling) * 1000);
  const botCode = await bot.ended;
  clearTimeout(timer);
  gateway.stop();
  const gatewayCode = await gateway.ended;

  console.log(`  client ${JSON.stringify(client)}, simulated ${JSON.stringify(simulated)}`);
  return [
    client === undefined && `the bot ended by itself: ${botCode}`,
    !isRegistered && 'the bot did not register its commands',
    gatewayCode !== 0 && `the simulator ended with exit code ${gatewayCode}`,
    client?.dispatched !== simulated?.dispatched && 'the counts of events differ',
    client?.missing > 0 && 'events were lost',
    !(simulated?.replies > 0) && 'the bot answered nothing',
  ].filter(Boolean);
}

const temporary = mkdtempSync(join(tmpdir(), 'clients-'));
let failed = 0;
for (const library of libraries) {
  console.log(`${library}:`);
  const wrong = await judge(bots[library], join(here, library), join(temporary, 'authority.pem'));
  failed += wrong.length > 0 ? 1 : 0;
  console.log(`${library}: ${wrong.length > 0 ? wrong.join('; ') : 'passed'}`);
}
rmSync(temporary, { recursive: true });
process.exit(failed);
