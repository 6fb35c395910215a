// Creates the routes document from the facts of the routes and the decisions of the overlay.
import { composeEnum, composeField, composeType, order } from "./compose.mjs";
import { notation } from "./naming.mjs";

const majors = /^\/(?:channels\/\{(channel_id)\}|guilds\/\{(guild_id)\}|webhooks\/\{(webhook_id|application_id)\})/;

export function composeRest(facts, overlay) {
  const types = facts.ownTypes().map((name) => [name, described(composeType(name, facts, facts.overlay, new Set()), isSent(name) ? overlay.docs.bodies : {})]);
  const enums = facts.ownEnums().sort(([a], [b]) => order(a, b)).map(([name, fact]) => [name, fact.isFlags, composeEnum(name, fact, facts.overlay)]);
  const routes = Object.entries(overlay.routes).flatMap(([page, group]) => Object.keys(group).map((name) => [name, composeRoute(name, page, facts)]));
  const only = (isFlags) => Object.fromEntries(enums.filter((one) => one[1] === isFlags).map(([name, , value]) => [name, value]));
  return {
    $comment: `Written by eng/schema/import.sh from discord-api-types ${facts.package.version}, Discord's OpenAPI document and eng/schema/rest-overlay.json. Changes to this file are overwritten.`,
    $schema: "../../Spectacles.Gateway.Aot/Events/gateway-schema.json",
    namespace: overlay.namespace,
    views: false,
    routes: Object.fromEntries(routes),
    types: Object.fromEntries(types),
    enums: only(false),
    flags: only(true),
  };
}

export function composeRoute(name, page, facts) {
  const { decided, operation, link, body, query, returns, hasForm } = facts.routes.get(name);
  const [method, path] = decided.call.split(" ");
  const file = operation?.file;
  const isFormOnly = hasForm && Boolean(operation?.isFormOnly) && body !== undefined;
  return {
    method,
    path,
    parameters: parametersOf(decided, operation),
    body: body && notation(body),
    files: hasForm && !file ? true : undefined,
    file: hasForm && file ? file.name + (file.isOptional ? "?" : "") : undefined,
    form: isFormOnly ? true : undefined,
    query: query && composeQuery(query, facts),
    returns: returns && notation({ ...returns, isNullable: false }),
    optionalReturn: returns && (decided.optionalReturn ?? (returns.isOptional || undefined)),
    reason: decided.reason,
    traits: traitsOf(method, path, page, decided),
    major: majors.exec(path)?.slice(1).find(Boolean),
    deprecated: decided.deprecated,
    doc: decided.doc,
    link,
  };
}

/** Whether a type is only for sending. */
const isSent = (name) => /(Body|Request|InteractionResponseData)$/.test(name);

/** Adds to a type the descriptions of fields that many types have, where it has no other description. */
function described(type, docs) {
  const fields = Object.entries(type.fields ?? {}).map(([key, value]) => {
    const doc = value.doc ?? docs[key.replace(/\?$/, "")];
    return [key, doc ? { ...(value.type ? value : { type: value }), doc } : value];
  });
  return { ...type, fields: type.fields && Object.fromEntries(fields) };
}

/** The parameters of the path that are no snowflakes. */
function parametersOf(decided, operation) {
  const ours = [...decided.call.matchAll(/\{([^}]*)\}/g)].map((match) => match[1]);
  const theirs = [...(operation?.parameters.values() ?? [])];
  const types = ours.map((name, index) => [name, decided.parameters?.[name] ?? theirs[index] ?? "snowflake"]).filter(([, type]) => type !== "snowflake");
  return types.length > 0 ? Object.fromEntries(types) : undefined;
}

function composeQuery(query, facts) {
  const decided = facts.overlay.types[query] ?? {};
  const fields = facts.types.get(query).fields.filter((field) => !(field.name in (decided.leftOut ?? {})));
  const added = Object.entries(decided.added ?? {}).map(([field, { reason, ...value }]) => [field, value.type]);
  const all = Object.fromEntries([...fields.map((field) => composeField(field, decided.fields?.[field.name] ?? {})), ...added]);
  return described({ fields: all }, facts.overlay.docs.queries).fields;
}

function traitsOf(method, path, page, decided) {
  const hasToken = path.includes("_token}");
  const traits = [
    ["unauthorized", hasToken],
    ["interaction", hasToken && page === "interactions/receiving-and-responding"],
    ["notRepeatable", method === "POST" && !decided.repeatable],
  ];
  const kept = traits.filter(([, has]) => has).map(([trait]) => trait);
  return kept.length > 0 ? kept : undefined;
}
