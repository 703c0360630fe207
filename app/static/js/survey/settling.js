// What is asked on a page, given what stands in it: see surveys/answers/settling.py.
import { UNDECIDED, evaluate } from "./expressions/evaluation.js";
import { toText, truth } from "./expressions/values.js";

// A condition may look at a later question; each round lets the news travel one condition back.
const MOST_ROUNDS = 12;
const OTHER = "other";

const same = (one, other) => typeof one === typeof other && toText(one) === toText(other);

// Items are those of the page; `page` tells what is typed: read(address, item), isBlank(address),
// entries(address); `wasAsked(address)` is what the server decided.
export class Settling {
  constructor({ items, values, today, page }) {
    Object.assign(this, { items, values, today, page });
  }

  // {asked, offered, values, places}: addresses asked; codes offered, values and repeat paths by address.
  settle() {
    this.view = { ...this.values };
    this.typed = new Map();
    this.entriesOf = new Map();
    this.#typedIn(this.items, this.view, "");
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      this.changed = false;
      this.asked = new Set();
      this.offered = new Map();
      this.places = new Map();
      this.found = new Map();
      this.#walk(this.items, this.view, [], "");
      if (!this.changed) break;
    }
    const { asked, offered, places, found: values } = this;
    return { asked, offered, places, values };
  }

  evaluate(tree, path, current) {
    return evaluate(tree, { values: this.view, current, path, today: this.today });
  }

  // What was typed everywhere, relevant or not: what the first round looks at.
  #typedIn(items, view, prefix) {
    for (const item of items) {
      const where = prefix + item.name;
      if (item.type === "group") this.#typedIn(item.items, view, prefix);
      else if (item.type === "repeat") view[item.name] = this.#entries(item, where);
      else view[item.name] = this.#typedAt(where, item, view);
    }
  }

  #typedAt(where, item, view) {
    if (item.calculation !== undefined || item.type === "hidden") return view[item.name] ?? "";
    const value = item.type === "note" ? "" : this.page.read(where, item);
    this.typed.set(where, value);
    return value;
  }

  // The entries that hold something: an empty one is not kept by the server.
  #entries(item, where) {
    const entries = this.page.entries(where).map((index) => {
      const view = {};
      const prefix = `${where}/${index}/`;
      this.#typedIn(item.items, view, prefix);
      return { view, prefix, isKept: item.fixed || !this.page.isBlank(prefix) };
    });
    this.entriesOf.set(where, entries);
    return entries.filter((entry) => entry.isKept).map((entry) => entry.view);
  }

  #walk(items, view, path, prefix) {
    for (const item of items) {
      const where = prefix + item.name;
      if (!this.#isRelevant(item, where, view, path)) {
        this.#forget(item, view);
        continue;
      }
      this.asked.add(where);
      this.places.set(where, path);
      if (item.type === "group") this.#walk(item.items, view, path, prefix);
      else if (item.type === "repeat") this.#walkEntries(item, where, view, path);
      else this.#show(item, where, view, path);
    }
  }

  #walkEntries(item, where, view, path) {
    const entries = this.entriesOf.get(where);
    const kept = entries.filter((entry) => entry.isKept);
    if (view[item.name]?.length !== kept.length) {
      view[item.name] = kept.map((entry) => entry.view);
      this.changed = true;
    }
    for (const entry of entries) {
      // An empty entry stands after those that are kept, where nothing is known.
      const place = entry.isKept ? kept.indexOf(entry) : kept.length;
      this.asked.add(entry.prefix.slice(0, -1));
      this.#walk(item.items, entry.view, [...path, [item.name, place]], entry.prefix);
    }
  }

  #isRelevant(item, where, view, path) {
    if (item.relevant === undefined) return true;
    const value = this.evaluate(item.relevant, path, view[item.name]);
    return value === UNDECIDED ? this.page.wasAsked(where) : truth(value);
  }

  #show(item, where, view, path) {
    let value = this.typed.get(where) ?? view[item.name] ?? "";
    if (item.calculation !== undefined) value = this.#calculated(item, path, value);
    if (item.filter !== undefined) value = this.#allowed(item, where, path, value);
    this.found.set(where, value);
    if (same(view[item.name] ?? "", value)) return;
    view[item.name] = value;
    this.changed = true;
  }

  #calculated(item, path, before) {
    const value = this.evaluate(item.calculation, path);
    if (value === UNDECIDED) return before;
    if (typeof value === "number") return Number.isFinite(value) ? value : "";
    return typeof value === "boolean" ? toText(value) : value;
  }

  // The value without the choices that the filter leaves out.
  #allowed(item, where, path, value) {
    const codes = new Set([OTHER]);
    for (const [code, columns] of Object.entries(item.options)) {
      const row = Object.entries(columns).map(([column, text]) => [`choice.${column}`, text]);
      const values = { ...this.view, ...Object.fromEntries(row) };
      const found = evaluate(item.filter, { values, path, today: this.today });
      if (found === UNDECIDED) return value;
      if (truth(found)) codes.add(code);
    }
    this.offered.set(where, codes);
    if (!Array.isArray(value)) return codes.has(value) ? value : "";
    const left = value.filter((code) => codes.has(code));
    return left.length ? left : "";
  }

  #forget(item, view) {
    if (item.type === "group") {
      for (const child of item.items) this.#forget(child, view);
      return;
    }
    const nothing = item.type === "repeat" ? [] : "";
    if (toText(view[item.name] ?? "") !== "" || view[item.name]?.length) this.changed = true;
    view[item.name] = nothing;
  }
}
