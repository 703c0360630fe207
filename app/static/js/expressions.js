// Evaluates in the browser the conditions that surveys/expressions parsed on the server, so that a
// page can show and hide questions as it is filled in. The server decides again on every answer.
//
// A tree is a text, a number, {ref}, {op, args} or {call, args}. A scope is {values, current, path,
// today}: the answers by question (a repeat is an array of its instances), the answer that `.`
// stands for, [[repeat name, index from 0], …] and an ISO date.

// The result when this module leaves the decision to the server.
export const UNDECIDED = null;

class Undecided extends Error {}

const DAY = 86_400_000;
const TOLERANCE = 1e-12;
const MAX_PLACES = 30;
const MAX_TEXT = 1_000_000;
const MAX_REPEATS_DEEP = 10;
const REGEX_TEXT = 2_000;
const REGEX_STEPS = 1_000_000;

const SPACES = " \t\r\n";
const NUMBER = /^-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)$/;
const ISO_DATE = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/;

// The answers to one question in every instance of a repeat; as one value, the first.
class NodeSet {
  constructor(items) {
    this.items = items;
  }
}

// ---- Values

const isRecord = (raw) => typeof raw === "object" && raw !== null && !Array.isArray(raw);

function answer(raw) {
  if (typeof raw === "string" || typeof raw === "number" || typeof raw === "boolean") return raw;
  if (raw === null || raw === undefined || isRecord(raw)) return "";
  if (Array.isArray(raw)) {
    if (raw.length === 0 || isRecord(raw[0])) return new NodeSet(raw.map(() => ""));
    return raw.map((item) => toText(answer(item)));
  }
  return String(raw);
}

function single(value) {
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

function trimmed(text) {
  let [start, end] = [0, text.length];
  while (start < end && SPACES.includes(text[start])) start += 1;
  while (start < end && SPACES.includes(text[end - 1])) end -= 1;
  return text.slice(start, end);
}

// Days from 1970-01-01 to an ISO date, or null for another text.
function daysOf(text) {
  const found = ISO_DATE.exec(text);
  if (!found) return null;
  const [year, month, day] = found.slice(1).map(Number);
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const exists = year > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? date.getTime() / DAY : null;
}

function dateOf(days) {
  const date = new Date(Math.trunc(days) * DAY);
  const year = date.getUTCFullYear(); // NaN for a day that no date can hold
  return year >= 1 && year <= 9999 ? date.toISOString().slice(0, 10) : "";
}

function choices(value) {
  value = single(value);
  const names = Array.isArray(value) ? value : toText(value).split(/[ \t\r\n]+/);
  return names.filter((name) => name !== "");
}

function isEmpty(value) {
  return typeof value === "number" ? Number.isNaN(value) : toText(value) === "";
}

// ---- Answers, seen from one place among the repeats

const has = (instance, name) => Object.hasOwn(instance, name);

function instancesOf(raw) {
  return Array.isArray(raw) && isRecord(raw[0]) ? raw.filter(isRecord) : [];
}

// The instances around the place from the innermost out, each with its neighbours.
function surroundings(scope) {
  const levels = [[scope.values, []]];
  let here = scope.values;
  for (const [name, index] of scope.path ?? []) {
    const instances = has(here, name) ? instancesOf(here[name]) : [];
    here = instances[index] ?? {};
    levels.push([here, instances]);
  }
  return levels.reverse();
}

// The answers in the repeats below, or null when no repeat below has the question.
function below(around, name, deep = 1) {
  if (deep > MAX_REPEATS_DEEP) return null;
  const found = [];
  let known = false;
  for (const raw of Object.values(around)) {
    const instances = instancesOf(raw);
    const here = instances.some((instance) => has(instance, name));
    for (const instance of instances) {
      const deeper = here ? null : below(instance, name, deep + 1);
      if (here) found.push(has(instance, name) ? single(answer(instance[name])) : "");
      for (const value of deeper ?? []) found.push(value);
      known ||= here || deeper !== null;
    }
  }
  return known ? found : null;
}

function resolve(scope, name) {
  for (const [instance, neighbours] of surroundings(scope)) {
    if (has(instance, name)) return answer(instance[name]);
    const found = below(instance, name);
    if (found) return new NodeSet(found);
    for (const neighbour of neighbours) {
      if (has(neighbour, name)) return "";
      if (below(neighbour, name)) return new NodeSet([]);
    }
  }
  return new NodeSet([]);
}

// ---- Comparison

const ORDER = {
  "<": (left, right) => left < right,
  "<=": (left, right) => left <= right,
  ">": (left, right) => left > right,
  ">=": (left, right) => left >= right,
};
const COMPARISONS = new Set(["=", "!=", ...Object.keys(ORDER)]);

function equal(left, right) {
  if (typeof left === "boolean" || typeof right === "boolean") return truth(left) === truth(right);
  if (typeof left === "number" || typeof right === "number") {
    const [one, other] = [toNumber(left), toNumber(right)];
    return one === other || Math.abs(one - other) < TOLERANCE;
  }
  return toText(left) === toText(right);
}

function compareValues(symbol, left, right) {
  if (symbol === "=") return equal(left, right);
  if (symbol === "!=") return !equal(left, right);
  return ORDER[symbol](toNumber(left), toNumber(right));
}

function compareSets(symbol, left, right) {
  if (symbol === "=" || symbol === "!=") {
    const one = new Set(left.items.map(toText));
    const other = new Set(right.items.map(toText));
    if (symbol === "=") return [...one].some((text) => other.has(text));
    return new Set([...one, ...other]).size > 1;
  }
  const [first, second] = [numbersOf([left]), numbersOf([right])];
  return symbol[0] === "<"
    ? ORDER[symbol](smallest(first), largest(second))
    : ORDER[symbol](largest(first), smallest(second));
}

// No answer at all is compared as "".
const notNothing = (value) => (value instanceof NodeSet && !value.items.length ? "" : value);

function compare(symbol, left, right) {
  left = notNothing(left);
  right = notNothing(right);
  if (left instanceof NodeSet && right instanceof NodeSet) return compareSets(symbol, left, right);
  if (left instanceof NodeSet && typeof right !== "boolean") {
    return left.items.some((item) => compareValues(symbol, item, right));
  }
  if (right instanceof NodeSet && typeof left !== "boolean") {
    return right.items.some((item) => compareValues(symbol, left, item));
  }
  return compareValues(symbol, left, right);
}

// ---- Arithmetic

const ARITHMETIC = {
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
  div: (left, right) => left / right,
  mod: (left, right) => left % right,
};

// The values, with the answers of every instance in the place of a node-set.
function items(values) {
  const all = [];
  for (const value of values) {
    for (const item of value instanceof NodeSet ? value.items : [value]) all.push(item);
  }
  return all;
}

const numbersOf = (values) => items(values).map(toNumber).filter((number) => !Number.isNaN(number));
// Of no number: NaN, which loses every comparison.
const largest = (numbers) => numbers.reduce((one, other) => (one > other ? one : other), NaN);
const smallest = (numbers) => numbers.reduce((one, other) => (one < other ? one : other), NaN);

function shifted(number, places) {
  const [digits, exponent = "0"] = String(number).split("e");
  return Number(`${digits}e${Number(exponent) + places}`);
}

// Rounds the decimal digits as written, halves upwards: 1.005 to 1.01, -2.5 to -2.
function rounded(number, places) {
  if (!Number.isFinite(number)) return number;
  if (Number.isNaN(places) || Math.abs(places) > MAX_PLACES) return NaN;
  const shift = Math.trunc(places);
  const scaled = shifted(number, shift);
  if (!Number.isFinite(scaled)) return number;
  const low = Math.floor(scaled);
  return shifted(scaled - low >= 0.5 ? low + 1 : low, -shift);
}

// ---- Patterns

// The browser has no time limit for a pattern, so one is only tried when it reads the same as on
// the server and when the ways in which it can divide a text are few. Anything else is undecided.
class PatternReader {
  constructor(pattern, length) {
    this.pattern = pattern;
    this.length = length;
    this.at = 0;
    this.letters = /\\[pP]/.test(pattern);
  }

  peek(text) {
    return this.pattern.startsWith(text, this.at);
  }

  // One level of alternatives: the source for this browser, and in how many ways it can match.
  alternatives() {
    let source = "";
    let ways = 0;
    let branch = 1;
    while (this.at < this.pattern.length && !this.peek(")")) {
      if (this.peek("|")) {
        this.at += 1;
        source += "|";
        ways += branch;
        branch = 1;
        continue;
      }
      const atom = this.atom();
      const repeat = this.repeat(atom.ways);
      if (atom.bare && repeat.source) throw new Undecided();
      source += atom.source + repeat.source;
      branch *= repeat.ways;
    }
    ways += branch;
    if (!(ways <= REGEX_STEPS)) throw new Undecided();
    return { source, ways };
  }

  atom() {
    const character = this.pattern[this.at];
    if (character === "(") return this.group();
    if (character === "[") return { source: this.characters(), ways: 1 };
    if (character === "\\") return { source: this.escape(false), ways: 1 };
    if ("*+?{".includes(character)) throw new Undecided();
    this.at += 1;
    if (character === ".") return { source: "[^\\n]", ways: 1 };
    if (character === "^") return { source: "^", ways: 1, bare: true };
    // The server lets `$` stand before a line feed that ends the text.
    if (character === "$") return { source: "(?=\\n?$)", ways: 1, bare: true };
    if (character === "]" || character === "}") return { source: `\\${character}`, ways: 1 };
    return { source: this.codePoint(character), ways: 1 };
  }

  // A letter outside the basic plane is two units to this loop, and one to the pattern.
  codePoint(unit) {
    const whole = String.fromCodePoint(this.pattern.codePointAt(this.at - 1));
    this.at += whole.length - unit.length;
    return whole;
  }

  group() {
    const opening = /^\((?:\?(?::|=|!))?/.exec(this.pattern.slice(this.at))[0];
    this.at += opening.length;
    if (this.peek("?") || this.peek("*")) throw new Undecided();
    const { source, ways } = this.alternatives();
    if (!this.peek(")")) throw new Undecided();
    this.at += 1;
    const bare = opening === "(?=" || opening === "(?!";
    return { source: `${opening}${source})`, ways, bare };
  }

  repeat(ways) {
    const found = /^(?:[*+?]|\{([0-9]{1,4})(,([0-9]{0,4}))?\})/.exec(this.pattern.slice(this.at));
    if (!found) return { source: "", ways };
    let [source] = found;
    this.at += source.length;
    const fewest = { "*": 0, "+": 1, "?": 0 }[source] ?? Number(found[1]);
    let most = source === "?" ? 1 : this.length + 1;
    if (found[1] !== undefined && found[2] === undefined) most = fewest;
    else if (found[3]) most = Number(found[3]);
    if (this.peek("?")) {
      source += "?";
      this.at += 1;
    }
    if (most < fewest || this.peek("+") || this.peek("*") || this.peek("{")) throw new Undecided();
    const divisions = Math.min(most, this.length + 1) - Math.min(fewest, this.length + 1) + 1;
    return { source, ways: divisions * ways ** most };
  }

  characters() {
    let source = "[";
    this.at += 1;
    if (this.peek("^")) {
      source += "^";
      this.at += 1;
    }
    if (this.peek("]")) throw new Undecided();
    while (!this.peek("]")) {
      if (this.at >= this.pattern.length || /^(?:\[|&&|--|\|\||~~)/.test(this.pattern.slice(this.at))) {
        throw new Undecided();
      }
      const character = this.pattern[this.at];
      if (character === "\\") {
        source += this.escape(true);
      } else {
        this.at += 1;
        source += this.codePoint(character);
      }
    }
    this.at += 1;
    return `${source}]`;
  }

  escape(inClass) {
    const rest = this.pattern.slice(this.at + 1);
    const [written] = /^(?:[pP]\{[A-Z][a-z]?\}|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|[^])?/.exec(rest);
    this.at += 1 + written.length;
    if (/^[pP]\{/.test(written)) return `\\${written}`;
    // With \p the server reads these for every alphabet, and the browser for ASCII.
    if ("dDwWsSbB".includes(written) && this.letters) throw new Undecided();
    if (/^[dDwW]$/.test(written)) return `\\${written}`;
    if (written === "s") return inClass ? " \\t\\n\\v\\f\\r" : "[ \\t\\n\\v\\f\\r]";
    if (written === "S" && !inClass) return "[^ \\t\\n\\v\\f\\r]";
    if (/^[bB]$/.test(written) && !inClass) return `(?:\\${written})`;
    if (/^(?:[tnrf]|x..|u....)$/.test(written)) return `\\${written}`;
    if (/^[\^$\\.*+?()[\]{}|/]$/.test(written)) return `\\${written}`;
    if (written === "-") return inClass ? "\\-" : "-";
    if (/^[!-/:-@[-`{-~ ]$/.test(written)) return written;
    throw new Undecided();
  }
}

function matches(text, pattern) {
  if (text.length > REGEX_TEXT) throw new Undecided();
  const reader = new PatternReader(pattern, text.length);
  const { source } = reader.alternatives();
  if (reader.at < pattern.length) throw new Undecided();
  try {
    return new RegExp(`^(?:${source})$`, "u").test(text);
  } catch {
    throw new Undecided(); // the server says what is wrong with the pattern
  }
}

// ---- Functions

function join(separator, values) {
  const text = items(values).map(toText).join(toText(separator));
  if (text.length > MAX_TEXT) throw new Undecided();
  return text;
}

function selected(value, name) {
  const wanted = trimmed(toText(name));
  return wanted !== "" && (choices(value).includes(wanted) || trimmed(toText(value)) === wanted);
}

function selectedAt(value, index) {
  return choices(value)[Math.trunc(toNumber(index))] ?? "";
}

function date(value) {
  const text = trimmed(toText(value));
  const [day] = text.split("T", 1);
  return daysOf(day) === null ? dateOf(toNumber(value)) : day;
}

const FUNCTIONS = {
  boolean: (scope, value) => truth(value),
  concat: (scope, ...values) => join("", values),
  contains: (scope, text, part) => toText(text).includes(toText(part)),
  count: (scope, value) => (value instanceof NodeSet ? value.items.length : 1),
  "count-non-empty": (scope, value) => items([value]).filter((item) => toText(item) !== "").length,
  "count-selected": (scope, value) => choices(value).length,
  date: (scope, value) => date(value),
  "ends-with": (scope, text, end) => toText(text).endsWith(toText(end)),
  false: () => false,
  int: (scope, value) => Math.trunc(toNumber(value)),
  join: (scope, separator, ...values) => join(separator, values),
  max: (scope, ...values) => largest(numbersOf(values)),
  min: (scope, ...values) => smallest(numbersOf(values)),
  not: (scope, value) => !truth(value),
  number: (scope, value) => toNumber(value),
  position: (scope) => (scope.path?.length ? scope.path.at(-1)[1] + 1 : 1),
  regex: (scope, value, pattern) => matches(toText(value), toText(pattern)),
  round: (scope, value, places = 0) => rounded(toNumber(value), toNumber(places)),
  selected: (scope, value, name) => selected(value, name),
  "selected-at": (scope, value, index) => selectedAt(value, index),
  "starts-with": (scope, text, start) => toText(text).startsWith(toText(start)),
  string: (scope, value) => toText(value),
  // Characters, not the units that JavaScript counts.
  "string-length": (scope, value = answer(scope.current)) => [...toText(value)].length,
  sum: (scope, value) => numbersOf([value]).reduce((total, number) => total + number, 0),
  today: (scope) => scope.today,
  true: () => true,
};

const LAZY = {
  coalesce: (args, scope) => {
    let value = "";
    for (const tree of args) {
      value = valueOf(tree, scope);
      if (!isEmpty(value)) break;
    }
    return value;
  },
  if: ([condition, then, otherwise], scope) =>
    valueOf(truth(valueOf(condition, scope)) ? then : otherwise, scope),
  once: ([tree], scope) => {
    const current = answer(scope.current);
    return isEmpty(current) ? valueOf(tree, scope) : current;
  },
};

// ---- Trees

function valueOf(tree, scope) {
  if (!isRecord(tree)) return tree;
  if (tree.ref !== undefined) {
    return tree.ref === "." ? answer(scope.current) : resolve(scope, tree.ref);
  }
  if (tree.op !== undefined) return operation(tree.op, tree.args, scope);
  if (has(LAZY, tree.call)) return LAZY[tree.call](tree.args, scope);
  // A function that a newer server knows and this file, kept by a browser, does not.
  if (!has(FUNCTIONS, tree.call)) throw new Undecided();
  return FUNCTIONS[tree.call](scope, ...tree.args.map((argument) => valueOf(argument, scope)));
}

function operation(operator, args, scope) {
  if (operator === "and") return args.every((argument) => truth(valueOf(argument, scope)));
  if (operator === "or") return args.some((argument) => truth(valueOf(argument, scope)));
  if (COMPARISONS.has(operator)) {
    return compare(operator, valueOf(args[0], scope), valueOf(args[1], scope));
  }
  if (operator === "neg") return -toNumber(valueOf(args[0], scope));
  return args.map((argument) => toNumber(valueOf(argument, scope))).reduce(ARITHMETIC[operator]);
}

// The value of a tree (text, number, boolean or array of chosen options), or UNDECIDED.
export function evaluate(tree, scope) {
  try {
    return single(valueOf(tree, scope));
  } catch (error) {
    if (error instanceof Undecided) return UNDECIDED;
    throw error;
  }
}

// The names of the questions and repeats that a tree asks about.
export function references(tree) {
  const names = new Set();
  const waiting = [tree];
  while (waiting.length) {
    const node = waiting.pop();
    if (!isRecord(node)) continue;
    if (node.ref !== undefined && node.ref !== ".") names.add(node.ref);
    waiting.push(...(node.args ?? []));
  }
  return names;
}
