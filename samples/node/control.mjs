// A client of the control API of `spectacles simulate`, which GET /openapi.json describes.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** Starts `spectacles simulate`, the program that the environment variable SPECTACLES names. */
export async function startSimulator() {
  const child = spawn(process.env.SPECTACLES ?? 'spectacles', ['simulate', '--control', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('control: ')) {
      return { control: line.slice('control: '.length), stop: () => child.kill() && once(child, 'close') };
    }
  }
  throw new Error('spectacles simulate ended');
}

/** A simulated Discord with one bot, which knows it by its token. */
export class World {
  constructor(control, token) {
    this.control = control;
    this.token = token;
  }

  static async create(control, options = {}) {
    const created = await new World(control).post('worlds', options);
    return Object.assign(new World(control, created.token), { api: created.api });
  }

  get(path, query = {}) {
    return this.call(`${path}?${new URLSearchParams(query)}`, {});
  }

  post(path, body = {}) {
    return this.call(path, { method: 'POST', body: JSON.stringify(body) });
  }

  async call(path, request) {
    const headers = { 'Content-Type': 'application/json', ...(this.token && { Authorization: this.token }) };
    const answer = await fetch(this.control + path, { headers, ...request });
    const text = await answer.text();
    if (!answer.ok) {
      throw new Error(text);
    }
    return text && JSON.parse(text);
  }
}
