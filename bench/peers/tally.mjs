import { readFileSync } from 'node:fs';

/** Counts what a library has received, and its cost between the two marks of the tape. */
export class Tally {
  #events;
  #warmUp;
  #received = 0;
  #sum = 0;
  #started;

  /**
   * @param {number} events the number of events
   * @param {string[]} settings warmup=number: how many of them are the warm-up, if not a fifth
   */
  constructor(events, settings = []) {
    this.#events = events;
    const warmUp = settings.find((setting) => setting.startsWith('warmup='));
    this.#warmUp = warmUp ? Number(warmUp.slice('warmup='.length)) : Math.floor(events / 5);
  }

  /** Receives the name of every packet, null if it is not an event. The mark after the last event ends the process. */
  receive(name) {
    switch (name) {
      case null:
      case 'READY':
        break;
      case 'TAPE_START':
        this.#started = process.cpuUsage();
        break;
      case 'TAPE_END':
        this.#finish(process.cpuUsage(this.#started));
        break;
      default:
        this.#received++;
    }
  }

  /** The MESSAGE_CREATE handler. The sum shows that all libraries have read the same values. */
  read(content, author, guild) {
    this.#sum += content.length + Number(author.slice(-9)) + Number(guild.slice(-9));
  }

  #finish({ user, system }) {
    console.error(`received ${this.#received} sum ${this.#sum}`);
    const measured = this.#events - this.#warmUp;
    const status = readFileSync('/proc/self/status', 'utf8');
    const kilobytes = (field) => new RegExp(`^${field}:\\s*(\\d+)`, 'm').exec(status)[1];
    if (this.#received === this.#events) {
      console.log(`result cpu_ns=${(((user + system) * 1000) / measured).toFixed(1)} peak_kb=${kilobytes('VmHWM')} resident_kb=${kilobytes('VmRSS')}`);
    }

    process.exit(this.#received === this.#events ? 0 : 1);
  }
}
