// Writes the routes document, or fails when the overlay lacks a decision.
import { readFileSync, writeFileSync } from "node:fs";
import { Facts } from "./facts.mjs";
import { print } from "./layout.mjs";
import { OpenApi } from "./openapi.mjs";
import { composeRest } from "./rest-compose.mjs";
import { RestFacts } from "./rest-facts.mjs";

const read = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8"));
const overlay = read("rest-overlay.json");
const target = new URL("../../src/Spectacles.Gateway.Aot.Rest/Routes/discord-v10-rest.json", import.meta.url);
const facts = new RestFacts(overlay, new Facts(read("overlay.json")).collect(), new OpenApi(overlay.openApiNames)).collect();
const document = composeRest(facts, overlay);

for (const name of Object.keys(overlay.types)) {
  if (!(name in document.types) && !facts.types.has(name)) facts.problems.push(`the overlay decides about ${name}, which nothing reaches`);
}
const fields = new Set([...facts.types.values()].flatMap((type) => type.fields.map((field) => field.name)));
for (const name of Object.values(overlay.docs).flatMap((docs) => Object.keys(docs)).filter((one) => !fields.has(one))) {
  facts.problems.push(`the overlay describes ${name}, which no type has`);
}
const problems = [...new Set(facts.problems)];
problems.forEach((problem) => console.error(`error: ${problem}`));
if (problems.length > 0) process.exit(1);

writeFileSync(target, `${print(document)}\n`);
const count = (value) => Object.keys(value).length;
console.log(`${count(document.routes)} routes, ${count(document.types)} types, ${count(document.enums)} enums, ${count(document.flags)} flags`);
