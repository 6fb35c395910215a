// The facts of the package with the overlay's names: events, the fields of every type that they use, the values of every enum.
import ts from "typescript";
import { Declarations } from "./declarations.mjs";
import { modelName, parseNotation, primitives, typeName } from "./naming.mjs";

export class Facts {
  /** With the facts of another document, whose types are known and not collected again. */
  constructor(overlay, base) {
    this.overlay = overlay;
    this.package = base?.package ?? new Declarations();
    this.types = new Map(base?.types); // name in C# -> { sources, link, fields }
    this.enums = new Map(base?.enums); // name in C# -> { name in the package, isFlags, isText, values, link }
    this.known = new Set([...this.types.keys(), ...this.enums.keys()]);
    this.problems = [];
    this.queue = [];
  }

  collect() {
    this.collectRoots();
    for (const [name, { from }] of Object.entries(this.overlay.types)) {
      for (const source of from ?? []) this.reach(name, this.package.named(source));
    }
    while (this.queue.length > 0) this.queue.shift()();
    for (const [name, type] of this.types) {
      if (!this.known.has(name) && type.sources.length > 0) type.fields = this.merge(name, type.sources);
    }
    while (this.queue.length > 0) this.queue.shift()();
    return this;
  }

  collectRoots() {
    this.events = [...this.package.events()].map(([name, { type, node }]) => ({ name, type, node }));
    for (const event of this.events) this.reach(modelName(event.name), event.type);
  }

  override(owner, field) {
    for (let name = owner; name; name = this.overlay.types[name]?.extends) {
      const found = this.overlay.types[name]?.fields?.[field];
      if (found) return found;
    }
    return undefined;
  }

  /** Adds an object of the package to a type of the schema. */
  reach(name, type) {
    if (this.known.has(name)) return;
    for (const part of this.package.parts(type).filter((candidate) => this.package.isObject(candidate))) {
      const fact = this.types.get(name) ?? { sources: [], fields: [] };
      this.types.set(name, fact);
      if (fact.sources.includes(part)) continue;
      fact.sources.push(part);
      fact.link ??= this.package.link(part.aliasSymbol ?? part.symbol) ?? this.package.link(part.symbol);
      const base = this.overlay.types[name]?.extends;
      if (base && this.overlay.types[base]?.union) this.reach(base, part);
      this.queue.push(() => this.package.fields(part).forEach((field) => this.fieldType(name, field)));
    }
  }

  merge(owner, sources) {
    const fields = new Map();
    for (const source of sources) {
      for (const field of this.ordered(source)) {
        const seen = fields.get(field.name) ?? { name: field.name, count: 0, isOptional: false, isNullable: false, types: new Set() };
        seen.count++;
        seen.isOptional ||= field.isOptional;
        const { element, container, key, isMarker } = this.fieldType(owner, field);
        seen.isNullable ||= field.isNullable && !isMarker;
        if (element && !isMarker) seen.types.add(JSON.stringify({ element, container, key }));
        seen.markers = (seen.markers ?? 0) + (isMarker ? 1 : 0);
        fields.set(field.name, seen);
      }
    }
    return [...fields.values()].map((field) => {
      const types = [...field.types].map((text) => JSON.parse(text));
      if (types.length === 0) types.push({ element: field.markers > 0 ? "marker" : "json", container: "" });
      else field.isNullable ||= field.markers > 0;
      const wanted = this.override(owner, field.name)?.type;
      const best = types.length === 1 ? types[0] : wanted ? { element: "json", container: "" } : this.common(types);
      if (!best && !this.overlay.types[owner]?.union) this.problems.push(`${owner}.${field.name}: the package has several types: ${[...field.types].join(" ")}`);
      return { name: field.name, isOptional: field.isOptional || field.count < sources.length, isNullable: field.isNullable, ...(best ?? { element: "json", container: "" }) };
    });
  }

  common(types) {
    const numbers = types.filter((type) => type.element !== "integer");
    return types.length === 2 && numbers.length === 1 && types.every((type) => type.container === numbers[0].container) && this.enums.has(numbers[0].element) ? numbers[0] : undefined;
  }

  /** The id and the type first, then inherited fields, then its own. */
  ordered(type) {
    const rank = (field) => {
      if (field.name === "id") return 0;
      const parent = this.package.checker.getPropertyOfType(type, field.name)?.declarations?.[0]?.parent;
      return parent && type.symbol?.declarations?.includes(parent) ? 3 : 2;
    };
    return this.package.fields(type).map((field, index) => [rank(field), index, field]).sort((a, b) => a[0] - b[0] || a[1] - b[1]).map((entry) => entry[2]);
  }

  /** A field's type in the schema's notation. Also collects the types in it. */
  fieldType(owner, field) {
    const given = this.override(owner, field.name);
    const wanted = given?.type ? parseNotation(given.type) : undefined;
    const results = field.types.map((type, index) => this.typeOf(`${owner}.${field.name}`, type, field.nodes[index], wanted));
    const known = results.filter((result) => result.element);
    const distinct = new Set(known.map((result) => JSON.stringify(result)));
    if (distinct.size === 0) return field.isNullable ? { isMarker: true } : {};
    if (distinct.size === 1) return known[0];
    if (wanted) return wanted;
    this.problems.push(`${owner}.${field.name}: ${[...distinct].join(" ")}`);
    return known[0];
  }

  typeOf(path, type, node, wanted) {
    const parts = this.package.parts(type);
    if (parts.length === 0) return {};
    const bare = this.bare(node);
    if (parts.length === 1 && this.package.checker.isArrayType(parts[0])) {
      const element = this.package.checker.getTypeArguments(parts[0])[0];
      return { ...this.typeOf(path, element, this.elementNode(bare), wanted), container: "list" };
    }
    if (parts.every((part) => this.package.checker.isTupleType(part))) {
      const [element] = this.package.checker.getTypeArguments(parts[0]);
      return element ? { ...this.typeOf(path, element, undefined, wanted), container: "list" } : {};
    }
    const entry = parts.length === 1 && this.package.isObject(parts[0]) ? this.package.mapEntry(parts[0]) : undefined;
    if (entry) {
      const key = this.package.mapKey(parts[0]);
      return { ...this.typeOf(path, entry, bare?.typeArguments?.[1], wanted), container: "map", key: key && this.enumName(key) };
    }
    return { element: this.elementName(path, type, parts, bare, wanted), container: "" };
  }

  elementName(path, type, parts, node, wanted) {
    const objects = parts.filter((part) => this.package.isObject(part));
    if (objects.length > 0) return this.objectName(path, type, objects, node, wanted);
    const name = this.referenced(node);
    if (name === "Snowflake") return "snowflake";
    if (name === "Permissions") return this.enumName("PermissionFlagsBits");
    if (parts.every((part) => part.flags & ts.TypeFlags.BooleanLike)) return "boolean";
    const number = this.asNumber(name, parts);
    if (number) return "integer";
    const owner = parts[0].flags & ts.TypeFlags.EnumLike ? parts[0].symbol : undefined;
    const ownerName = owner && (owner.flags & ts.SymbolFlags.EnumMember ? this.package.checker.getSymbolAtLocation(owner.declarations[0].parent.name).name : owner.name);
    if (ownerName) return this.enumName(ownerName);
    if (name && this.package.exports.get(name)?.flags & ts.SymbolFlags.Enum) return this.enumName(name);
    const isText = parts.every((part) => part.flags & ts.TypeFlags.StringLike);
    const isNumber = parts.every((part) => part.flags & ts.TypeFlags.NumberLike);
    if (isText) return this.overlay.timestamps.includes(path.split(".")[1]) ? "timestamp" : "string";
    return isNumber ? "integer" : parts.some((part) => part.flags & ts.TypeFlags.Any) || parts.some((part) => part.flags & ts.TypeFlags.Unknown) ? "json" : "scalar";
  }

  objectName(path, type, objects, node, wanted) {
    if (wanted && (primitives.has(wanted.element))) return "json";
    const target = wanted?.element;
    const given = target ?? this.named(node);
    if (given && this.overlay.types[given]?.union) {
      for (const part of objects) this.reach(this.memberOf(path, part, given), part);
      return given;
    }
    const names = given ? [given] : [...new Set(objects.map((part) => typeName(this.package.nameOf(part) ?? path, this.overlay.names)))];
    if (names.length === 1) {
      objects.forEach((part) => this.reach(names[0], part));
      return names[0];
    }
    const bases = [...new Set(names.map((name) => this.overlay.types[name]?.extends))];
    objects.forEach((part) => this.reach(typeName(this.package.nameOf(part) ?? path, this.overlay.names), part));
    if (bases.length === 1 && bases[0] && this.overlay.types[bases[0]]?.union) return bases[0];
    this.problems.push(`${path}: name the union of ${names.join(", ")}`);
    return names[0];
  }

  /** Whether we treat an enum of the package as a number. */
  asNumber(name, parts) {
    const text = this.package.checker.typeToString(parts[0]).split(".")[0];
    return name in this.overlay.numbers || text in this.overlay.numbers;
  }

  memberOf(path, part, union) {
    const name = typeName(this.package.nameOf(part) ?? path, this.overlay.names);
    if (this.overlay.types[name]?.extends !== union) this.problems.push(`${path}: ${name} is a new member of ${union}`);
    return name;
  }

  /** The schema's type for a reference or a part of an intersection. */
  named(node) {
    const name = this.referenced(node) ?? (node && ts.isIntersectionTypeNode(node) ? this.referenced(node.types[0]) : undefined);
    return name && this.overlay.names[name];
  }

  referenced(node) {
    if (node && ts.isIndexedAccessTypeNode(node) && node.indexType.literal) {
      const owner = this.package.exports.get(node.objectType.getText());
      const property = owner && this.package.checker.getDeclaredTypeOfSymbol(owner).getProperty(node.indexType.literal.text);
      return this.referenced(this.bare(property?.declarations?.[0]?.type));
    }
    return node && ts.isTypeReferenceNode(node) ? node.typeName.getText() : undefined;
  }

  bare(node) {
    if (!node) return undefined;
    if (ts.isParenthesizedTypeNode(node)) return this.bare(node.type);
    if (!ts.isUnionTypeNode(node)) return node;
    const rest = node.types.filter((part) => !["null", "undefined"].includes(part.getText()));
    return rest.length === 1 ? this.bare(rest[0]) : undefined;
  }

  elementNode(node) {
    return node && ts.isArrayTypeNode(node) ? this.bare(node.elementType) : undefined;
  }

  enumName(source) {
    const name = typeName(source, this.overlay.names);
    if (this.enums.has(name)) return name;
    const values = source === "PermissionFlagsBits"
      ? [...this.package.permissionBits()]
      : this.package.enumValues(source);
    const isFlags = name.endsWith("Flags") || name === "Permissions";
    this.enums.set(name, { source, isFlags, isText: name === "Permissions" || values.some(([, value]) => typeof value === "string"), values, link: this.package.link(this.package.exports.get(source)) });
    return name;
  }
}
