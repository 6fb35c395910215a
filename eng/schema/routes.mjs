// Writes the routes of Discord's HTTP API with what each accepts, from Discord's own OpenAPI document. Without descriptions and answers.
import { readFileSync, writeFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

const document = JSON.parse(gunzipSync(readFileSync(new URL("discord-openapi.json.gz", import.meta.url))));
const target = new URL("../../src/Spectacles.Gateway.Aot.Testing/Rest/Routes/discord-v10-routes.json", import.meta.url);

// Discord accepts forwards, which its document does not have: https://discord.com/developers/docs/resources/message#message-reference-types
document.components.schemas.MessageReferenceType.oneOf.push({ title: "FORWARD", const: 1 });

const methods = ["get", "post", "put", "patch", "delete"];
const kept = [
  "$ref", "type", "nullable", "required", "enum", "minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems",
  "uniqueItems", "maxProperties",
];
// What Discord's document requires although its documentation says that it is optional, and clients leave it out:
// https://discord.com/developers/docs/resources/user#modify-current-user
const optional = { BotAccountPatchRequest: ["username"] };
const reached = new Map();

const isNull = (schema) => schema.type === "null";
const isConstant = (schema) => "const" in schema;

/** The schema with the keywords that a check needs: nullable types, enumerations and references in a short form. */
function reduce(schema) {
  const result = {};
  for (const key of kept) {
    if (key in schema) result[key] = schema[key];
  }
  if (schema.format === "snowflake") result.type = "snowflake";
  if (Array.isArray(schema.type)) {
    result.nullable = true;
    [result.type] = schema.type.filter((type) => type !== "null");
  }
  if (schema.$ref) {
    const name = schema.$ref.split("/").at(-1);
    result.$ref = name;
    reach(name);
  }
  if (schema.properties) {
    result.properties = Object.fromEntries(Object.entries(schema.properties).map(([name, inner]) => [name, reduce(inner)]));
  }
  if (schema.items) result.items = reduce(schema.items);
  if (schema.additionalProperties && typeof schema.additionalProperties === "object") {
    result.additionalProperties = reduce(schema.additionalProperties);
  }
  const choices = [...(schema.oneOf ?? []), ...(schema.anyOf ?? [])];
  if (choices.some(isNull)) result.nullable = true;
  const others = choices.filter((choice) => !isNull(choice));
  if (others.length > 0 && others.every(isConstant)) result.enum = others.map((choice) => choice.const);
  else if (others.length === 1) Object.assign(result, reduce(others[0]), result.nullable ? { nullable: true } : {});
  else if (others.length > 1) result.oneOf = others.map(reduce);
  for (const part of schema.allOf ?? []) {
    const { properties, required, ...rest } = reduce(part);
    Object.assign(result, rest);
    if (properties) result.properties = { ...result.properties, ...properties };
    if (required) result.required = [...new Set([...(result.required ?? []), ...required])];
  }
  if (result.enum?.length === 0) delete result.enum;
  if (result.enum) delete result.$ref;
  return result;
}

function reach(name) {
  if (reached.has(name)) return;
  reached.set(name, null);
  const schema = reduce(document.components.schemas[name]);
  if (name in optional) {
    schema.required = schema.required.filter((field) => !optional[name].includes(field));
    if (schema.required.length === 0) delete schema.required;
  }
  reached.set(name, schema);
}

const isFile = (name) => /^files\[\d+\]$/.test(name);

/** Only multipart bodies differ from JSON, by their files. */
function bodyOf(operation) {
  const content = operation.requestBody?.content;
  if (!content) return undefined;
  const schema = reduce((content["application/json"] ?? content["multipart/form-data"]).schema);
  for (const name of Object.keys(schema.properties ?? {})) {
    if (isFile(name)) delete schema.properties[name];
  }
  return schema;
}

const routes = [];
for (const [path, item] of Object.entries(document.paths)) {
  for (const method of methods.filter((one) => one in item)) {
    const operation = item[method];
    const route = { method: method.toUpperCase(), path, name: operation.operationId };
    if ((operation.security ?? []).some((scheme) => Object.keys(scheme).length === 0)) route.open = true;
    if (operation.requestBody) {
      route.body = bodyOf(operation);
      if (operation.requestBody.required) route.required = true;
      if ("multipart/form-data" in operation.requestBody.content) route.files = true;
    }
    const query = [...(item.parameters ?? []), ...(operation.parameters ?? [])].filter((parameter) => parameter.in === "query");
    if (query.length > 0) {
      route.query = Object.fromEntries(query.map((parameter) => [parameter.name, reduce(parameter.schema)]));
      const required = query.filter((parameter) => parameter.required).map((parameter) => parameter.name);
      if (required.length > 0) route.requiredQuery = required;
    }
    routes.push(route);
  }
}

const names = [...reached.keys()].sort();
const line = (value) => `    ${value}`;
const text = [
  "{",
  `  "source": "Discord's OpenAPI document (MIT), version ${document.info.version}; written by eng/schema/routes.mjs",`,
  "  \"routes\": [",
  routes.map((route) => line(JSON.stringify(route))).join(",\n"),
  "  ],",
  "  \"schemas\": {",
  names.map((name) => line(`${JSON.stringify(name)}:${JSON.stringify(reached.get(name))}`)).join(",\n"),
  "  }",
  "}",
].join("\n");
writeFileSync(target, `${text}\n`);
console.log(`${routes.length} routes, ${names.length} schemas`);
