// The functions that take values and give a value back.
import { largest, rounded, smallest } from "./arithmetic.js";
import { matches } from "./patterns.js";
import { Undecided } from "./undecided.js";
import { NodeSet, answer, choices, dateOf, daysOf, items, numbersOf, toNumber, toText, trimmed, truth } from "./values.js";

const MAX_TEXT = 1_000_000;

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

export const FUNCTIONS = {
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
