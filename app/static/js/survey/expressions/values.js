// What an answer is to an expression, and how one kind of value becomes another.
// An answer is a text, a number, a boolean, or the names of the chosen options.
const DAY = 86_400_000;
const SPACES = " \t\r\n";
const NUMBER = /^-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)$/;
const ISO_DATE = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/;

// The answers to one question in every instance of a repeat; as one value, the first.
export class NodeSet {
  constructor(items) {
    this.items = items;
  }
}

export const isRecord = (raw) => typeof raw === "object" && raw !== null && !Array.isArray(raw);

export function answer(raw) {
  if (typeof raw === "string" || typeof raw === "number" || typeof raw === "boolean") return raw;
  if (raw === null || raw === undefined || isRecord(raw)) return "";
  if (Array.isArray(raw)) {
    if (raw.length === 0 || isRecord(raw[0])) return new NodeSet(raw.map(() => ""));
    return raw.map((item) => toText(answer(item)));
  }
  return String(raw);
}

export function single(value) {
  if (!(value instanceof NodeSet)) return value;
  return value.items.length ? value.items[0] : "";
}

export function truth(value) {
  value = single(value);
  if (Array.isArray(value)) return value.length > 0;
  return Boolean(value); // false for "", 0 and NaN
}

export function toText(value) {
  value = single(value);
  if (Array.isArray(value)) return value.join(" ");
  return typeof value === "number" ? numberText(value) : String(value);
}

function numberText(number) {
  if (!Number.isFinite(number) || number === 0) return number === 0 ? "0" : String(number);
  const text = String(number);
  const [digits, exponent] = text.split("e");
  if (exponent === undefined) return text;
  const [whole, decimals = ""] = digits.replace("-", "").split(".");
  const point = whole.length + Number(exponent);
  const all = whole + decimals;
  const written =
    point <= 0 ? `0.${"0".repeat(-point)}${all}` : all.padEnd(point, "0");
  return number < 0 ? `-${written}` : written;
}

export function toNumber(value) {
  value = single(value);
  if (typeof value === "number") return value;
  if (typeof value === "boolean") return value ? 1 : 0;
  const text = trimmed(toText(value));
  if (NUMBER.test(text)) return Number(text);
  return daysOf(text) ?? NaN;
}

export function trimmed(text) {
  let [start, end] = [0, text.length];
  while (start < end && SPACES.includes(text[start])) start += 1;
  while (start < end && SPACES.includes(text[end - 1])) end -= 1;
  return text.slice(start, end);
}

// Days from 1970-01-01 to an ISO date, or null for another text.
export function daysOf(text) {
  const found = ISO_DATE.exec(text);
  if (!found) return null;
  const [year, month, day] = found.slice(1).map(Number);
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const exists = year > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? date.getTime() / DAY : null;
}

export function dateOf(days) {
  const date = new Date(Math.trunc(days) * DAY);
  const year = date.getUTCFullYear(); // NaN for a day that no date can hold
  return year >= 1 && year <= 9999 ? date.toISOString().slice(0, 10) : "";
}

export function choices(value) {
  value = single(value);
  const names = Array.isArray(value) ? value : toText(value).split(/[ \t\r\n]+/);
  return names.filter((name) => name !== "");
}

export function isEmpty(value) {
  return typeof value === "number" ? Number.isNaN(value) : toText(value) === "";
}

// The values, with the answers of every instance in the place of a node-set.
export function items(values) {
  const all = [];
  for (const value of values) {
    for (const item of value instanceof NodeSet ? value.items : [value]) all.push(item);
  }
  return all;
}

export const numbersOf = (values) =>
  items(values).map(toNumber).filter((number) => !Number.isNaN(number));
