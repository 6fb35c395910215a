// Formats JSON for people: what fits on a line is on one line.
const width = 150;

export function print(value, depth = 0) {
  const oneLine = printLine(value);
  const isHead = depth < 2;
  if (typeof value !== "object" || value === null || (!isHead && depth * 2 + oneLine.length <= width)) return oneLine;
  const indent = "  ".repeat(depth + 1);
  const lines = Array.isArray(value)
    ? value.map((item) => indent + print(item, depth + 1))
    : entries(value).map(([key, part]) => `${indent}${JSON.stringify(key)}: ${print(part, depth + 1)}`);
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  return lines.length === 0 ? open + close : `${open}\n${lines.join(",\n")}\n${"  ".repeat(depth)}${close}`;
}

function printLine(value) {
  if (Array.isArray(value)) return `[${value.map(printLine).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const parts = entries(value).map(([key, part]) => `${JSON.stringify(key)}: ${printLine(part)}`);
  return parts.length === 0 ? "{}" : `{ ${parts.join(", ")} }`;
}

const entries = (value) => Object.entries(value).filter(([, part]) => part !== undefined);
