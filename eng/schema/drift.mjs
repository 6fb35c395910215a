// Lists the differences of the schema and the package. Reads the schema from the repository, so that manual changes are found, too.
import { readFileSync } from "node:fs";
import { basesOf, bitOf, compose } from "./compose.mjs";
import { Facts } from "./facts.mjs";
import { notation, parseNotation } from "./naming.mjs";

const read = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8"));
const overlay = read("overlay.json");
const schema = read("../../src/Spectacles.Gateway.Aot/Events/discord-v10.json");
const facts = new Facts(overlay).collect();
const differences = [];

const report = (place, what, reason) => differences.push({ text: `${place}: ${what}`, reason });

compareNames("event", Object.keys(schema.events), facts.events.map((event) => event.name));
const onlyAdded = Object.keys(overlay.types).filter((name) => overlay.types[name].added && !facts.types.has(name));
compareNames("type", Object.keys(schema.types).filter((name) => !onlyAdded.includes(name)), [...facts.types.keys()]);
for (const name of Object.keys(schema.types)) compareFields(name);
compareNames("enum", [...Object.keys(schema.enums), ...Object.keys(schema.flags)], [...facts.enums.keys()]);
for (const [name, fact] of facts.enums) compareValues(name, fact);
for (const [source, reason] of Object.entries(overlay.numbers)) report(source, "an enum of the package, a number here", reason);
if (JSON.stringify(compose(facts, overlay)) !== JSON.stringify(schema)) report("discord-v10.json", "is not what import.sh writes");
for (const problem of facts.problems) report("overlay.json", problem);

const open = differences.filter((difference) => !difference.reason);
for (const { text, reason } of process.argv.includes("--all") ? differences : open) console.log(reason ? `${text} (${reason})` : text);
console.error(`${open.length} differences from discord-api-types ${facts.package.version}, and ${differences.length - open.length} with a written reason`);
process.exitCode = open.length > 0 ? 1 : 0;

function compareNames(kind, ours, theirs) {
  ours.filter((name) => !theirs.includes(name)).forEach((name) => report(name, `the package has no such ${kind}`));
  theirs.filter((name) => !ours.includes(name)).forEach((name) => report(name, `the schema lacks the ${kind}`));
}

function compareFields(name) {
  const lineage = [name, ...basesOf(name, overlay)];
  const ours = new Map();
  for (const owner of [...lineage].reverse()) {
    for (const [key, value] of Object.entries(schema.types[owner]?.fields ?? {})) {
      ours.set(key.replace(/\?$/, ""), { isOptional: key.endsWith("?"), ...parseNotation(value.type ?? value) });
    }
  }
  const decided = (field) => lineage.map((owner) => overlay.types[owner]).filter(Boolean).reduce((found, type) => found ?? reasonIn(type, field), undefined);
  const isUnion = overlay.types[name]?.union;
  for (const fact of facts.types.get(name)?.fields ?? []) {
    const own = ours.get(fact.name);
    if (own) compareField(`${name}.${fact.name}`, own, fact, decided(fact.name));
    else if (!isUnion) report(`${name}.${fact.name}`, "the schema lacks the field", decided(fact.name));
  }
  const known = new Set((facts.types.get(name)?.fields ?? []).map((fact) => fact.name));
  for (const [field, own] of ours) {
    const isInherited = !(field in (schema.types[name].fields ?? {})) && !(`${field}?` in (schema.types[name].fields ?? {}));
    if (!known.has(field) && !(isInherited && own.isOptional)) report(`${name}.${field}`, "the package has no such field", decided(field));
  }
}

function reasonIn(type, field) {
  return type.fields?.[field]?.reason ?? type.leftOut?.[field] ?? type.added?.[field]?.reason ?? type.added?.[`${field}?`]?.reason;
}

function compareField(place, own, fact, reason) {
  const isBase = !place.startsWith(`${ownerOf(place)}.`);
  if (own.isOptional !== fact.isOptional && !(own.isOptional && isBase)) report(place, fact.isOptional ? "optional in the package" : "always there in the package", reason);
  if (own.isNullable !== fact.isNullable && !(own.isNullable && isBase)) report(place, fact.isNullable ? "nullable in the package" : "never null in the package", reason);
  if (!refines(own, fact)) report(place, `${notation({ ...own, isNullable: false })}, in the package ${notation({ ...fact, isNullable: false })}`, reason);
}

/** The type that declares a field. A derived type may be stricter, but not looser. */
function ownerOf(place) {
  const [name, field] = place.split(".");
  return [name, ...basesOf(name, overlay)].find((owner) => Object.keys(schema.types[owner].fields ?? {}).some((key) => key.replace(/\?$/, "") === field));
}

/** Whether a type is only more precise than TypeScript allows: a timestamp is a string there, for example. */
function refines(own, fact) {
  if (own.key !== fact.key) return false;
  if (own.element === fact.element && own.container === fact.container) return true;
  if (fact.element === "json" && fact.container === "") return true;
  const finer = { string: ["timestamp", "snowflake", ...Object.keys(schema.enums)], integer: ["long", "double"], json: ["snowflake"] }[fact.element] ?? [];
  return own.container === fact.container && finer.includes(own.element);
}

function compareValues(name, fact) {
  const ours = Object.values((schema.enums[name] ?? schema.flags[name] ?? { values: {} }).values).map((value) => value.value ?? value);
  const theirs = fact.values.map(([, value]) => (fact.isFlags ? bitOf(value) : value));
  theirs.filter((value) => !ours.includes(value)).forEach((value) => report(`${name}.${value}`, "the schema lacks the value"));
  ours.filter((value) => !theirs.includes(value)).forEach((value) => report(`${name}.${value}`, "the package has no such value"));
}
