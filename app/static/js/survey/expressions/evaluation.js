// Evaluates in the browser the conditions that surveys/expressions parsed on the server, so that a
// page can show and hide questions as it is filled in. The server decides again on every answer.
//
// A tree is a text, a number, {ref}, {op, args} or {call, args}. A scope is {values, current, path,
// today}: the answers by question (a repeat is an array of its instances), the answer that `.`
// stands for, [[repeat name, index from 0], …] and an ISO date.
import { ARITHMETIC } from "./arithmetic.js";
import { COMPARISONS, compare } from "./comparison.js";
import { FUNCTIONS } from "./functions.js";
import { has, resolve } from "./scope.js";
import { Undecided } from "./undecided.js";
import { answer, isEmpty, isRecord, single, toNumber, truth } from "./values.js";

// The result when this module leaves the decision to the server.
export const UNDECIDED = null;

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
