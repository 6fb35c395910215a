// The facts of the REST API with the overlay's names: routes from the package and from Discord's OpenAPI document, with the types that only they use.
import { Facts } from "./facts.mjs";
import { shapeOf } from "./openapi.mjs";
import { parseNotation } from "./naming.mjs";

export class RestFacts extends Facts {
  /** @param events the collected facts of the events, whose types the routes use by name. */
  constructor(overlay, events, openApi) {
    super(merged(overlay, events.overlay), events);
    this.openApi = openApi;
    this.added = Object.keys(overlay.types).filter((name) => overlay.types[name].added);
    this.routes = new Map(); // name -> { decided, call, operation, body, query, returns, ... }, each with what the package and OpenAPI say
  }

  /** The package first: what it has is not read from Discord's OpenAPI document. */
  collect() {
    super.collect();
    this.collectRoutes((decided) => !decided.types);
    return this;
  }

  collectRoots() {
    this.collectRoutes((decided) => decided.types);
  }

  collectRoutes(isWanted) {
    for (const [page, group] of Object.entries(this.overlay.routes)) {
      for (const [name, decided] of Object.entries(group).filter((entry) => isWanted(entry[1]))) this.collectRoute(name, page, decided);
    }
  }

  collectRoute(name, page, decided) {
    const operation = this.openApi.operations.get(shapeOf(decided.call));
    const link = page ? `${page}#${decided.anchor ?? anchorOf(name)}` : undefined;
    const route = { decided, operation, link, symbols: this.symbols(name, decided) };
    this.routes.set(name, route);
    const { body, form, query, result } = route.symbols;
    if (decided.types && !body && !form && !query && !result) this.problems.push(`${name}: the package has no types REST${decided.types}...`);
    const source = decided.types ? undefined : operation;
    route.hasForm = form !== undefined || Boolean(source?.hasFiles);
    route.body = body || form ? this.packageBody(name, decided, body ?? form) : source?.body ? this.openApiBody(name, decided, source) : decided.body && parseNotation(decided.body);
    route.query = this.queryOf(name, query, source);
    route.returns = result ? this.packageResult(name, decided, result) : this.openApiResult(name, decided, source);
    for (const type of [`${name}Body`, `${name}Result`]) this.linkTo(type, link);
  }

  /** A type that is named after a route has the route's page. */
  linkTo(name, link) {
    const fact = this.types.get(name);
    if (fact && !this.known.has(name)) fact.link = link;
  }

  /** The package's names of the types of a route. */
  symbols(name, { types, result, query, body, noResult }) {
    const known = (symbol) => (this.package.exports.has(symbol) ? symbol : undefined);
    if (result && !known(result)) this.problems.push(`${name}: the package exports no ${result}`);
    if (!types) return { result };
    const parts = { body: known(`REST${types}JSONBody`), form: known(`REST${types}FormDataBody`), query: known(query ?? `REST${types}Query`), result: known(result ?? `REST${types}Result`) };
    if (parts.result) this.overlay.names[parts.result] ??= `${name}Result`;
    if (parts.body) this.overlay.names[parts.body] ??= body ? parseNotation(body).element : `${name}Body`;
    return noResult ? { ...parts, result: undefined } : parts;
  }

  packageBody(name, decided, symbol) {
    const type = this.package.named(symbol);
    const isList = this.package.checker.isArrayType(type);
    const element = isList ? this.package.elementOf(type) : type;
    const given = parseNotation(decided.body ?? `${name}Body`);
    const isEmpty = this.package.fields(element).every((field) => field.name === this.fileOf(decided));
    if (isEmpty) return undefined;
    this.reach(given.element, element);
    return { ...given, container: isList ? "list" : "" };
  }

  openApiBody(name, decided, { body }) {
    const type = this.openApi.typeOf(body, `${name}Body`);
    const given = parseNotation(decided.body ?? `${name}Body`);
    if (given.element === "json") return given;
    const element = type.container === "list" ? body.items : body;
    if (this.openApi.properties(element).length === 0) return undefined;
    this.reachOpenApi(given.element, element);
    return { ...given, container: type.container };
  }

  /** The name of the part of a form that contains the only file. */
  fileOf(decided) {
    return this.openApi.operations.get(shapeOf(decided.call))?.file?.name;
  }

  /** The name of the type with the fields of a query. The document has no separate object for it. */
  queryOf(name, symbol, source) {
    if (symbol) this.reach(`${name}Query`, this.package.named(symbol));
    else if (this.overlay.types[`${name}Query`]?.added) this.types.set(`${name}Query`, { sources: [], fields: [] });
    else if (source?.query.length > 0) this.types.set(`${name}Query`, { sources: [], fields: source.query.map((field) => this.openApiField(`${name}Query`, field)) });
    else return undefined;
    return `${name}Query`;
  }

  packageResult(name, decided, symbol) {
    const type = this.package.named(symbol);
    const text = this.package.checker.typeToString(type);
    if (text === "ArrayBuffer" || ["undefined", "unknown", "void", "never"].includes(text)) return text === "ArrayBuffer" ? { element: "bytes", container: "" } : undefined;
    const node = this.package.exports.get(symbol).declarations[0].type;
    const result = this.typeOf(name, type, node, decided.returns && parseNotation(decided.returns));
    return { ...result, isOptional: text.endsWith("| undefined") };
  }

  openApiResult(name, decided, source) {
    if (decided.returns && !source) return parseNotation(decided.returns);
    if (!source?.answer) return undefined;
    if (source.isFileAnswer) return { element: "bytes", container: "" };
    const { schema, ...type } = this.openApi.typeOf(source.answer, `${name}Result`);
    const element = decided.returns ? parseNotation(decided.returns).element : type.element;
    if (schema) this.reachOpenApi(element, schema);
    return { ...type, element };
  }

  /** Adds an object of Discord's OpenAPI document. */
  reachOpenApi(name, schema) {
    if (this.types.has(name)) return;
    const source = schema.$ref?.split("/").at(-1);
    const values = source ? this.openApi.values(source) : [];
    if (values.length > 0) {
      if (!this.enums.has(name)) this.enums.set(name, { source, isFlags: false, isText: typeof values[0][1] === "string", values });
      return;
    }
    const fact = { sources: [], fields: [] };
    this.types.set(name, fact);
    fact.fields = this.openApi.properties(schema).map((field) => this.openApiField(name, field));
  }

  openApiField(owner, field) {
    const wanted = this.override(owner, field.name)?.type;
    const { schema, ...type } = this.openApi.typeOf(field.schema, wanted ? parseNotation(wanted).element : `${owner}.${field.name}`);
    if (wanted) type.element = parseNotation(wanted).element;
    if (type.element.includes(".")) this.problems.push(`${type.element}: name the type`);
    else if (schema) this.reachOpenApi(type.element, schema);
    return { name: field.name, isOptional: field.isOptional, isNullable: field.isNullable, ...type };
  }

  /** The types that only routes use, without the queries. */
  ownTypes() {
    const queries = new Set([...this.routes.values()].map((route) => route.query));
    return [...new Set([...this.types.keys(), ...this.added])].filter((name) => !this.known.has(name) && !queries.has(name)).sort();
  }

  ownEnums() {
    return [...this.enums].filter(([name]) => !this.known.has(name));
  }
}

/** `CreateMessage`: `create-message`. */
const anchorOf = (name) => name.replace(/(?<=.)([A-Z])/g, "-$1").toLowerCase();

/** The decisions about routes in addition to those about events. */
function merged(overlay, events) {
  return {
    ...overlay,
    events: {},
    names: { ...events.names, ...overlay.names },
    timestamps: [...events.timestamps, ...overlay.timestamps],
    numbers: { ...events.numbers, ...overlay.numbers },
    types: { ...events.types, ...overlay.types },
    enums: { ...events.enums, ...overlay.enums },
  };
}
