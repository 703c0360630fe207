// Comparisons, by the rules of XPath 1.0 as ODK applies them.
import { largest, smallest } from "./arithmetic.js";
import { NodeSet, numbersOf, toNumber, toText, truth } from "./values.js";

const TOLERANCE = 1e-12;

const ORDER = {
  "<": (left, right) => left < right,
  "<=": (left, right) => left <= right,
  ">": (left, right) => left > right,
  ">=": (left, right) => left >= right,
};
export const COMPARISONS = new Set(["=", "!=", ...Object.keys(ORDER)]);

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

export function compare(symbol, left, right) {
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
