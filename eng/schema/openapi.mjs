// Reads Discord's OpenAPI document: the operations with their parameters, bodies and answers, and the fields of its schemas.
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { valueName } from "./naming.mjs";

const methods = ["get", "post", "put", "patch", "delete"];
const isFile = (name) => /^files\[\d+\]$/.test(name);

/** An operation without the names of its path parameters: `GET /channels/{}`. */
export const shapeOf = (operation) => operation.replace(/\{[^}]*\}/g, "{}");

export class OpenApi {
  /** @param names our name for a schema, where removing `Response` is not enough. */
  constructor(names) {
    this.document = JSON.parse(gunzipSync(readFileSync(new URL("discord-openapi.json.gz", import.meta.url))));
    this.names = names;
    this.operations = new Map();
    for (const [path, item] of Object.entries(this.document.paths)) {
      for (const method of methods.filter((one) => one in item)) {
        const operation = this.operation(`${method.toUpperCase()} ${path}`, [...(item.parameters ?? []), ...(item[method].parameters ?? [])], item[method]);
        this.operations.set(shapeOf(operation.call), operation);
      }
    }
  }

  operation(call, parameters, { requestBody, responses, security }) {
    const content = requestBody?.content ?? {};
    const form = content["multipart/form-data"]?.schema;
    const json = content["application/json"]?.schema;
    const files = form ? this.properties(form).filter((field) => this.resolve(field.schema).contentEncoding === "binary") : [];
    const answers = Object.entries(responses).filter(([status]) => status.startsWith("2"));
    return {
      call,
      isForBots: security.some((scheme) => "BotToken" in scheme),
      parameters: new Map(parameters.filter((one) => one.in === "path").map((one) => [one.name, this.typeOf(one.schema).element])),
      query: parameters.filter((one) => one.in === "query").map((one) => ({ name: one.name, schema: one.schema, isOptional: !one.required, isNullable: false })),
      body: json ?? (form && { ...form, properties: Object.fromEntries(Object.entries(form.properties ?? {}).filter(([name]) => !files.some((file) => file.name === name))) }),
      isForm: Boolean(form),
      hasFiles: files.length > 0,
      isFormOnly: Boolean(form) && !json,
      file: files.find((field) => !isFile(field.name)),
      otherAnswers: answers.filter(([, { content: answer }], index) => index > 0 && answer && !this.isSame(answer, answers[0][1].content)).map(([status]) => status),
      answer: answers.map(([, { content: answer }]) => Object.values(answer ?? {})[0]?.schema).find(Boolean),
      isFileAnswer: answers.some(([, { content: answer }]) => answer && !("application/json" in answer)),
      hasEmptyAnswer: answers.some(([, { content: answer }]) => !answer),
    };
  }

  isSame(content, other) {
    return JSON.stringify(content) === JSON.stringify(other);
  }

  resolve(schema) {
    return schema.$ref ? this.document.components.schemas[schema.$ref.split("/").at(-1)] : schema;
  }

  /** The members of a union without null. */
  choices(schema) {
    const choices = [...(schema.oneOf ?? []), ...(schema.anyOf ?? []), ...(schema.enum?.length === 0 || !schema.properties ? (schema.allOf ?? []) : [])];
    return choices.filter((choice) => choice.type !== "null");
  }

  isNullable(schema) {
    return [schema.type].flat().includes("null") || [...(schema.oneOf ?? []), ...(schema.anyOf ?? [])].some((choice) => choice.type === "null");
  }

  /** The fields of an object. Of several objects those of all; a field that one lacks is optional. */
  properties(schema) {
    const whole = this.resolve(schema);
    const own = Object.entries(whole.properties ?? {}).map(([name, value]) => ({
      name, schema: value, isOptional: !(whole.required ?? []).includes(name), isNullable: this.isNullable(value),
    }));
    const isAll = Boolean(whole.allOf);
    const choices = this.choices(whole).map((choice) => this.properties(choice));
    const fields = new Map(own.map((field) => [field.name, field]));
    for (const field of choices.flat()) {
      const seen = fields.get(field.name);
      const isEverywhere = isAll || choices.every((choice) => choice.some((one) => one.name === field.name));
      fields.set(field.name, { ...field, isOptional: (seen?.isOptional ?? false) || field.isOptional || !isEverywhere, isNullable: seen?.isNullable || field.isNullable });
    }
    return [...fields.values()];
  }

  /** A schema's type in our notation, with the schema of the object or enum that it names. */
  typeOf(schema, path = "") {
    const name = schema.$ref?.split("/").at(-1);
    if (name === "SnowflakeType" || schema.format === "snowflake") return { element: "snowflake", container: "" };
    if (name && this.isNamed(name)) return { element: this.nameOf(name), container: "", schema };
    if (name) return this.typeOf(this.resolve(schema), path);
    const choices = this.choices(schema);
    const lists = choices.filter((choice) => choice.type === "array");
    if (lists.length > 0) return this.typeOf(lists[0], path);
    if (choices.length === 1) return this.typeOf(choices[0], path);
    if (choices.length > 1 && choices.every((choice) => this.isObject(choice))) return { element: path, container: "", schema };
    const [type] = [schema.type].flat().filter((one) => one !== "null");
    if (type === "array") return { ...this.typeOf(schema.items, path), container: "list" };
    if (type === "object" && schema.properties) return { element: path, container: "", schema };
    if (type === "object" && schema.additionalProperties?.type === "integer") return { element: "integer", container: "map" };
    if (type === "string") return { element: schema.format === "date-time" ? "timestamp" : "string", container: "" };
    if (type === "integer") return { element: ["int64", "int53"].includes(schema.format) ? "long" : "integer", container: "" };
    return { element: { boolean: "boolean", number: "double" }[type] ?? "json", container: "" };
  }

  isObject(schema) {
    const whole = this.resolve(schema);
    return Boolean(whole.properties) || this.choices(whole).some((choice) => this.isObject(choice));
  }

  isNamed(name) {
    return this.values(name).length > 0 || this.isObject(this.document.components.schemas[name]);
  }

  nameOf(name) {
    return this.names[name] ?? name.replace(/Response$/, "");
  }

  /** The values of an enum: names and values. */
  values(name) {
    const { oneOf, enum: given } = this.document.components.schemas[name];
    const known = (oneOf ?? []).filter((choice) => "const" in choice).map((choice) => [choice.title, choice.const]);
    return known.length > 0 ? known : (given ?? []).map((value) => [valueName(String(value)), value]);
  }
}
