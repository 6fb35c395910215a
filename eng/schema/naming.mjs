// Converts the package's names to the schema's.

/** `APIUser`, `GatewayTypingStartDispatchData`: `User`, `TypingStart`. */
export function typeName(name, names) {
  return names[name] ?? name.replace(/^(RESTAPI|API|Gateway|Raw)/, "").replace(/DispatchData$/, "").replace(/Structure$/, "");
}

/** `GuildText`, `Tier1`, `GroupDM`: `GUILD_TEXT`, `TIER_1`, `GROUP_DM`. */
export function valueName(name) {
  return name
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1_$2")
    .replace(/([A-Za-z])([0-9])/g, "$1_$2")
    .toUpperCase()
    .replace(/__+/g, "_");
}

/** `MESSAGE_CREATE`: `MessageCreate`. */
export function modelName(event) {
  return event.toLowerCase().replace(/(^|_)([a-z])/g, (_, __, letter) => letter.toUpperCase());
}

/** A parsed type in the schema's notation. */
export function parseNotation(text) {
  const isNullable = text.startsWith("?");
  const rest = isNullable ? text.slice(1) : text;
  const list = /^(.*)\[\]$/.exec(rest);
  const map = /^map<(?:(.*), *)?(.*)>$/.exec(rest);
  return { element: list?.[1] ?? map?.[2] ?? rest, container: list ? "list" : map ? "map" : "", key: map?.[1], isNullable };
}

export function notation({ element, container, key, isNullable }) {
  const map = key ? `map<${key}, ${element}>` : `map<${element}>`;
  return (isNullable ? "?" : "") + (container === "list" ? `${element}[]` : container === "map" ? map : element);
}

export const primitives = new Set(["snowflake", "string", "boolean", "integer", "long", "double", "timestamp", "scalar", "json", "marker"]);
