// Runs a bot of another library against the simulated gateway and judges it.
// Usage: node run.mjs PATH-TO-SPECTACLES LIBRARY... [--seconds N] [--rate N] [--drop-every N]; LIBRARY is a folder here, or all.
// Ends with 0 only if every bot registered its commands, every event arrived once, nothing was violated and no call was refused.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const here = dirname(fileURLToPath(import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '60' },
    rate: { type: 'string', default: '200' },
    'drop-every': { type: 'string', default: '20' },
  },
});
const bots = {
  'discord.js': ['node', 'bot.mjs'],
  eris: ['node', 'bot.mjs'],
  'oceanic.js': ['node', 'bot.mjs'],
  'discord.py': ['/usr/bin/python3', 'bot.py'],
};
const token = 'simulated.gateway.token';
const settling = 10; // seconds without events before the end, in which all that is under way arrives

const [simulator, ...names] = positionals;
if (simulator === undefined || names.length === 0) {
  console.error('Usage: node run.mjs PATH-TO-SPECTACLES LIBRARY... | all');
  process.exit(1);
}

/** Starts a program whose lines of output are passed to `onLine`, and whose errors are shown. */
function start(program, args, options, onLine) {
  const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  createInterface({ input: child.stdout }).on('line', onLine);
  createInterface({ input: child.stderr }).on('line', (line) => console.error(`  ${line}`));
  child.on('error', (error) => console.error(`  ${program}: ${error.message}`));
  return child;
}

/** The numbers in a line such as `client: dispatched=12 resumed=1`. */
const numbers = (line) => Object.fromEntries(
  [...line.matchAll(/([\w-]+)=(\d+)/g)].map(([, name, value]) => [name, Number(value)]));

async function judge(library) {
  const failures = [];
  const [program, script] = bots[library];
  const folder = join(here, library);
  if (existsSync(join(folder, 'package.json')) && !existsSync(join(folder, 'node_modules'))) {
    await once(spawn('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder, stdio: 'inherit' }), 'close');
  }

  let simulated;
  let client;
  let isRegistered = false;
  const address = Promise.withResolvers?.() ?? {};
  address.promise ??= new Promise((resolve) => { address.resolve = resolve; });
  const seconds = Number(values.seconds);
  const gateway = start(simulator, [
    'simulate', '--privileged', 'all', '--rate', values.rate, '--drop-every', values['drop-every'],
    '--quiet-after', `${seconds}`, '--seconds', `${seconds + settling + 5}`, '--drops', `${Math.floor((seconds - 1) / values['drop-every'])}`,
  ], {}, (line) => {
    if (line.startsWith('listening: ')) {
      address.resolve(line.slice('listening: '.length));
    } else if (line.startsWith('simulated: ')) {
      simulated = numbers(line);
    }
  });
  const gatewayEnd = once(gateway, 'close');
  const api = await Promise.race([address.promise, gatewayEnd]);
  if (typeof api !== 'string') {
    return [`${simulator} did not start`];
  }

  const bot = start(program, [script], {
    cwd: folder, env: { ...process.env, DISCORD_API: api, DISCORD_TOKEN: token },
  }, (line) => {
    if (line.startsWith('client: ')) {
      client = numbers(line);
    } else if (line === 'bot: registered') {
      isRegistered = true;
    } else {
      console.log(`  ${line}`);
    }
  });
  const botEnd = once(bot, 'close');
  const timer = setTimeout(() => bot.kill('SIGTERM'), (seconds + settling) * 1000);
  const [exitCode] = await botEnd;
  clearTimeout(timer);
  if (simulated === undefined) {
    gateway.kill('SIGINT');
  }
  const [gatewayCode] = await gatewayEnd;

  if (exitCode !== 0 || client === undefined) {
    failures.push(`the bot ended by itself, with exit code ${exitCode}`);
  }
  if (!isRegistered) {
    failures.push('the bot did not register its commands');
  }
  if (gatewayCode !== 0) {
    failures.push(`the simulator ended with exit code ${gatewayCode}`);
  }
  if (client?.dispatched !== simulated?.dispatched) {
    failures.push(`the bot counted ${client?.dispatched} events, the simulator ${simulated?.dispatched}`);
  }
  if (simulated?.replies === 0) {
    failures.push('the bot answered nothing');
  }
  console.log(`  client ${JSON.stringify(client)}, simulated ${JSON.stringify(simulated)}`);
  return failures;
}

let failed = 0;
for (const library of names.includes('all') ? Object.keys(bots) : names) {
  console.log(`${library}:`);
  const failures = await judge(library);
  failed += failures.length === 0 ? 0 : 1;
  console.log(failures.length === 0 ? `${library}: passed` : failures.map((why) => `${library}: ${why}`).join('\n'));
}
process.exit(failed === 0 ? 0 : 1);
