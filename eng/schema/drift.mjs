// Lists the differences of the schema and the package. Reads the schema from the repository, so that manual changes are found, too.
import { readFileSync } from "node:fs";
import { Comparison } from "./comparison.mjs";
import { compose } from "./compose.mjs";
import { Facts } from "./facts.mjs";
import { OpenApi } from "./openapi.mjs";
import { RestComparison } from "./rest-comparison.mjs";
import { RestFacts } from "./rest-facts.mjs";

const read = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8"));
const schema = read("../../src/Spectacles.Gateway.Aot/Events/discord-v10.json");
const facts = new Facts(read("overlay.json")).collect();
compareEvents(new Comparison(facts, schema));

const rest = read("rest-overlay.json");
const routes = new RestComparison(new RestFacts(rest, facts, new OpenApi(rest.openApiNames)).collect(), rest, schema);
routes.compare(read("../../src/Spectacles.Gateway.Aot.Rest/Routes/discord-v10-rest.json"));
routes.finish(`of the routes from discord-api-types ${facts.package.version} and Discord's OpenAPI document`);

function compareEvents(comparison) {
  const { overlay } = facts;
  comparison.names("event", Object.keys(schema.events), facts.events.map((event) => event.name));
  const onlyAdded = Object.keys(overlay.types).filter((name) => overlay.types[name].added && !facts.types.has(name));
  comparison.names("type", Object.keys(schema.types).filter((name) => !onlyAdded.includes(name)), [...facts.types.keys()]);
  for (const name of Object.keys(schema.types)) comparison.fields(name);
  comparison.names("enum", [...Object.keys(schema.enums), ...Object.keys(schema.flags)], [...facts.enums.keys()]);
  for (const [name, fact] of facts.enums) comparison.values(name, fact);
  for (const [source, reason] of Object.entries(overlay.numbers)) comparison.report(source, "an enum of the package, a number here", reason);
  if (JSON.stringify(compose(facts, overlay)) !== JSON.stringify(schema)) comparison.report("discord-v10.json", "is not what import.sh writes");
  for (const problem of facts.problems) comparison.report("overlay.json", problem);
  comparison.finish(`of the events from discord-api-types ${facts.package.version}`);
}
