// Counts the dispatches of a bot's sessions, each sequence number once, and prints the counts when the bot is stopped.
const highest = new Map(); // by shard
let dispatched = 0;
let resumed = 0;
let missing = 0;

/** Counts a gateway payload: `{ op, t, s, d }`. */
export function count(payload, shard = 0) {
  if (payload.op !== 0) {
    return;
  }
  if (payload.t === 'READY') {
    highest.set(shard, 0);
  } else if (payload.t === 'RESUMED') {
    resumed++;
  }
  const last = highest.get(shard) ?? 0;
  if (payload.s > last) {
    dispatched++;
    missing += payload.s - last - 1;
    highest.set(shard, payload.s);
  }
}

/** Says that the bot has done its part; the runner waits for these lines. */
export const say = (what) => console.log(`bot: ${what}`);

for (const signal of ['SIGTERM', 'SIGINT']) {
  process.on(signal, () => {
    console.log(`client: dispatched=${dispatched} resumed=${resumed} missing=${missing}`);
    process.exit(0);
  });
}
