// Compares the types of a document with the facts of the package, and collects the differences.
import { basesOf, bitOf } from "./compose.mjs";
import { notation, parseNotation } from "./naming.mjs";

export class Comparison {
  /** @param schema the document; the types of another one that its types extend may be in it. */
  constructor(facts, schema) {
    this.facts = facts;
    this.overlay = facts.overlay;
    this.schema = schema;
    this.differences = [];
  }

  report(place, what, reason) {
    this.differences.push({ place, text: `${place}: ${what}`, reason });
  }

  /** Prints the differences and sets the exit code. */
  finish(subject) {
    const open = this.differences.filter((difference) => !difference.reason);
    const shown = process.argv.includes("--all") ? this.differences : open;
    for (const { text, reason } of shown) console.log(reason ? `${text} (${reason})` : text);
    console.error(`${open.length} differences ${subject}, and ${this.differences.length - open.length} with a written reason`);
    if (open.length > 0) process.exitCode = 1;
  }

  names(kind, ours, theirs) {
    ours.filter((name) => !theirs.includes(name)).forEach((name) => this.report(name, `the package has no such ${kind}`));
    theirs.filter((name) => !ours.includes(name)).forEach((name) => this.report(name, `the schema lacks the ${kind}`));
  }

  fields(name) {
    const lineage = [name, ...basesOf(name, this.overlay)];
    const ours = this.fieldsOf(lineage);
    const decided = (field) => lineage.map((owner) => this.overlay.types[owner]).filter(Boolean).reduce((found, type) => found ?? reasonIn(type, field), undefined);
    const isUnion = this.overlay.types[name]?.union;
    for (const fact of this.facts.types.get(name)?.fields ?? []) {
      const own = ours.get(fact.name);
      if (own) this.field(`${name}.${fact.name}`, own, fact, decided(fact.name));
      else if (!isUnion) this.report(`${name}.${fact.name}`, "the schema lacks the field", decided(fact.name));
    }
    const known = new Set((this.facts.types.get(name)?.fields ?? []).map((fact) => fact.name));
    for (const [field, own] of ours) {
      const isInherited = !(field in (this.schema.types[name].fields ?? {})) && !(`${field}?` in (this.schema.types[name].fields ?? {}));
      if (!known.has(field) && !(isInherited && own.isOptional)) this.report(`${name}.${field}`, "the package has no such field", decided(field));
    }
  }

  /** The fields of a type and of what it extends. */
  fieldsOf(lineage) {
    const fields = new Map();
    for (const owner of [...lineage].reverse()) {
      for (const [key, value] of Object.entries(this.schema.types[owner]?.fields ?? {})) {
        fields.set(key.replace(/\?$/, ""), { isOptional: key.endsWith("?"), ...parseNotation(value.type ?? value) });
      }
    }
    return fields;
  }

  field(place, own, fact, reason) {
    const isBase = !place.startsWith(`${this.ownerOf(place)}.`);
    const isNullable = fact.isNullable && own.element !== "json";
    if (own.isOptional !== fact.isOptional && !(own.isOptional && isBase)) this.report(place, fact.isOptional ? "optional in the package" : "always there in the package", reason);
    if (own.isNullable !== isNullable && !(own.isNullable && isBase)) this.report(place, isNullable ? "nullable in the package" : "never null in the package", reason);
    if (!this.refines(own, fact)) this.report(place, `${notation({ ...own, isNullable: false })}, in the package ${notation({ ...fact, isNullable: false })}`, reason);
  }

  /** The type that declares a field. A derived type may be stricter, but not looser. */
  ownerOf(place) {
    const [name, field] = place.split(".");
    return [name, ...basesOf(name, this.overlay)].find((owner) => Object.keys(this.schema.types[owner]?.fields ?? {}).some((key) => key.replace(/\?$/, "") === field));
  }

  /** Whether a type is only more precise than TypeScript allows: a timestamp is a string there, for example. */
  refines(own, fact) {
    if (own.key !== fact.key) return false;
    if (own.element === fact.element && own.container === fact.container) return true;
    if (fact.element === "json" && fact.container === "") return true;
    const finer = { string: ["timestamp", "snowflake", ...Object.keys(this.schema.enums)], integer: ["long", "double"], json: ["snowflake"] }[fact.element] ?? [];
    return own.container === fact.container && finer.includes(own.element);
  }

  values(name, fact) {
    const ours = Object.values((this.schema.enums[name] ?? this.schema.flags[name] ?? { values: {} }).values).map((value) => value.value ?? value);
    const theirs = fact.values.map(([, value]) => (fact.isFlags ? bitOf(value) : value));
    theirs.filter((value) => !ours.includes(value)).forEach((value) => this.report(`${name}.${value}`, "the schema lacks the value"));
    const added = Object.values(this.overlay.enums[name]?.added ?? {});
    const reasonOf = (value) => added.find((one) => one.value === value)?.reason;
    ours.filter((value) => !theirs.includes(value)).forEach((value) => this.report(`${name}.${value}`, "the package has no such value", reasonOf(value)));
    theirs.filter(reasonOf).forEach((value) => this.report(`${name}.${value}`, "the overlay adds it, and the package has it"));
  }
}

function reasonIn(type, field) {
  return type.fields?.[field]?.reason ?? type.leftOut?.[field] ?? type.added?.[field]?.reason ?? type.added?.[`${field}?`]?.reason;
}
