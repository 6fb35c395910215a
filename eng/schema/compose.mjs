// Creates the schema from the facts of the package and the decisions of the overlay.
import { modelName, notation, parseNotation, valueName } from "./naming.mjs";

export const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const byName = ([a], [b]) => order(a, b);

// The package has no intents, and an event without intents would never be requested.
const intentProblem = 'overlay.json has to state either the intents that deliver the event, in its "events", or that it needs none, in "alwaysDelivered"';

export function compose(facts, overlay) {
  for (const name of eventNames(facts, overlay)) {
    if (!overlay.events[name]?.intents === !overlay.alwaysDelivered.includes(name)) facts.problems.push(`${name}: ${intentProblem}`);
  }
  const models = new Set(eventNames(facts, overlay).map(modelName));
  const types = typeNames(facts, overlay).map((name) => [name, composeType(name, facts, overlay, models)]);
  const enums = [...facts.enums].sort(byName).map(([name, fact]) => [name, fact.isFlags, composeEnum(name, fact, overlay)]);
  return {
    $comment: `Written by eng/schema/import.sh from discord-api-types ${facts.package.version} and eng/schema/overlay.json. Changes to this file are overwritten.`,
    $schema: "./gateway-schema.json",
    namespace: overlay.namespace,
    events: Object.fromEntries(eventNames(facts, overlay).map((name) => [name, composeEvent(name, overlay)])),
    types: Object.fromEntries(types),
    enums: Object.fromEntries(enums.filter(([, isFlags]) => !isFlags).map(([name, , value]) => [name, value])),
    flags: Object.fromEntries(enums.filter(([, isFlags]) => isFlags).map(([name, , value]) => [name, value])),
  };
}

/** The events in the overlay's order, followed by those that it does not list. */
export function eventNames(facts, overlay) {
  const known = Object.keys(overlay.events);
  return [...known, ...facts.events.map((event) => event.name).filter((name) => !known.includes(name)).sort()];
}

export function typeNames(facts, overlay) {
  const models = eventNames(facts, overlay).map(modelName).filter((name) => name in overlay.types || facts.types.has(name));
  return [...new Set([...facts.types.keys(), ...models])].sort();
}

function composeEvent(name, overlay) {
  const { intents, subject, doc, link } = overlay.events[name] ?? {};
  return { intents, subject, doc, link: link ?? `events/gateway-events#${name.toLowerCase().replaceAll("_", "-")}` };
}

export function composeType(name, facts, overlay, models) {
  const decided = overlay.types[name] ?? {};
  const last = decided.last ?? [];
  const own = [...ownFields(name, facts, overlay)].sort((a, b) => last.indexOf(a.name) - last.indexOf(b.name));
  const fields = own.map((field) => composeField(field, overlay.types[name]?.fields?.[field.name] ?? {}));
  const added = Object.entries(decided.added ?? {}).map(([field, { reason, ...value }]) => [field, short(value)]);
  return {
    doc: decided.doc,
    link: decided.link ?? (models.has(name) ? undefined : linkOf(facts.types.get(name)?.link)),
    extends: decided.extends,
    union: decided.union,
    is: decided.is,
    fields: emptyAsNone(Object.fromEntries([...fields, ...added])),
  };
}

/** The fields that a type has in addition to its base type. A union has those that the overlay names. */
export function ownFields(name, facts, overlay) {
  const decided = overlay.types[name] ?? {};
  const inherited = new Set(basesOf(name, overlay).flatMap((base) => ownFields(base, facts, overlay).map((field) => field.name)));
  const all = facts.types.get(name)?.fields ?? [];
  const leftOut = new Set([name, ...basesOf(name, overlay)].flatMap((type) => Object.keys(overlay.types[type]?.leftOut ?? {})));
  const own = all.filter((field) => !inherited.has(field.name) && !leftOut.has(field.name));
  return decided.union ? own.filter((field) => field.name in decided.fields) : own;
}

export function basesOf(name, overlay) {
  const base = overlay.types[name]?.extends;
  return base ? [base, ...basesOf(base, overlay)] : [];
}

/** The key and value of a field with the overlay's decisions. */
export function composeField(fact, decided) {
  const given = decided.type ? parseNotation(decided.type) : fact;
  const isOptional = decided.optional ?? fact.isOptional;
  const isNullable = !["marker", "json"].includes(given.element) && (decided.nullable ?? (decided.type ? given.isNullable || fact.isNullable : fact.isNullable));
  const type = notation({ ...given, isNullable });
  return [fact.name + (isOptional ? "?" : ""), short({ type, name: decided.name, filledBy: decided.filledBy, partial: decided.partial, doc: decided.doc })];
}

export function composeEnum(name, fact, overlay) {
  const decided = overlay.enums[name] ?? {};
  const values = fact.values.map(([source, value]) => {
    const { name: given, doc } = decided.values?.[source] ?? {};
    const number = fact.isFlags ? bitOf(value) : value;
    return [given ?? valueName(source), doc ? { value: number, doc } : number];
  });
  for (const [added, { value }] of Object.entries(decided.added ?? {})) values.push([added, value]);
  if (fact.values.every(([, value]) => typeof value !== "string")) values.sort((a, b) => numberOf(a[1]) - numberOf(b[1]));
  return { wire: fact.isText ? "string" : undefined, doc: decided.doc, link: decided.link ?? linkOf(fact.link), values: Object.fromEntries(values) };
}

export function bitOf(value) {
  const text = BigInt(value).toString(2);
  if (!/^10*$/.test(text)) throw new Error(`${value} is not one bit`);
  return text.length - 1;
}

const numberOf = (value) => (typeof value === "object" ? value.value : value);

/** A field with only a type is written as that type. */
const short = (value) => (Object.entries(value).every(([key, part]) => key === "type" || part === undefined) ? value.type : value);

const emptyAsNone = (value) => (Object.keys(value).length > 0 ? value : undefined);

/** Replaces the URLs of moved pages, which the package still contains. */
const linkOf = (link) => link?.replace(/^topics\/gateway-events/, "events/gateway-events").replace(/^topics\/gateway#/, "events/gateway#");
