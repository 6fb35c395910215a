// Compares the routes document with the package and with Discord's OpenAPI document.
import { Comparison } from "./comparison.mjs";
import { notation, parseNotation } from "./naming.mjs";
import { shapeOf } from "./openapi.mjs";
import { composeRest } from "./rest-compose.mjs";

export class RestComparison extends Comparison {
  constructor(facts, overlay, events) {
    super(facts, events);
    this.decisions = overlay;
    this.openApi = facts.openApi;
    this.reasons = new Map(["leftOut", "onlyInOpenApi", "onlyInPackage", "differences"].flatMap((part) => Object.entries(overlay[part] ?? {}).flatMap(([reason, places]) => places.map((place) => [shapeOf(place), reason]))));
    this.explained = new Set();
  }

  compare(document) {
    this.document = document;
    this.schema = {
      types: { ...this.schema.types, ...document.types, ...this.queries() },
      enums: { ...this.schema.enums, ...document.enums },
      flags: { ...this.schema.flags, ...document.flags },
    };
    this.operations();
    this.packageTypes();
    for (const [name, route] of Object.entries(document.routes)) this.route(name, route);
    const types = this.facts.ownTypes();
    this.names("type", Object.keys(document.types), types);
    for (const name of [...types, ...Object.keys(this.queries())].filter((one) => one in this.schema.types)) this.fields(name);
    const enums = this.facts.ownEnums();
    this.names("enum", [...Object.keys(document.enums), ...Object.keys(document.flags)], enums.map(([name]) => name));
    for (const [name, fact] of enums) this.values(name, fact);
    if (JSON.stringify(composeRest(this.facts, this.decisions)) !== JSON.stringify(document)) this.report("discord-v10-rest.json", "is not what import.sh writes");
    for (const problem of this.facts.problems) this.report("rest-overlay.json", problem);
    for (const place of this.reasons.keys()) {
      if (!this.explained.has(place)) this.report("rest-overlay.json", `explains ${place}, which is no difference`);
    }
  }

  /** Reports a difference that needs a reason in the overlay: for its place, or for all places beside it. */
  differ(place, what) {
    const key = [shapeOf(place), place.replace(/[^.]*$/, "*")].find((one) => this.reasons.has(one));
    this.explained.add(key);
    this.report(place, what, this.reasons.get(key));
  }

  queries() {
    return Object.fromEntries(Object.entries(this.document.routes).filter(([, route]) => route.query).map(([name, route]) => [`${name}Query`, { fields: route.query }]));
  }

  /** Every operation that the package or Discord's document has is a route, or is left out with a reason. */
  operations() {
    const ours = new Map(Object.entries(this.document.routes).map(([name, route]) => [shapeOf(`${route.method} ${route.path}`), name]));
    const inPackage = new Map([...this.facts.package.operations()].map(([call, isDeprecated]) => [shapeOf(call), { call, isDeprecated }]));
    const inOpenApi = this.openApi.operations;
    for (const { call } of [...inPackage.values(), ...inOpenApi.values()]) {
      if (!ours.has(shapeOf(call))) this.differ(call, "no route");
    }
    for (const [name, route] of Object.entries(this.document.routes)) {
      const shape = shapeOf(`${route.method} ${route.path}`);
      if (!inPackage.has(shape)) this.differ(name, "the package has no such operation");
      else if (inPackage.get(shape).isDeprecated !== (route.deprecated ?? false)) this.differ(`${name}.deprecated`, `the package says ${inPackage.get(shape).isDeprecated}`);
      if (!inOpenApi.has(shape)) this.differ(name, "Discord's OpenAPI document has no such operation");
      else if (!inOpenApi.get(shape).isForBots) this.differ(`${name}.security`, "a bot token cannot call it");
    }
  }

  /** Every body, query and result of the package belongs to a route. */
  packageTypes() {
    const used = new Set([...this.facts.routes.values()].flatMap((route) => Object.values(route.symbols)));
    for (const name of this.facts.package.exports.keys()) {
      const isOfRoute = /^REST(Get|Post|Put|Patch|Delete).*(JSONBody|FormDataBody|Query|Result)$/.test(name);
      if (isOfRoute && !used.has(name) && !(name in this.decisions.names)) this.differ(name, "no route has the type");
    }
  }

  route(name, route) {
    const { operation, symbols, decided } = this.facts.routes.get(name) ?? {};
    if (!operation) return;
    const parameters = [...route.path.matchAll(/\{([^}]*)\}/g)].map((match) => match[1]);
    this.list(`${name}.path`, parameters, [...operation.parameters.keys()]);
    for (const [index, type] of [...operation.parameters.values()].entries()) {
      const own = route.parameters?.[parameters[index]] ?? "snowflake";
      if (own !== type) this.differ(`${name}.path.${parameters[index]}`, `${own}, in Discord's document ${type}`);
    }
    this.openApiFields(`${name}.query`, this.fieldsOf([`${name}Query`]), operation.query);
    this.body(name, route, operation);
    const hasFiles = Boolean(route.files ?? route.file);
    if (hasFiles !== operation.isForm) this.differ(`${name}.files`, operation.isForm ? "Discord's document has files" : "Discord's document has no files");
    if (decided.types && hasFiles !== Boolean(symbols.form)) this.differ(`${name}.files`, symbols.form ? "the package has files" : "the package has no files");
    this.answer(name, route, operation);
  }

  list(place, ours, theirs) {
    ours.filter((one) => !theirs.includes(one)).forEach((one) => this.differ(`${place}.${one}`, "not in Discord's document"));
    theirs.filter((one) => !ours.includes(one)).forEach((one) => this.differ(`${place}.${one}`, "only in Discord's document"));
  }

  body(name, route, operation) {
    const theirs = operation.body && this.openApi.typeOf(operation.body, "body").container === "list" ? this.openApi.resolve(operation.body.items ?? {}) : operation.body;
    const ours = route.body ? parseNotation(route.body) : undefined;
    const fields = theirs ? this.openApi.properties(theirs) : [];
    if (!ours !== (fields.length === 0) && ours?.element !== "json") this.differ(`${name}.body`, ours ? "Discord's document has no body" : "Discord's document has a body");
    else if (ours && ours.element !== "json") this.openApiFields(`${name}.body`, this.fieldsOf([ours.element]), fields);
  }

  openApiFields(place, ours, theirs) {
    this.list(place, [...ours.keys()], theirs.map((field) => field.name));
    for (const field of theirs.filter((one) => ours.has(one.name))) {
      const own = ours.get(field.name);
      const { element, container } = this.openApi.typeOf(field.schema, own.element);
      if (own.container !== container && own.element !== "json") this.differ(`${place}.${field.name}`, `${notation(own)}, in Discord's document ${notation({ element, container })}`);
      if (own.isOptional && !field.isOptional) this.differ(`${place}.${field.name}`, "required in Discord's document");
      if (["double", "integer", "long"].includes(own.element) && ["double", "integer", "long", "string", "snowflake"].includes(element) && own.element !== element) this.differ(`${place}.${field.name}`, `${own.element}, in Discord's document ${element}`);
    }
  }

  answer(name, route, operation) {
    for (const status of operation.otherAnswers) this.differ(`${name}.returns.${status}`, `another answer than with the first status in Discord's document`);
    const theirs = !operation.answer ? "nothing" : operation.isFileAnswer ? "a file" : { list: "a list", map: "a map" }[this.openApi.typeOf(operation.answer).container] ?? "an object";
    const returns = route.returns && parseNotation(route.returns);
    const ours = !returns ? "nothing" : returns.element === "bytes" ? "a file" : { list: "a list", map: "a map" }[returns.container] ?? "an object";
    if (ours !== theirs) this.differ(`${name}.returns`, `${ours}, in Discord's document ${theirs}`);
    else if (returns && operation.hasEmptyAnswer !== (route.optionalReturn ?? false)) this.differ(`${name}.optionalReturn`, operation.hasEmptyAnswer ? "the answer can be empty in Discord's document" : "the answer is never empty in Discord's document");
  }
}
