// Writes the event schema, or fails when the overlay lacks a decision. With an argument it checks that overlay and writes nothing.
import { readFileSync, writeFileSync } from "node:fs";
import { compose } from "./compose.mjs";
import { Facts } from "./facts.mjs";
import { print } from "./layout.mjs";

const [other] = process.argv.slice(2);
const overlay = JSON.parse(readFileSync(other ?? new URL("overlay.json", import.meta.url), "utf8"));
const target = new URL("../../src/Spectacles.Gateway.Aot/Events/discord-v10.json", import.meta.url);
const facts = new Facts(overlay).collect();
const schema = compose(facts, overlay);

for (const name of Object.keys(overlay.types)) {
  if (!(name in schema.types)) facts.problems.push(`the overlay decides about ${name}, which nothing reaches`);
}
const problems = [...new Set(facts.problems)];
problems.forEach((problem) => console.error(`error: ${problem}`));
if (problems.length > 0) process.exit(1);

if (!other) writeFileSync(target, `${print(schema)}\n`);
const count = (value) => Object.keys(value).length;
console.log(`discord-api-types ${facts.package.version}: ${count(schema.events)} events, ${count(schema.types)} types, ${count(schema.enums)} enums, ${count(schema.flags)} flags`);
