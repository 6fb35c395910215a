// Reads the declarations of discord-api-types with the TypeScript compiler.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import ts from "typescript";

const require = createRequire(import.meta.url);
const root = dirname(require.resolve("discord-api-types/v10"));
const documentation = /https:\/\/(?:discord\.com\/developers\/docs|docs\.discord\.com\/developers)\/([^\s}|]+)/;

export class Declarations {
  constructor() {
    const entry = join(root, "v10.d.ts");
    const program = ts.createProgram([entry], { strict: true, exactOptionalPropertyTypes: true, noLib: false, skipLibCheck: true });
    this.checker = program.getTypeChecker();
    this.version = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).version;
    this.values = require("discord-api-types/v10");
    const module = this.checker.getSymbolAtLocation(program.getSourceFile(entry));
    this.exports = new Map(this.checker.getExportsOfModule(module).map((symbol) => [symbol.name, this.resolve(symbol)]));
  }

  resolve(symbol) {
    return symbol.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(symbol) : symbol;
  }

  /** The type of an exported name; a path such as `Owner.field[]` leads to an unnamed type. */
  named(path) {
    const [name, ...fields] = path.split(".");
    const symbol = this.exports.get(name);
    if (!symbol) throw new Error(`the package exports no ${name}`);
    let type = this.checker.getDeclaredTypeOfSymbol(symbol);
    for (const field of fields) {
      const property = this.fields(type).find((candidate) => candidate.name === field);
      if (!property) throw new Error(`${name} has no ${field}`);
      type = this.elementOf(property.type);
    }
    return type;
  }

  /** The element type of a list or a map, or the type itself without null. */
  elementOf(type) {
    const parts = this.parts(type);
    if (parts.length === 1 && this.checker.isArrayType(parts[0])) return this.elementOf(this.checker.getTypeArguments(parts[0])[0]);
    const entry = parts.length === 1 ? this.mapEntry(parts[0]) : undefined;
    return entry ? this.elementOf(entry) : parts.length === 1 ? parts[0] : type;
  }

  /** The type of a map's values. A map has an index signature, or only numbers as names. */
  mapEntry(type) {
    const properties = this.checker.getPropertiesOfType(type);
    if (properties.length === 0) return this.checker.getIndexTypeOfType(type, ts.IndexKind.String);
    return properties.every((property) => /^[0-9]+$/.test(property.name)) ? this.checker.getTypeOfSymbol(properties[0]) : undefined;
  }

  /** The name of the enum whose values are the keys of a map. Undefined for any other map. */
  mapKey(type) {
    const declared = type.symbol?.declarations?.[0];
    const name = declared && ts.isMappedTypeNode(declared) ? declared.typeParameter.constraint.getText() : undefined;
    return this.exports.get(name)?.flags & ts.SymbolFlags.Enum ? name : undefined;
  }

  /** The members of a union without null and undefined. */
  parts(type) {
    const members = (whole) => (whole.isUnion() ? whole.types : [whole]);
    const parts = members(this.original(type)).flatMap((part) => members(this.original(part)));
    return parts.filter((part) => !(part.flags & (ts.TypeFlags.Null | ts.TypeFlags.Undefined | ts.TypeFlags.Void)));
  }

  /** The type itself, where the package only adds undefined to its fields, which changes its name. */
  original(type) {
    return type.aliasSymbol?.name === "_AddUndefinedToPossiblyUndefinedPropertiesOfInterface" ? this.original(type.aliasTypeArguments[0]) : type;
  }

  isNullable(type) {
    return (type.isUnion() ? type.types : [type]).some((part) => part.flags & ts.TypeFlags.Null);
  }

  isObject(type) {
    return Boolean(type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) && !this.checker.isArrayType(type) && !this.checker.isTupleType(type);
  }

  /** The fields of an object. Of a union of objects, those of all members; a field that one lacks is optional. */
  fields(type) {
    const objects = this.parts(type).filter((part) => this.isObject(part));
    const fields = new Map();
    for (const object of objects) {
      for (const property of this.checker.getPropertiesOfType(object)) {
        const seen = fields.get(property.name) ?? { name: property.name, count: 0, isOptional: false, sources: [] };
        seen.count++;
        seen.isOptional ||= Boolean(property.flags & ts.SymbolFlags.Optional);
        seen.sources.push(property);
        fields.set(property.name, seen);
      }
    }
    return [...fields.values()].map((field) => {
      const types = field.sources.map((source) => this.checker.getTypeOfSymbol(source));
      return {
        name: field.name,
        isOptional: field.isOptional || field.count < objects.length,
        isNullable: types.some((fieldType) => this.isNullable(fieldType)),
        type: types[0],
        types,
        nodes: field.sources.map((source) => source.declarations?.[0]?.type),
      };
    });
  }

  /** The page of a declaration: a path below Discord's documentation. */
  link(symbol) {
    for (const tag of symbol?.getJsDocTags(this.checker) ?? []) {
      const text = (tag.text ?? []).map((part) => part.text).join("");
      const match = tag.name === "see" ? documentation.exec(text) : null;
      if (match) return match[1].replace("/#", "#");
    }
    return undefined;
  }

  nameOf(type) {
    const symbol = type.aliasSymbol ?? type.symbol;
    return symbol && !symbol.name.startsWith("__") ? symbol.name : undefined;
  }

  /** Every dispatch event with the type of its data. */
  events() {
    const events = new Map();
    for (const part of this.parts(this.named("GatewayDispatchPayload"))) {
      const [name, data] = ["t", "d"].map((field) => this.fields(part).find((candidate) => candidate.name === field));
      for (const value of this.parts(name.type)) {
        const declared = part.aliasSymbol?.declarations?.[0]?.type?.typeArguments?.[1];
        events.set(value.value, { type: data.type, node: declared });
      }
    }
    return events;
  }

  /** The operations of the REST API, such as `GET /channels/{channel.id}`, and whether each is deprecated. */
  operations() {
    const operations = new Map();
    for (const route of this.checker.getPropertiesOfType(this.named("RoutesDeclarations"))) {
      const isDeprecated = route.getJsDocTags(this.checker).some((tag) => tag.name === "deprecated");
      const text = ts.displayPartsToString(route.getDocumentationComment(this.checker));
      for (const [, method, path, note] of text.matchAll(/^- ([A-Z]+) +`([^`]+)`(.*)$/gm)) {
        const name = `${method} ${path.replace("$", "")}`;
        operations.set(name, (operations.get(name) ?? true) && (isDeprecated || note.includes("deprecated")));
      }
    }
    return operations;
  }

  /** The values of an enum, without deprecated aliases. */
  enumValues(name) {
    const values = new Map();
    for (const member of this.exports.get(name).declarations.flatMap((declaration) => [...(declaration.members ?? [])])) {
      const value = this.checker.getConstantValue(member);
      const symbol = this.checker.getSymbolAtLocation(member.name);
      const isDeprecated = ts.getJSDocDeprecatedTag(member) !== undefined;
      const seen = values.get(value);
      if (!seen || (seen.isDeprecated && !isDeprecated)) values.set(value, { name: symbol.name, isDeprecated });
    }
    return [...values].map(([value, { name: text }]) => [text, value]);
  }

  /** The permissions with their values, which are in the package's code and not in its declarations. */
  permissionBits() {
    const names = new Map();
    for (const property of this.checker.getPropertiesOfType(this.checker.getTypeOfSymbol(this.exports.get("PermissionFlagsBits")))) {
      const value = this.values.PermissionFlagsBits[property.name];
      const isDeprecated = property.declarations.some((declaration) => ts.getJSDocDeprecatedTag(declaration));
      if (!names.has(value) || !isDeprecated) names.set(value, property.name);
    }
    return [...names].map(([value, name]) => [name, value]);
  }
}
