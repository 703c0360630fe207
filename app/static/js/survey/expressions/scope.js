// The answers, seen from one place among the repeats.
import { NodeSet, answer, isRecord, single } from "./values.js";

const MAX_REPEATS_DEEP = 10;

export const has = (instance, name) => Object.hasOwn(instance, name);

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

export function resolve(scope, name) {
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
